/**
 * Notes and summary through the real product: written beside a call, kept while the server is away and the panel is
 * closed, summed up at the end, told in the report. And what axe-core finds on the panel and on every page on the way.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import {
  bannerText,
  endInterview,
  launch,
  OUTPUT,
  openCall,
  openPanel,
  pairPanel,
  pickTile,
  screenshot,
  startInterview,
  until,
} from "./harness.mjs";
import { axeFinds } from "./inspect.mjs";
import { addCandidate, createInterview, setUp, startServer } from "./product.mjs";

describe("notes and summary", { timeout: 300_000 }, () => {
  let server;
  let browser;
  let page;
  let panel;
  let candidate;
  let ownLink;
  let interview;
  let report;

  before(async () => {
    server = await startServer();
    browser = await launch();
    page = await browser.context.newPage();
    await setUp(page, server);
    await addCandidate(page, server, "Sam Example");
    candidate = page.url();
    ownLink = await page.innerText("#own-link");
    interview = await createInterview(page, "Engineer, round 1");
    const call = await openCall(browser, `${server.url}/demo/call?source=camera&name=Sam`);
    panel = await openPanel(browser, call);
    assert.deepEqual(await axeFinds(panel), [], "pairing");
    await pairPanel(panel, interview.pairing);
    await pickTile(panel, "Sam");
    assert.deepEqual(await axeFinds(panel), [], "ready");
    await startInterview(panel);
    await panel.waitForSelector(".trend");
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const shown = () => panel.locator(".note-list li").allInnerTexts();
  const unsaved = () => panel.locator(".note-list .tag").count();
  const write = async (words) => {
    await panel.fill("#note-text", words);
    await panel.press("#note-text", "Enter");
  };

  test("a note is saved with its time, and can be changed and removed", async () => {
    await write("Named the shop beside the station");
    await write("A slip");
    await until("both are saved", async () => (await shown()).length === 2 && (await unsaved()) === 0);
    assert.deepEqual(await axeFinds(page), [], "the live page");
    assert.match((await shown())[1], /^0:\d\d Named the shop beside the station/);

    await panel.locator('.note-list button:has-text("Change")').first().click();
    await panel.click('.note-list button:has-text("Remove")');
    await until("it is gone", async () => (await shown()).length === 1);
    assert.deepEqual(await axeFinds(panel), []);
  });

  test("what is written while the server is away is kept over a closed panel, and sent when it is back", async () => {
    await server.kill();
    await until("the panel says so", () => bannerText(panel), 15_000);
    await write("Called back after a cut");
    await until("it is shown as not saved", async () => (await unsaved()) === 1);
    await panel.fill("#note-text", "Ask the regis");
    await panel.reload();
    await panel.waitForSelector(".note-list");

    assert.equal(await panel.inputValue("#note-text"), "Ask the regis");
    assert.equal(await unsaved(), 1);
    assert.deepEqual(await axeFinds(panel), []);
    await screenshot(panel, "notes_server_gone");

    await server.restart();
    await until("it is saved", async () => (await unsaved()) === 0, 30_000);
    assert.equal((await shown()).length, 2, "nothing is lost or doubled");
  });

  test("the end sums up, with the note that was still being written", async () => {
    await page.goto("about:blank"); // the live page loads itself anew at the end, which would cross the way to the report
    await panel.fill("#note-text", "Ask the registrar");
    report = new URL(await endInterview(panel), server.url).href;

    assert.equal(await panel.evaluate(() => scrollY), 0, "read from the top, though End stands at the bottom");
    const text = await panel.innerText("main");
    assert.match(text, /What to do next\s.+A person decides/s);
    assert.match(text, /What could not be checked\s.*Identity/s);
    assert.match(text, /Suggestions and your answers\s+There were none/);
    assert.match(text, /Movement checks\s+None was made/);
    await until("every note is saved", async () => (await shown()).length === 3 && (await unsaved()) === 0);
    assert.match((await shown()).join("\n"), /station.*cut.*Ask the registrar/s);
    assert.deepEqual(await axeFinds(panel), []);
    await screenshot(panel, "panel_ended");
  });

  test("the report tells the notes with time and author", async () => {
    await page.goto(report);

    const text = await page.innerText("main");
    assert.match(text, /Notes of the interviewer.+0:\d\d Ira Admin\s+Named the shop beside the station/s);
    assert.match(text, /Called back after a cut.+Ask the registrar/s);
    assert.doesNotMatch(text, /A slip/);
    for (const [width, colorScheme] of [
      [1280, "light"],
      [320, "dark"],
    ]) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      await page.locator(".cr-notes").screenshot({ path: join(OUTPUT, `report_notes_${width}.png`) });
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test("the list is walked, searched and opened by keys, and typing stays typing", async () => {
    await page.goto(server.url);
    await page.keyboard.press("?");
    assert.ok(await page.isVisible(".keys dl"), "the keys are told");
    await page.keyboard.press("/");
    await page.keyboard.type("sam j/k?");
    assert.equal(await page.inputValue("#q"), "sam j/k?");
    await page.fill("#q", "sam");
    await page.press("#q", "Enter");
    await page.waitForURL(/q=sam/);
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === new URL(candidate).pathname);
  });

  test("axe finds nothing on the pages that people meet", async () => {
    const problems = [];
    const look = async (path) => {
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        await page.goto(new URL(path, server.url).href);
        for (const found of await axeFinds(page)) problems.push(`${colorScheme} ${page.url()}: ${found}`);
      }
    };
    const running = `${interview.address}/light`;
    for (const path of [
      "/",
      "/candidates/new",
      "/candidates/import",
      candidate,
      `${candidate}/identity`,
      "/screening",
      `${candidate}/application`,
      "/jobs",
      "/jobs/new",
      "/people",
      "/server",
      "/settings",
      "/settings/employer",
      "/extension",
      interview.address,
      report,
      running,
    ])
      await look(path);
    await page.context().clearCookies();
    for (const path of ["/", ownLink, `${ownLink}/light`, `${ownLink}/check`, `${ownLink}/results`]) await look(path);
    assert.deepEqual(problems, []);
  });
});
