/**
 * Every platform's adapter against its saved page fragment, with real WebRTC inside: the extension in Chromium, at the
 * platform's own address, which the browser never asks the network for.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import {
  CHECKOUT,
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

const FRAGMENTS = join(CHECKOUT, "tests", "extension", "platforms", "fragments");
const SCRIPT = readFileSync(join(CHECKOUT, "tests", "e2e", "fragment_call.js"), "utf8");

/** Where each fragment is opened, what its self-view and layouts allow to be tested. */
const PAGES = [
  { name: "meet", url: "https://meet.google.com/abc-defg-hij", offered: 4 },
  { name: "zoom", url: "https://app.zoom.us/wc/123456789/join", offered: 3, isDrawn: true },
  { name: "teams", url: "https://teams.microsoft.com/v2/", offered: 4 },
  { name: "webex", url: "https://example.webex.com/meet/ada", offered: 3 },
  { name: "jitsi", url: "https://meet.jit.si/Interview", offered: 5 },
  { name: "whereby", url: "https://example.whereby.com/interview", offered: 2, isNameless: true },
  { name: "generic", url: "https://calls.example.org/room/7", offered: 3 },
];

describe("platforms", { timeout: 240_000 }, () => {
  let stub;
  let browser;
  let panel;

  before(async () => {
    stub = await startStub(await freePorts());
    browser = await launch({ viewport: { width: 1280, height: 1000 } });
  });
  afterEach(async () => {
    // As if nobody had ever paired: the next platform begins anew, also after a failure.
    await panel?.evaluate(async () => {
      await chrome.storage.session.clear();
      await chrome.runtime.sendMessage({ to: "background", command: "prepare" });
    });
    for (const page of browser.context.pages().slice(1)) await page.close();
  });
  after(async () => {
    await browser?.close();
    await stub?.stop();
  });

  const open = async ({ name, url }) => {
    const fragment = readFileSync(join(FRAGMENTS, `${name}.html`), "utf8");
    const body = `<!doctype html><title>${name}</title><body>${fragment}<script>${SCRIPT}</script>`;
    await browser.context.route(url, (route) => route.fulfill({ contentType: "text/html", body }));
    const call = await browser.context.newPage();
    await call.goto(url);
    await call.waitForFunction(
      () => document.documentElement.dataset.ready || document.documentElement.dataset.problem,
    );
    assert.equal(await call.evaluate(() => document.documentElement.dataset.problem ?? null), null);
    return call;
  };

  const framesIn = async (ms) => {
    const before = (await stub.stats()).frames;
    await sleep(ms);
    return (await stub.stats()).frames - before;
  };

  /** Whose colour the newest picture has. */
  const seenNow = async () => {
    const jpeg = [...(await stub.lastJpeg())];
    const [red, green, blue] = await panel.evaluate(async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/jpeg" }));
      const context = new OffscreenCanvas(1, 1).getContext("2d");
      context.drawImage(bitmap, bitmap.width * 0.1, bitmap.height * 0.1, 1, 1, 0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data];
    }, jpeg);
    const strongest = Math.max(red, green, blue);
    return strongest === red ? "ada" : strongest === blue ? "budi" : "screen";
  };

  for (const page of PAGES) {
    test(`${page.name}: the candidate's tile is found, named, followed; the own picture is not`, async () => {
      const call = await open(page);
      panel = await openPanel(browser, call);
      await pairPanel(panel, stub.pairing);
      const tiles = () => panel.locator(".tiles button").allInnerTexts();
      await until(`${page.offered} tiles`, async () => (await tiles()).length === page.offered);
      const offered = await tiles();
      if (page.name !== "zoom") assert.match(offered.at(-1) + offered.at(-2), /your own camera/);
      await screenshot(panel, `platform_${page.name}`);

      if (page.isNameless) await panel.locator(".tiles button").first().click();
      else await pickTile(panel, "Ada Example");
      await startInterview(panel);
      await until("frames", async () => (await framesIn(500)) > 2, 20_000);
      const told = (await stub.stats()).tiles.at(-1);
      assert.equal(told.platform, page.name);
      assert.equal(told.name, page.isNameless ? null : "Ada Example");
      assert.equal(await seenNow(), "ada");
      await screenshot(call, `platform_${page.name}_call`);

      if (!page.isDrawn) {
        await call.evaluate(() => window.candorCall.pin());
        await sleep(1500);
        assert.ok((await framesIn(1000)) > 3, "frames after the tile was made anew");
        assert.equal(await seenNow(), "ada");
      }
      if (!page.isDrawn && !page.isNameless) {
        await call.evaluate(() => window.candorCall.swap());
        await until("the candidate's new tile", async () => (await framesIn(500)) > 2 && (await seenNow()) === "ada");
      }
      assert.equal((await stub.stats()).bad_jpeg, 0);
    });
  }

  test("a page that has changed says so, and the tile is picked by hand", async () => {
    const call = await open(PAGES[0]);
    panel = await openPanel(browser, call);
    await call.evaluate(() => {
      for (const label of document.querySelectorAll(".notranslate, button")) label.remove();
    });
    await pairPanel(panel, stub.pairing);
    await panel.waitForSelector('.misfits:has-text("Names are not found on this page")', { timeout: 10_000 });
    await screenshot(panel, "platform_changed");

    await panel.locator(".tiles button").first().click();
    await startInterview(panel);
    await until("frames", async () => (await framesIn(500)) > 2, 20_000);
  });

  test("pauses, and hides the panel's words, while the interviewer shares the screen", async () => {
    const call = await open(PAGES[0]);
    panel = await openPanel(browser, call);
    await pairPanel(panel, stub.pairing);
    await pickTile(panel, "Ada Example");
    await startInterview(panel);
    await until("frames", async () => (await framesIn(500)) > 2, 20_000);

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
    assert.equal(await framesIn(1000), 0);
    await screenshot(panel, "platform_shared");

    await call.evaluate(() => document.getElementById("own-screen").remove());
    await panel.waitForSelector(".lines");
    await until("frames again", async () => (await framesIn(500)) > 2);
  });
});
