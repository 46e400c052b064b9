/**
 * The checklist through the real product: filled in beside a call, there again after a reload of the panel, an evicted
 * service worker and a killed server; told in the report, and beside the same question in the next round.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import {
  CHECKOUT,
  endInterview,
  killOffscreenDocument,
  killServiceWorker,
  launch,
  openCall,
  openPanel,
  pairPanel,
  pickTile,
  screenshot,
  startInterview,
  until,
} from "./harness.mjs";
import { addCandidate, createInterview, setUp, startServer } from "./product.mjs";

const PLACE = "Where they work from";
const BROKE = "Something that went wrong";
const TRAINING = "A course or project in training";

describe("the checklist", { timeout: 300_000 }, () => {
  let server;
  let browser;
  let page;
  let candidate;
  let call;
  let panel;

  before(async () => {
    server = await startServer();
    browser = await launch();
    page = await browser.context.newPage();
    await setUp(page, server);
    await addCandidate(page, server, "Sam Example");
    candidate = page.url();
    const interview = await createInterview(page, "Engineer, round 1");
    call = await openCall(browser, `${server.url}/demo/call?source=camera&name=Sam`);
    panel = await openPanel(browser, call);
    await pairPanel(panel, interview.pairing);
    await pickTile(panel, "Sam");
    await startInterview(panel);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const SECTIONS = ["Identity", "Place", "Experience", "Process", "Closing"];
  /** Unfold every section, as who looks ahead does. */
  const openChecklist = async () => {
    await panel.click("#tab-checklist");
    for (const name of SECTIONS) {
      const section = panel.locator(`.section h3 button:has-text("${name}")`);
      if ((await section.getAttribute("aria-expanded")) !== "true") await section.click();
    }
  };
  const row = (title) => panel.locator(`.item:has(.item-title:has-text("${title}"))`);
  const open = async (title) => {
    const button = row(title).locator(".item-title");
    if ((await button.getAttribute("aria-expanded")) !== "true") await button.click();
    return row(title);
  };
  const saved = () =>
    until("everything is saved", () => panel.locator(".checklist:has-text('Everything is saved.')").count(), 20_000);
  const progress = () => panel.innerText(".progress p");

  test("stands beside the call once the interview runs, the same for everybody", async () => {
    await panel.click("#tab-checklist");
    assert.deepEqual(await panel.locator(".section h3 button[aria-expanded=true]").count(), 1, "the one in hand");
    await openChecklist();
    assert.equal(await progress(), "0 of 15 asked");
    assert.equal(await panel.locator(".strip-lines li").count(), 4, "the four lines stay in sight");
    assert.equal(await panel.isVisible(".lines"), false);
  });

  test("takes a tick, a short answer, a rating and a skip, and says so", async () => {
    await panel.check('input[aria-label="Shown: Camera on, background open"]');
    await (await open(PLACE)).locator("textarea").fill("Coblong, at home");
    const broke = await open(BROKE);
    await broke.locator("textarea").fill("The queue filled up");
    await broke.locator('input[type="radio"]').nth(1).check();
    const training = await open(TRAINING);
    await training.locator('button:has-text("Skip")').click();
    await training.locator('button:has-text("Another way was offered")').click();

    await saved();
    assert.equal(await progress(), "3 of 15 asked, 1 skipped");
    assert.match(await row(PLACE).innerText(), /\d:\d\d/, "with the time of the interview");
    await screenshot(panel, "checklist_filled_in");
  });

  test("is there again after a reload of the panel and the end of the service worker", async () => {
    assert.equal(await killServiceWorker(browser), true);
    await panel.reload();
    await openChecklist();

    assert.equal(await progress(), "3 of 15 asked, 1 skipped");
    assert.equal(await (await open(PLACE)).locator("textarea").inputValue(), "Coblong, at home");
    const broke = await open(BROKE);
    assert.equal(await broke.locator("textarea").inputValue(), "The queue filled up");
    assert.equal(await broke.locator('input[type="radio"]').nth(1).isChecked(), true);
    assert.match(await (await open(TRAINING)).innerText(), /Skipped: Another way was offered/);
  });

  test("keeps what is written while the server is away, over the death of all else, and sends it when it is back", async () => {
    await server.kill();
    await panel.locator(".top .link-state:not(.open)").waitFor({ timeout: 20_000 });
    await (await open("Their questions")).locator("textarea").fill("About the team");
    await until("the panel says that it is kept", () => panel.locator("text=Not on the server yet").count());
    await screenshot(panel, "checklist_server_gone");
    await panel.reload();
    await openChecklist();
    assert.equal(await (await open("Their questions")).locator("textarea").inputValue(), "About the team");

    assert.equal(await killOffscreenDocument(browser), true);
    await pickTile(panel, "Sam"); // the extension begins anew, with what it kept
    await startInterview(panel);
    await server.restart();
    await openChecklist();
    await saved();
    assert.equal(await progress(), "4 of 15 asked, 1 skipped");
  });

  test("is told in the report, with what is to be verified", async () => {
    // The last letters are typed at the very moment of End: they are saved before it.
    await (await open("Degree or training")).locator("textarea").fill("Registrar: see the school's own page");
    await panel.click("#tab-call");
    await page.goto("about:blank"); // the live page loads itself anew at the end, which would cross the way to the report
    const report = await endInterview(panel);
    await page.goto(new URL(report, server.url).href);

    const told = await page.innerText('section[aria-labelledby="cr-checklist"]');
    assert.match(told, /4 of 15 asked, 1 skipped/);
    assert.match(told, /Remote interview, version 1/);
    assert.match(told, /Coblong, at home/);
    assert.match(told, /Rating 2 of 3: A case, but cause or own part stays open/);
    assert.match(told, /Another way was offered · \d+:\d\d, Ira Admin/);
    assert.match(told, /To verify afterwards.+Degree or training.+To do.+Registrar: see the school's own page/s);
    await page.locator('section[aria-labelledby="cr-checklist"]').screenshot({
      path: new URL("output/checklist_report.png", import.meta.url).pathname,
    });
  });

  test("shows the next round what this one noted, where the template asks to compare", async () => {
    await page.goto(candidate);
    const second = await createInterview(page, "Engineer, round 2");
    await panel.bringToFront();
    await panel.click('button:has-text("Pair with the next interview")');
    await pairPanel(panel, second.pairing);
    await pickTile(panel, "Sam");
    await startInterview(panel);
    await panel.click("#tab-checklist");
    await panel.click('.section h3 button:has-text("Place")');
    const place = await open(PLACE);
    if (process.env.CANDOR_PICTURES === "1") {
      await panel.click('.section h3 button:has-text("Identity")');
      await panel.mouse.move(0, 0);
      await panel.screenshot({ path: join(CHECKOUT, "docs", "images", "panel-checklist.png") });
    }
    await openChecklist();

    assert.equal(await progress(), "0 of 15 asked");
    assert.match(await place.innerText(), /Engineer, round 1, \d{4}-\d\d-\d\d\s+Coblong, at home/);
    assert.equal(await place.locator("textarea").inputValue(), "");
    const own = await (await open("Their questions")).innerText();
    assert.doesNotMatch(own, /About the team/, "nothing else is shown from earlier rounds");
    await screenshot(panel, "checklist_second_round");
  });
});
