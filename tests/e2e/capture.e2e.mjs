/**
 * The extension alone, against a server that speaks the protocol and analyses nothing: real Chromium, real WebRTC.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import {
  bannerText,
  CHECKOUT,
  clickOverlay,
  EXTENSION,
  EXTENSION_ID,
  endInterview,
  freePorts,
  killServiceWorker,
  launch,
  openCall,
  openPanel,
  pairPanel,
  pickTile,
  screenshot,
  sleep,
  startInterview,
  startStub,
  until,
  untilState,
} from "./harness.mjs";

const CREDIT = 4;

describe("capture", { timeout: 240_000 }, () => {
  let port;
  let stub;
  let browser;
  let call;
  let panel;

  const framesIn = async (ms) => {
    const before = (await stub.stats()).frames;
    await sleep(ms);
    return (await stub.stats()).frames - before;
  };

  before(async () => {
    port = await freePorts();
    stub = await startStub(port);
    browser = await launch();
    call = await openCall(browser, `${stub.url}/demo/call?source=camera&name=Ada`);
    panel = await openPanel(browser, call);
  });

  after(async () => {
    await browser?.close();
    await stub?.stop();
  });

  test("has the id that the server allows", () => {
    assert.equal(browser.extensionId, EXTENSION_ID);
  });

  test("asks at installation for known sites only, as its listing says", async () => {
    const manifest = readFileSync(join(EXTENSION, "manifest.json"), "utf8");
    const warnings = await panel.evaluate((text) => chrome.management.getPermissionWarningsByManifest(text), manifest);

    assert.deepEqual(warnings, ["Read and change your data on a number of websites"]);
  });

  test("says what is wrong with a pairing string, a code, a server", async () => {
    const problemOf = async (typed) => {
      await panel.fill("#pairing", typed);
      await panel.click("form button[type=submit]");
      return until("a problem", async () => (await panel.locator("#pair-problem").innerText()).trim());
    };
    assert.match(await problemOf("hello"), /not a pairing code/);
    assert.match(await problemOf(`${stub.url}#AAAA-AAAA`), /does not know this code/);
    assert.match(await problemOf("http://127.0.0.1:9#AAAA-AAAA"), /does not answer/);
    assert.match(await problemOf("http://example.org#AAAA-AAAA"), /https/);
    await stub.behave({ protocol: 2 });
    assert.match(await problemOf(stub.pairing), /newer than the extension/);
    assert.equal(await panel.getAttribute("#pair-problem a", "href"), `${stub.url}/extension`);
    await screenshot(panel, "other_version");
    await stub.behave({});
  });

  test("streams the picked tile as JPEG at six frames a second or more", async () => {
    await pairPanel(panel, stub.pairing);
    await panel.waitForSelector(".tiles button");
    await screenshot(panel, "pick");
    await call.bringToFront();
    await until("the overlay's button", async () => {
      await clickOverlay(call);
      return panel.locator(".steps li:nth-child(2).done").count();
    });
    await screenshot(call, "call_picked");
    await startInterview(panel);
    await until("first frames", async () => (await stub.stats()).frames > 5);

    const sent = await framesIn(4000);

    const stats = await stub.stats();
    assert.ok(sent >= 24, `${sent} frames in 4 s`);
    assert.ok(sent <= 54, `${sent} frames in 4 s`);
    assert.equal(stats.bad_jpeg, 0);
    assert.equal(stats.errors, 0);
    assert.deepEqual(stats.sizes.at(-1).slice(0, 2), [640, 360]);
    assert.equal(stats.tiles.at(-1).name, "Ada");
    await untilState(panel, "identity", "checking");
    assert.equal(await bannerText(panel), null);
    await screenshot(call, "call_live");
    await screenshot(panel, "running");
  });

  test("sends the close-up that is asked for: that part of the same picture, with all its pixels", async () => {
    let id = 0;
    const sent = await until("a close-up", async () => {
      id += 1;
      await stub.say({ type: "close_up_wanted", id, x: 0.25, y: 0.25, width: 0.25, height: 0.5 });
      await sleep(500);
      return (await stub.stats()).close_ups[0];
    });

    assert.ok(sent.is_same_moment);
    assert.ok(
      sent.width > 160 && sent.height > 180,
      `${sent.width} x ${sent.height}, more than the stream's 160 x 180`,
    );
    assert.ok(sent.difference < 8, `differs by ${sent.difference} grey levels from the stream`);
    assert.equal((await stub.stats()).errors, 0);
  });

  test("stops at its credit and goes on when more is granted", async () => {
    const before = (await stub.stats()).frames;
    await stub.behave({ hold_credit: true });
    await sleep(2000);
    const stats = await stub.stats();
    const held = await framesIn(1500);
    await stub.behave({ hold_credit: false });

    assert.ok(stats.frames - before >= CREDIT, `${stats.frames - before} frames after the hold`);
    assert.equal(held, 0);
    assert.equal(stats.errors, 0, "never sent without credit");
    await until("frames again", async () => (await framesIn(500)) > 2);
  });

  test("goes on when the service worker is killed", async () => {
    await until("the service worker's end", () => killServiceWorker(browser));
    const frames = await framesIn(2000);

    assert.ok(frames >= 10, `${frames} frames in 2 s`);
  });

  test("shows a warning and sends the answer", async () => {
    await stub.say(WARNING);
    await panel.click(".card button:has-text('Note')");
    await panel.fill(".card textarea[name=note]", "Asked; new glasses.");
    await panel.click(".card form button[type=submit]");

    const stats = await until("the answer", async () => {
      const seen = await stub.stats();
      return seen.answers.length > 0 && seen;
    });
    assert.deepEqual(stats.answers[0], { warning: "w-1", kind: "note", note: "Asked; new glasses." });
  });

  test("asks for a movement check, offers another, skips it, and says whether digits were right", async () => {
    const told = (n) =>
      until(`${n} orders`, async () => {
        const { checks } = await stub.stats();
        return checks.length >= n && checks.at(-1);
      });
    await panel.click(".start-check .check-button");
    assert.deepEqual(await told(1), { type: "check_start", kind: null, cannot: [] });
    await stub.say(CHECK);
    await panel.click('.check button:has-text("They cannot do this")');
    await panel.click('.check .reasons button:has-text("Say digits")');
    assert.deepEqual(await told(2), { type: "check_start", kind: "say_digits", cannot: ["turn_head"] });
    await stub.say({ ...CHECK, phase: "skipped", until_s: 6, left_s: 0, result: "Skipped." });
    await stub.say({ ...CHECK, id: "check-2", kind: "say_digits", side: "", title: "Say the digits", digits: "4071" });
    await panel.click('.check .confirm button:has-text("Said correctly")');
    assert.deepEqual(await told(3), { type: "check_confirm", id: "check-2", seen: true });
    await panel.click('.check button:has-text("Skip")');
    assert.deepEqual(await told(4), { type: "check_skip", id: "check-2" });
    await stub.say({ ...CHECK, id: "check-2", phase: "skipped", until_s: 9, left_s: 0, result: "Skipped." });
    await panel.waitForSelector('.check.skipped:has-text("Skipped")');
    assert.equal(await panel.locator('details summary:has-text("Earlier checks: 1")').count(), 1);
  });

  test("follows the tile when the page makes it anew", async () => {
    const tiles = (await stub.stats()).tiles.length;
    await call.evaluate(() => window.candorCall.recreateTile());
    await until("the tile told again", async () => (await stub.stats()).tiles.length > tiles);

    const frames = await framesIn(2000);
    assert.ok(frames >= 10, `${frames} frames in 2 s`);
  });

  test("says so when the camera is off", async () => {
    await call.evaluate(() => window.candorCall.setCamera(false));
    await sleep(500);
    await call.evaluate(() => window.candorCall.setCamera(true));
    await until("frames again", async () => (await framesIn(1000)) > 4, 15_000);
    assert.equal((await stub.stats()).bad_jpeg, 0);
  });

  test("says so when the server is silent", async () => {
    await stub.behave({ is_silent: true });
    const words = await until("the banner", () => bannerText(panel), 20_000);
    await screenshot(panel, "silent");
    await stub.behave({ is_silent: false });

    assert.match(words, /Protection is not running/);
    await until("no banner", async () => (await bannerText(panel)) === null, 20_000);
  });

  test("says so when the server is gone, and reconnects when it is back", async () => {
    await stub.stop("SIGKILL");
    const words = await until("the banner", () => bannerText(panel));
    await screenshot(panel, "server_gone");
    assert.match(words, /Protection is not running/);

    stub = await startStub(port);
    await until("frames again", async () => (await stub.stats()).frames > 5, 40_000);
    await until("no banner", async () => (await bannerText(panel)) === null);
  });

  test("ends with a link to the report", async () => {
    const href = await endInterview(panel);

    assert.equal(href, `${stub.url}/interviews/i-1/report`);
    assert.equal((await stub.stats()).ends, 1);
    assert.equal(await framesIn(1000), 0);
    await screenshot(panel, "ended");
  });

  test("stops when the call's tab is closed, and says so", async () => {
    await panel.click("main button.link");
    await pairPanel(panel, stub.pairing);
    await pickTile(panel, "Ada");
    await startInterview(panel);
    await until("frames", async () => (await framesIn(500)) > 2);
    await call.close();
    await sleep(300);

    assert.equal(await framesIn(1000), 0);
    assert.match(await until("the banner", () => bannerText(panel)), /closed or reloaded/);
    await screenshot(panel, "tab_closed");
  });
});

describe("the sound of a call", { timeout: 60_000 }, () => {
  let stub;
  let browser;

  after(async () => {
    await browser?.close();
    await stub?.stop();
  });

  test("comes as Opus, all of it, at the time of the pictures", async () => {
    stub = await startStub(await freePorts(), join(CHECKOUT, "tests", "e2e"));
    browser = await launch();
    const call = await openCall(browser, `${stub.url}/demo/beat_call.html`);
    const panel = await openPanel(browser, call);
    await pairPanel(panel, stub.pairing);
    await pickTile(panel);
    await startInterview(panel);
    await call.bringToFront();
    await until("sound", async () => (await stub.stats()).opus > 0);
    const before = await stub.stats();
    await sleep(5000);
    const stats = await stub.stats();

    const heardS = (stats.opus - before.opus) * 0.18; // three packets of 60 ms
    const kbitPerS = ((stats.sound_bytes - before.sound_bytes) * 8) / 5000;
    const lags = stats.lags_s.slice(-3);
    console.log(`# Chromium: sound later than pictures by ${lags.join(", ")} s; ${kbitPerS.toFixed(1)} kbit/s`);
    assert.ok(Math.abs(heardS - 5) < 1, `${heardS} s of sound in 5 s`);
    assert.ok(kbitPerS < 30, `${kbitPerS} kbit/s`);
    assert.equal(stats.sounds, stats.opus);
    assert.equal(stats.errors, 0);
    // The call itself brings sound and pictures together within its first seconds.
    assert.ok(lags.length > 0 && lags.every((lag) => Math.abs(lag) < 0.25), `${lags} s late`);
  });
});

const WARNING = {
  type: "warning",
  event: 7,
  id: "w-1",
  question: "identity",
  severity: "red",
  code: "id_mismatch",
  at_s: Date.now() / 1000,
  until_s: null,
  title: "The face does not match the ID photo",
  detail: "Good view for 45 s.",
  harmless: ["old photo", "beard", "glasses"],
  next_step: "Ask for the ID beside the face.",
  say: "We use short ID checks on camera in our interviews. Could you hold your ID beside your face?",
  evidence_jpeg_base64: null,
};

const CHECK = {
  type: "check",
  id: "check-1",
  kind: "turn_head",
  side: "left",
  phase: "running",
  at_s: 5,
  until_s: null,
  deadline_s: 15,
  left_s: 15,
  title: "Turn the head to the left of the picture, and back",
  say: "Could you turn your head to your right, and back?",
  look: "Does the outline of the face stay whole?",
  digits: null,
  result: "",
  confirmed: null,
  alternatives: ["look_up", "say_digits"],
  evidence_jpeg_base64: null,
};
