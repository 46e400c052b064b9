/**
 * The panel for people who see, move or read in other ways: large text, zoom, forced colours, no motion, no colours.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launchPlain } from "./harness.mjs";
import { inspect, MIN_CONTRAST } from "./inspect.mjs";
import { buildStories, PICTURES, storiesOf, storyUrl } from "./stories.mjs";

describe("panel for everybody", { timeout: 480_000 }, () => {
  let browser;

  before(async () => {
    buildStories();
    browser = await launchPlain();
  });
  after(() => browser?.close());

  /** Look at every story under one condition; `find` tells what is wrong with it. */
  const inEveryStory = async ({ name, lang = "en", prepare, find, ...options }) => {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 }, ...options });
    const problems = [];
    for (const story of await storiesOf(page)) {
      await page.goto(storyUrl(story, lang));
      await prepare?.(page);
      await page.screenshot({ path: join(PICTURES, `${story}_${lang}_${name}.png`), fullPage: true });
      for (const problem of await find(page)) problems.push(`${story}: ${problem}`);
    }
    await page.close();
    assert.deepEqual(problems, []);
  };
  const readable = (page) => page.evaluate(inspect, MIN_CONTRAST);

  for (const lang of ["en", "id"]) {
    // The browser's zoom makes the panel's pixels larger: of 320 of them, 160 are left.
    test(`fits at a zoom of 200 % in ${lang}`, () =>
      inEveryStory({
        name: "zoomed",
        lang,
        viewport: { width: 160, height: 320 },
        deviceScaleFactor: 2,
        find: readable,
      }));

    test(`fits with letters twice as large in ${lang}`, () =>
      inEveryStory({
        name: "large",
        lang,
        prepare: (page) => page.addStyleTag({ content: ":root { font-size: 200% }" }),
        find: readable,
      }));
  }

  // WCAG 2.2, 1.4.12
  test("fits with the spacing that some need to read", () =>
    inEveryStory({
      name: "spaced",
      lang: "id",
      prepare: (page) =>
        page.addStyleTag({
          content: `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
            p { margin-bottom: 2em !important }`,
        }),
      find: readable,
    }));

  test("keeps to the colours that the system forces, and still tells states apart", () =>
    inEveryStory({
      name: "forced",
      forcedColors: "active",
      colorScheme: "dark",
      find: async (page) => [...(await readable(page)), ...(await page.evaluate(unseenShapes))],
    }));

  test("says every state by icon and word, never by colour alone", () =>
    inEveryStory({ name: "grey", find: (page) => page.evaluate(statesByColourAlone) }));

  test("moves nothing for people who asked for that", () =>
    inEveryStory({ name: "still", reducedMotion: "reduce", find: (page) => page.evaluate(whatMoves) }));
});

/** Runs in the page: drawn shapes that have the colour of what is behind them. */
function unseenShapes() {
  const transparent = /rgba\(.*, 0\)|transparent/;
  const ground = (element) => {
    for (let box = element; box; box = box.parentElement) {
      const { backgroundColor } = getComputedStyle(box);
      if (!transparent.test(backgroundColor)) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  return [...document.querySelectorAll(".trend rect, .icon > :first-child")]
    .filter((shape) => {
      const { fill, stroke } = getComputedStyle(shape);
      return [fill, stroke].every((colour) => colour === "none" || colour === ground(shape.closest("svg")));
    })
    .map((shape) => `${shape.closest("[class]").getAttribute("class")}: a shape that cannot be seen`);
}

/** Runs in the page: lines and cards whose state has no icon, or no word. */
function statesByColourAlone() {
  const shown = [...document.querySelectorAll(".line, .card, .answered, .headline")];
  const wordless = shown.filter((element) => !element.querySelector(".state, .tag, strong")?.textContent.trim());
  const iconless = shown.filter((element) => !element.querySelector("svg.icon > *"));
  const shapes = new Map();
  for (const line of document.querySelectorAll(".line")) {
    shapes.set(line.querySelector(".icon").innerHTML, line.className);
  }
  const states = new Set([...document.querySelectorAll(".line")].map((line) => line.className));
  return [
    ...wordless.map((element) => `${element.className}: no word`),
    ...iconless.map((element) => `${element.className}: no icon`),
    ...(shapes.size === states.size ? [] : ["two states with one icon"]),
  ];
}

/** Runs in the page: everything that would move. */
function whatMoves() {
  return [...document.querySelectorAll("*")]
    .filter((element) => {
      const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
      return animationName !== "none" || transitionDuration !== "0s" || scrollBehavior === "smooth";
    })
    .map((element) => `${element.tagName} moves`);
}
