// Firefox: toolbar button, sidebar, pairing, pictures and sound, against a server that analyses nothing.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launchFirefox } from "./firefox.mjs";
import { CHECKOUT, freePorts, sleep, startStub, until } from "./harness.mjs";

/** Shorter than Firefox's own 30 s, longer than the extension's 10 s of staying awake. */
const IDLE_MS = 12_000;
const LISTEN_MS = 4000;
/** Three packets of 60 ms. */
const BLOCK_S = 0.18;
/** The call itself brings sound and pictures together within its first seconds; measured: 0.02 s after that. */
const MAX_LAG_S = 0.2;

describe("Firefox", () => {
  let firefox;
  let stub;
  let call;
  let panel;

  before(async () => {
    stub = await startStub(await freePorts(), join(CHECKOUT, "tests", "e2e"));
    firefox = await launchFirefox({ "extensions.background.idle.timeout": IDLE_MS });
    call = await firefox.open(`${stub.url}/demo/beat_call.html`);
    await call.click();
    await call.until("document.getElementById('remote')?.videoWidth > 2", 20_000);
  });
  after(async () => {
    await firefox?.close();
    await stub?.stop();
  });

  const framesIn = async (ms) => {
    const { frames } = await stub.stats();
    await sleep(ms);
    return (await stub.stats()).frames - frames;
  };

  test("opens the panel as a sidebar at the press of the toolbar button", async () => {
    await firefox.pressToolbarButton();

    await until("the panel in the sidebar", async () => (await firefox.sidebarAddress()).endsWith("/panel.html"));
  });

  test("pairs, and finds the candidate's tile and the own camera", async () => {
    panel = await firefox.openPanel();
    await panel.until("document.getElementById('pairing')");
    await panel.ask(`(document.getElementById("pairing").value = "${stub.pairing}", null)`);
    await panel.ask(`document.querySelector("form button[type=submit]").click()`);
    await panel.until("document.querySelector('.tiles button')", 20_000);
    const words = await panel.ask("document.querySelector('.tiles').innerText");

    assert.match(words, /Candidate/);
    assert.match(words, /your own camera/);
  });

  test("stays awake while nothing happens", async () => {
    await panel.ask(`document.querySelector(".tiles button").click()`);
    await panel.until("document.querySelector('.steps li:nth-child(2).done')");
    await sleep(IDLE_MS + 3000);

    assert.ok(
      await panel.ask("document.querySelector('.steps li:nth-child(2).done') !== null"),
      "the tile is still picked",
    );
  });

  test("streams pictures of the tile, also from a tab in the background", async () => {
    await panel.ask(`document.querySelector("main button.primary").click()`);
    await until("pictures", async () => (await stub.stats()).frames > 0);
    const hidden = await framesIn(4000);
    await firefox.bringToFront(call);
    const shown = await framesIn(4000);
    const stats = await stub.stats();

    assert.ok(hidden >= 3, `${hidden} pictures in 4 s in the background`);
    assert.ok(shown >= 16, `${shown} pictures in 4 s in front`);
    assert.deepEqual(stats.sizes.at(-1).slice(0, 2), [640, 360]);
    assert.equal(stats.bad_jpeg + stats.errors, 0);
    assert.deepEqual(stats.tiles.at(-1).name, "Candidate");
  });

  test("sends the call's sound as Opus, also from a tab in the background, at the time of the pictures", async () => {
    const before = await stub.stats();
    await sleep(LISTEN_MS);
    const shown = await stub.stats();
    await firefox.bringToFront(panel);
    await sleep(LISTEN_MS);
    const hidden = await stub.stats();
    const lags = shown.lags_s.slice(-3);
    console.log(`# Firefox: sound later than pictures by ${lags.join(", ")} s`);

    for (const [from, to] of [
      [before, shown],
      [shown, hidden],
    ]) {
      const heardS = (to.opus - from.opus) * BLOCK_S;
      assert.ok(Math.abs(heardS - LISTEN_MS / 1000) < 1, `${heardS} s of sound in ${LISTEN_MS} ms`);
    }
    assert.equal(hidden.sounds, hidden.opus);
    assert.ok(lags.length > 0 && lags.every((lag) => Math.abs(lag) < MAX_LAG_S), `${lags} s late`);
  });

  test("ends with a link to the report", async () => {
    await panel.ask(`document.querySelector("button.end").click()`);
    await panel.until("document.querySelector('.ask-end button.primary')");
    await panel.ask(`document.querySelector(".ask-end button.primary").click()`);
    await panel.until("document.querySelector('main a.primary')", 15_000);

    assert.equal(await panel.ask("document.querySelector('main a.primary').href"), `${stub.url}/interviews/i-1/report`);
    assert.equal((await stub.stats()).ends, 1);
  });
});
