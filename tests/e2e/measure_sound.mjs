/**
 * How many bytes does sound take, how much of it arrives, how much later than the pictures, and what does encoding it cost?
 * The call of beat_call.js, in both browsers.
 */
import { join } from "node:path";
import { launchFirefox } from "./firefox.mjs";
import {
  CHECKOUT,
  freePorts,
  launch,
  openCall,
  openPanel,
  pairPanel,
  pickTile,
  sleep,
  startInterview,
  startStub,
  until,
} from "./harness.mjs";

/** The call itself brings sound and pictures together within this time. */
const SETTLE_MS = 20_000;
const SPAN_MS = 30_000;
/** Three packets of 60 ms. */
const BLOCK_S = 0.18;
const HEADER_BYTES = 28;
const ENCODED_S = 120;

/** Encodes noise as media/opus.ts does. */
const ENCODE = `(async () => {
  const encoder = new AudioEncoder({ output: () => {}, error: console.error });
  const opus = { application: "voip", signal: "voice", frameDuration: 60_000, usedtx: false };
  const format = { sampleRate: 16_000, numberOfChannels: 1 };
  encoder.configure({ codec: "opus", ...format, bitrate: 24_000, bitrateMode: "constant", opus });
  const data = Int16Array.from({ length: 3200 }, () => 6000 * (Math.random() - 0.5));
  for (let at = 0; at < ${ENCODED_S * 5}; at++) {
    encoder.encode(new AudioData({ format: "s16", ...format, numberOfFrames: 3200, timestamp: at * 200_000, data }));
  }
  await encoder.flush();
})()`;

export async function soundRows() {
  const rows = [];
  for (const [name, run] of Object.entries({ Chromium: inChromium, Firefox: inFirefox })) {
    const stub = await startStub(await freePorts(), join(CHECKOUT, "tests", "e2e"));
    try {
      const measured = { ...(await run(stub)), encodeMs: name === "Chromium" ? await encodingMs(stub) : null };
      console.log(name, measured);
      rows.push([name, ...cellsOf(measured)]);
    } finally {
      await stub.stop();
    }
  }
  return rows;
}

async function inChromium(stub) {
  const browser = await launch();
  try {
    const call = await openCall(browser, `${stub.url}/demo/beat_call.html`);
    const panel = await openPanel(browser, call);
    await pairPanel(panel, stub.pairing);
    await pickTile(panel);
    await startInterview(panel);
    await call.bringToFront();
    return await spanOf(stub);
  } finally {
    await browser.close();
  }
}

async function inFirefox(stub) {
  const firefox = await launchFirefox();
  try {
    const call = await firefox.open(`${stub.url}/demo/beat_call.html`);
    await call.click();
    await call.until("document.getElementById('remote')?.videoWidth > 2", 20_000);
    await firefox.pressToolbarButton();
    const panel = await firefox.openPanel();
    await panel.until("document.getElementById('pairing')");
    await panel.ask(`(document.getElementById("pairing").value = "${stub.pairing}", null)`);
    await panel.ask(`document.querySelector("form button[type=submit]").click()`);
    await panel.until("document.querySelector('.tiles button')", 20_000);
    await panel.ask(`document.querySelector(".tiles button").click()`);
    await panel.until("document.querySelector('.steps li:nth-child(2).done')");
    await panel.ask(`document.querySelector("main button.primary").click()`);
    await firefox.bringToFront(call);
    return await spanOf(stub);
  } finally {
    await firefox.close();
  }
}

async function spanOf(stub) {
  await until("sound", async () => (await stub.stats()).opus > 0, 20_000);
  await sleep(SETTLE_MS);
  const begin = await stub.stats();
  await sleep(SPAN_MS);
  const end = await stub.stats();
  const blocks = end.opus - begin.opus;
  return {
    kbitPerS: ((end.sound_bytes - begin.sound_bytes + blocks * HEADER_BYTES) * 8) / SPAN_MS,
    lostPercent: Math.max(0, 100 * (1 - (blocks * BLOCK_S * 1000) / SPAN_MS)),
    lagsMs: end.lags_s.slice(begin.lags_s.length).map((lag) => 1000 * lag),
  };
}

/** CPU time of all of Chromium's processes, ms for a second of sound, while nothing else happens in it. */
async function encodingMs(stub) {
  const browser = await launch();
  try {
    const page = await browser.context.newPage();
    await page.goto(`${stub.url}/demo/beat_call.js`);
    const cpuS = async () =>
      (await browser.cdp.send("SystemInfo.getProcessInfo")).processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
    await sleep(2000);
    const begin = await cpuS();
    await page.evaluate(ENCODE);
    return (1000 * ((await cpuS()) - begin)) / ENCODED_S;
  } finally {
    await browser.close();
  }
}

function cellsOf({ kbitPerS, lostPercent, lagsMs, encodeMs }) {
  const sorted = lagsMs.toSorted((a, b) => a - b);
  const [least, middle, most] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)].map((ms) => ms.toFixed(0));
  const later = `${middle} (${least} to ${most}; ${sorted.length} tones)`;
  return [kbitPerS.toFixed(1), `${lostPercent.toFixed(1)} %`, later, encodeMs?.toFixed(1) ?? "-"];
}
