/**
 * Every platform's adapter against its saved page fragment, and the ways that work where no adapter does.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { beginAnew, framesIn, openFragment, PAGES, peopleOf, seenNow, untilFrames, untilSeen } from "./fragments.mjs";
import {
  freePorts,
  launch,
  openPanel,
  pairPanel,
  pickTile,
  screenshot,
  sleep,
  startInterview,
  startStub,
  until,
} from "./harness.mjs";

describe("platforms", { timeout: 240_000 }, () => {
  let stub;
  let browser;
  let panel;

  before(async () => {
    stub = await startStub(await freePorts());
    browser = await launch({ viewport: { width: 1280, height: 1000 } });
  });
  afterEach(() => beginAnew(browser, panel));
  after(async () => {
    await browser?.close();
    await stub?.stop();
  });

  const openPaired = async (name, change = () => undefined) => {
    const call = await openFragment(browser, name);
    await call.evaluate(change);
    panel = await openPanel(browser, call);
    await pairPanel(panel, stub.pairing);
    return call;
  };

  for (const [name, { offered, hasOwn = true, isNameless }] of Object.entries(PAGES)) {
    test(`${name}: the candidate's tile is found, named, followed; the own picture is not`, async () => {
      const call = await openPaired(name);
      const tiles = () => panel.locator(".tiles button").allInnerTexts();
      await until(`${offered} tiles`, async () => (await tiles()).length === offered);
      if (hasOwn) assert.match((await tiles()).slice(-2).join(), /your own camera/);
      await screenshot(panel, `platform_${name}`);

      if (isNameless) await panel.locator(".tiles button").first().click();
      else await pickTile(panel, "Ada Example");
      await startInterview(panel);
      await untilFrames(stub);
      const told = (await stub.stats()).tiles.at(-1);
      assert.deepEqual([told.platform, told.name], [name, isNameless ? null : "Ada Example"]);
      assert.equal(await seenNow(stub, panel), "ada");
      await screenshot(call, `platform_${name}_call`);

      await peopleOf(call).evaluate(() => window.candorCall.pin());
      await sleep(1500);
      assert.ok((await framesIn(stub, 1000)) > 3, "frames after the tile was made anew");
      assert.equal(await seenNow(stub, panel), "ada");
      if (!isNameless) {
        await peopleOf(call).evaluate(() => window.candorCall.swap());
        await untilSeen(stub, panel, "ada");
      }
      assert.equal((await stub.stats()).bad_jpeg, 0);
    });
  }

  test("a page that has changed says so, and the tile is picked by hand", async () => {
    await openPaired("meet", () => {
      for (const label of document.querySelectorAll(".notranslate, button")) label.remove();
    });
    await panel.waitForSelector('.misfits:has-text("Names are not found on this page")', { timeout: 10_000 });
    await screenshot(panel, "platform_changed");

    await panel.locator(".tiles button").first().click();
    await startInterview(panel);
    await untilFrames(stub);
  });

  test("pauses, and hides the panel's words, while the interviewer shares the screen", async () => {
    const call = await openPaired("meet");
    await pickTile(panel, "Ada Example");
    await startInterview(panel);
    await untilFrames(stub);

    await call.bringToFront();
    const surface = await call.evaluate(async () => {
      const own = document.createElement("video");
      own.srcObject = await navigator.mediaDevices.getDisplayMedia({ video: true });
      Object.assign(own, { id: "own-screen", muted: true, width: 400, height: 225 });
      document.body.prepend(own);
      await own.play();
      return own.srcObject.getVideoTracks()[0].getSettings().displaySurface;
    });
    assert.notEqual(surface, "browser");
    await panel.waitForSelector('main:has-text("Paused while you share")', { timeout: 10_000 });
    assert.equal(await panel.locator(".lines").count(), 0);
    await sleep(500);
    assert.equal(await framesIn(stub, 1000), 0);
    await screenshot(panel, "platform_shared");

    await call.evaluate(() => document.getElementById("own-screen").remove());
    await panel.waitForSelector(".lines");
    await untilFrames(stub);
  });

  test("a picture that is too small for the list, and covered, is picked by pointing at it", async () => {
    const call = await openPaired("generic", () => {
      const [ada] = document.querySelectorAll('[data-plays="ada"]');
      Object.assign(ada.style, { width: "100px", height: "56px" });
      const lid = document.createElement("div");
      Object.assign(lid.style, { position: "fixed", inset: "0" });
      lid.onclick = () => lid.append("the page saw the click");
      document.body.append(lid);
    });
    await panel.click(".other-ways summary");
    await panel.click('.other-ways button:has-text("Point at the picture")');
    await call.bringToFront();
    const box = await call.locator('[data-plays="ada"]').boundingBox();
    await call.mouse.move(box.x + 50, box.y + 30);
    await screenshot(call, "platform_pointing");
    await call.mouse.click(box.x + 50, box.y + 30);
    await panel.waitForSelector(".steps li:nth-child(2).done");
    assert.equal(await call.locator("text=the page saw the click").count(), 0);

    await startInterview(panel);
    await untilFrames(stub);
    assert.equal(await seenNow(stub, panel), "ada");
  });
});
