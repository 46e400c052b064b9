/**
 * The panel in every state, in both languages, light and dark, at 320 and 360 px: nothing overflows, nothing is unnamed,
 * everything can be read. Screenshots lie in output/panel/.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { axeFinds, CHECKOUT, launchPlain, OUTPUT } from "./harness.mjs";

const WAYS = [
  { lang: "en", width: 360, colorScheme: "light" },
  { lang: "en", width: 320, colorScheme: "dark" },
  { lang: "id", width: 320, colorScheme: "light" },
  { lang: "id", width: 360, colorScheme: "dark" },
];
/** WCAG 2.2, 1.4.3: text of normal size. */
const MIN_CONTRAST = 4.5;

describe("panel", { timeout: 480_000 }, () => {
  let browser;
  const index = pathToFileURL(join(CHECKOUT, "extension", "dist-stories", "index.html")).href;

  before(async () => {
    execFileSync(process.execPath, ["build.mjs", "--stories"], { cwd: join(CHECKOUT, "extension") });
    mkdirSync(join(OUTPUT, "panel"), { recursive: true });
    browser = await launchPlain();
  });
  after(() => browser?.close());

  for (const { lang, width, colorScheme } of WAYS) {
    test(`reads well in ${lang}, ${colorScheme}, ${width} px`, async () => {
      const page = await browser.newPage({ viewport: { width, height: 640 }, colorScheme });
      await page.goto(index);
      const stories = (await page.evaluate(() => document.documentElement.dataset.stories)).split(" ");
      const problems = [];
      for (const story of stories) {
        await page.goto(`${index}?story=${story}&lang=${lang}`);
        await page.screenshot({
          path: join(OUTPUT, "panel", `${story}_${lang}_${width}_${colorScheme}.png`),
          fullPage: true,
        });
        const found = [...(await page.evaluate(inspect, MIN_CONTRAST)), ...(await axeFinds(page))];
        for (const problem of found) problems.push(`${story}: ${problem}`);
      }
      assert.deepEqual(problems, []);
      await page.close();
    });
  }

  const focusedByTab = async (page, presses) => {
    const seen = [];
    for (let press = 0; press < presses; press++) {
      await page.keyboard.press("Tab");
      const [name, isVisible] = await page.evaluate(() => {
        const element = document.activeElement;
        return [element.textContent, getComputedStyle(element).outlineStyle !== "none"];
      });
      if (isVisible) seen.push(name);
    }
    return seen;
  };

  test("can be used by keyboard alone", async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    await page.goto(`${index}?story=red`);
    const seen = await focusedByTab(page, 12);
    for (const name of ["Explained", "Ask later", "Note", "Escalate", "Waiting: 1", "Check movement", "Save", "End"]) {
      assert.ok(seen.includes(name), `${name} visibly focused among ${seen}`);
    }
    await page.close();
  });

  test("sound that was lost is told beside the sound that is there", async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    await page.goto(`${index}?story=sound_lost`);
    assert.match(await page.innerText(".facts"), /Sound on · 3\ss of sound lost/);
    await page.close();
  });

  test("a movement check has its ways out by keyboard, and a clock that is not read out each second", async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    await page.goto(`${index}?story=check_digits`);
    const ways = ["Said correctly", "Not correctly", "They cannot do this", "Skip"];
    assert.deepEqual((await focusedByTab(page, 4)).slice(0, 4), ways);
    await page.goto(`${index}?story=check_running`);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.ok((await focusedByTab(page, 5)).includes("Look up"), "an equal alternative");
    assert.equal(await page.getAttribute("[role=timer]", "aria-live"), "off");
    await page.close();
  });

  test("the checklist can be filled in by keyboard alone", async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    await page.goto(`${index}?story=checklist_rating`);
    const tab = () => page.evaluate(() => [document.activeElement.id, document.activeElement.ariaSelected]);
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowLeft");
    assert.deepEqual(await tab(), ["tab-call", "true"]);
    assert.ok(await page.isVisible(".lines"), "the call is shown");
    await page.keyboard.press("End");
    assert.deepEqual(await tab(), ["tab-checklist", "true"]);

    const kinds = [];
    for (let press = 0; press < 9; press++) {
      await page.keyboard.press("Tab");
      kinds.push(await page.evaluate(() => document.activeElement.type));
    }
    // Three sections, the row of the open card, its answer, its rating (one stop for all choices), the way on, the way out.
    const card = ["checkbox", "button", "textarea", "radio", "button", "button"];
    assert.deepEqual(kinds, ["button", "button", "button", ...card]);
    await page.keyboard.press("Enter");
    const focusOn = (name) => page.waitForFunction((wanted) => document.activeElement.textContent === wanted, name);
    await focusOn("No time"); // the first reason to skip
    for (let press = 0; press < 5; press++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await focusOn("Something that went wrong"); // back at the item
    await page.close();
  });
});

/** Runs in the page: everything that is wrong with what is shown. */
function inspect(minContrast) {
  const problems = [];
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) problems.push(`${wide} px wide`);
  for (const box of document.querySelectorAll("main *, .banner *")) {
    const isClipped = box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible";
    if (isClipped && !box.closest(".visually-hidden")) problems.push(`cut off: ${box.className || box.tagName}`);
  }
  if (/undefined|null|NaN|\$\d/.test(document.body.innerText)) problems.push("a word is missing");
  for (const control of document.querySelectorAll("button, a, summary")) {
    if (!control.textContent.trim()) problems.push("a control without a name");
    const { height } = control.getBoundingClientRect();
    if (height > 0 && height < 24) problems.push(`${control.textContent}: ${height} px high`);
  }
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const painted = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    const linear = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || element.closest("script, .visually-hidden")) continue;
    const grounds = [];
    for (let box = element; box; box = box.parentElement) grounds.unshift(getComputedStyle(box).backgroundColor);
    const ground = painted(["white", ...grounds]);
    const ink = painted(["white", ...grounds, getComputedStyle(element).color]);
    const contrast = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
    if (contrast < minContrast)
      problems.push(`contrast ${contrast.toFixed(1)}: ${texts.currentNode.data.slice(0, 40)}`);
  }
  return problems;
}
