/**
 * The panel in every state, in both languages, light and dark, at 320 and 360 px: nothing overflows, nothing is unnamed,
 * everything can be read. Screenshots lie in output/panel/.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launchPlain } from "./harness.mjs";
import { axeFinds, inspect, MIN_CONTRAST } from "./inspect.mjs";
import { buildStories, PICTURES, storiesOf, storyUrl } from "./stories.mjs";

const WAYS = [
  { lang: "en", width: 360, colorScheme: "light" },
  { lang: "en", width: 320, colorScheme: "dark" },
  { lang: "id", width: 320, colorScheme: "light" },
  { lang: "id", width: 360, colorScheme: "dark" },
];

describe("panel", { timeout: 480_000 }, () => {
  let browser;

  before(async () => {
    buildStories();
    browser = await launchPlain();
  });
  after(() => browser?.close());

  for (const { lang, width, colorScheme } of WAYS) {
    test(`reads well in ${lang}, ${colorScheme}, ${width} px`, async () => {
      const page = await browser.newPage({ viewport: { width, height: 640 }, colorScheme });
      const problems = [];
      for (const story of await storiesOf(page)) {
        await page.goto(storyUrl(story, lang));
        await page.screenshot({
          path: join(PICTURES, `${story}_${lang}_${width}_${colorScheme}.png`),
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
    await page.goto(storyUrl("red"));
    const seen = await focusedByTab(page, 14);
    for (const name of ["Explained", "Ask later", "Note", "Escalate", "Waiting: 1", "Check movement", "Save", "End"]) {
      assert.ok(seen.includes(name), `${name} visibly focused among ${seen}`);
    }
    await page.close();
  });

  test("the keyboard stays where it was when something takes the place of a button", async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    await page.goto(storyUrl("red"));
    const focused = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.tagName);
    const press = async (name) => {
      await page
        .locator("button", { hasText: new RegExp(`^${name}$`) })
        .first()
        .focus();
      await page.keyboard.press("Enter");
    };
    await press("Explained");
    assert.equal(await focused(), "An old ID photo");
    await press("Cancel");
    assert.equal(await focused(), "Explained");
    await press("Escalate");
    assert.equal(await focused(), "TEXTAREA");
    await press("Cancel");
    await press("Ask later");
    assert.equal(await focused(), "Suggestion");
    await press("End");
    assert.equal(await focused(), "End now");
    await press("Go on");
    assert.equal(await focused(), "End");
    await page.goto(storyUrl("notes"));
    await page.locator(".note-list button").first().focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.inputValue(":focus"), "Ask the registrar about 2019.");
    await page.close();
  });

  test("the picture of a warning can be looked at large", async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    await page.goto(storyUrl("red"));
    const width = () =>
      page
        .locator(".evidence img")
        .first()
        .evaluate((img) => img.getBoundingClientRect().width);
    assert.ok((await width()) < 100);
    await page.click(".evidence");
    assert.ok((await width()) > 250);
    assert.equal(await page.getAttribute(".evidence", "aria-expanded"), "true");
    await page.close();
  });

  test("sound that was lost is told beside the sound that is there", async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    await page.goto(storyUrl("sound_lost"));
    assert.match(await page.innerText(".facts"), /Sound on · 3\ss of sound lost/);
    await page.close();
  });

  test("a movement check has its ways out by keyboard, and a clock that is not read out each second", async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    await page.goto(storyUrl("check_digits"));
    const ways = ["Said correctly", "Not correctly", "They cannot do this", "Skip"];
    assert.deepEqual((await focusedByTab(page, 4)).slice(0, 4), ways);
    await page.goto(storyUrl("check_running"));
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.ok((await focusedByTab(page, 5)).includes("Look up"), "an equal alternative");
    assert.equal(await page.getAttribute("[role=timer]", "aria-live"), "off");
    await page.close();
  });

  test("the checklist can be filled in by keyboard alone", async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    await page.goto(storyUrl("checklist_rating"));
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

  test("a letter begins a note or goes on in the checklist, and is typed where something is typed", async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    await page.goto(storyUrl("checklist_tab"));
    const focused = () => page.evaluate(() => document.activeElement.id);
    await page.keyboard.press("n");
    assert.equal(await focused(), "note-text");
    await page.keyboard.type("nc");
    assert.equal(await page.inputValue("#note-text"), "nc");
    await page.keyboard.press("Tab");
    await page.keyboard.press("c");
    await page.waitForFunction(() => document.activeElement.id === "item-place_today");
    await page.keyboard.press("Control+c");
    assert.equal(await focused(), "item-place_today");
    await page.keyboard.press("c");
    await page.waitForFunction(() => document.activeElement.id.startsWith("item-work"));
    await page.keyboard.press("n");
    assert.equal(await focused(), "note-text");
    await page.close();
  });
});
