/**
 * The way that works on any page: the call's tab is shared, and cut to a rectangle that the interviewer draws.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { beginAnew, openFragment, seenNow, untilFrames, untilSeen } from "./fragments.mjs";
import {
  bannerText,
  freePorts,
  launch,
  openPanel,
  pairPanel,
  screenshot,
  sleep,
  startInterview,
  startStub,
  until,
} from "./harness.mjs";

let stub;
let browser;

before(async () => {
  stub = await startStub(await freePorts());
  const args = ["--auto-select-tab-capture-source-by-title=generic"];
  browser = await launch({ viewport: { width: 1280, height: 720 }, hasFakeCamera: false, args });
});
after(async () => {
  await browser?.close();
  await stub?.stop();
});

async function drawAround(call, selector) {
  await call.bringToFront();
  const { x, y, width, height } = await call.locator(selector).boundingBox();
  // The sheet to draw on stands in a closed shadow root: seen from the page, its host is all that lies here.
  const isSheet = ([left, top]) => document.elementFromPoint(left, top)?.parentElement === document.documentElement;
  await call.waitForFunction(isSheet, [x + 8, y + 8]);
  await call.mouse.move(x + 8, y + 8);
  await call.mouse.down();
  await call.mouse.move(x + width - 8, y + height - 8, { steps: 5 });
  await screenshot(call, "platform_drawing");
  await call.mouse.up();
}

const shareTab = (panel) => panel.click('.other-ways button:has-text("Share the tab")');

test("another tab than the call's is refused", { timeout: 60_000 }, async () => {
  const call = await openFragment(browser, "generic");
  await call.evaluate(() => {
    document.title = "call";
  });
  const other = await browser.context.newPage();
  await other.setContent("<title>generic</title>");
  await call.bringToFront();
  const panel = await openPanel(browser, call);
  await pairPanel(panel, stub.pairing);
  await panel.click(".other-ways summary");
  await shareTab(panel);
  await panel.waitForSelector('.other-ways:has-text("That was another tab")', { timeout: 10_000 });
  assert.equal(await panel.locator(".steps li:nth-child(2).done").count(), 0);
  await beginAnew(browser, panel);
});

test("the rectangle follows the tile, until the tab is no longer shared", { timeout: 120_000 }, async () => {
  const call = await openFragment(browser, "generic");
  const panel = await openPanel(browser, call);
  await pairPanel(panel, stub.pairing);
  await panel.click(".other-ways summary");
  await shareTab(panel);
  await drawAround(call, '[data-plays="ada"]');
  await panel.waitForSelector(".steps li:nth-child(2).done");
  await startInterview(panel);
  await untilFrames(stub);
  const told = (await stub.stats()).tiles.at(-1);
  assert.deepEqual([told.platform, told.name], ["tab", "Ada Example"]);
  assert.equal(await seenNow(stub, panel), "ada");
  await screenshot(call, "platform_tab");

  await call.evaluate(() => window.candorCall.pin());
  await sleep(1500);
  await untilSeen(stub, panel, "ada");

  await call.close();
  const words = await until("the banner", () => bannerText(panel));
  assert.match(words, /Nothing comes from the shared tab/);
});
