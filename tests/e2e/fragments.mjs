/**
 * The saved page fragments of all platforms as call pages with real WebRTC inside, each at its platform's own address; the
 * browser never asks the network for them.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CHECKOUT, sleep, until } from "./harness.mjs";

const FRAGMENTS = join(CHECKOUT, "tests", "extension", "platforms", "fragments");
const SCRIPT = readFileSync(join(CHECKOUT, "tests", "e2e", "fragment_call.js"), "utf8");

/** Where each fragment is opened, how many pictures it offers, and what it cannot show. */
export const PAGES = {
  meet: { url: "https://meet.google.com/abc-defg-hij", offered: 4 },
  zoom: { url: "https://app.zoom.us/wc/123456789/join", offered: 3, hasOwn: false },
  teams: { url: "https://teams.microsoft.com/v2/", offered: 4 },
  webex: { url: "https://example.webex.com/meet/ada", inFrame: "https://web.webex.com/meeting/ada", offered: 3 },
  jitsi: { url: "https://meet.jit.si/Interview", offered: 5 },
  whereby: { url: "https://example.whereby.com/interview", offered: 2, isNameless: true },
  generic: { url: "https://calls.example.org/room/7", offered: 3 },
};

const html = (title, body) => ({
  contentType: "text/html",
  body: `<!doctype html><title>${title}</title><body>${body}`,
});

/** Open a platform's call and wait until its people are there. */
export async function openFragment(browser, name) {
  const { url, inFrame } = PAGES[name];
  const fragment = readFileSync(join(FRAGMENTS, `${name}.html`), "utf8");
  const call = html(name, `${fragment}<script>${SCRIPT}</script>`);
  await browser.context.route(inFrame ?? url, (route) => route.fulfill(call));
  if (inFrame) await browser.context.route(url, (route) => route.fulfill(html(name, frameOf(inFrame))));
  const page = await browser.context.newPage();
  await page.goto(url);
  const inside = peopleOf(page);
  await inside.waitForFunction(
    () => document.documentElement.dataset.ready || document.documentElement.dataset.problem,
  );
  assert.equal(await inside.evaluate(() => document.documentElement.dataset.problem ?? null), null);
  return page;
}

const frameOf = (url) =>
  `<iframe id="unified-webclient-iframe" src="${url}" allow="camera; microphone" width="1240" height="900"></iframe>`;

/** The frame of a call page in which the people are: mostly the page itself. */
export function peopleOf(page) {
  return page.frames().at(-1);
}

export async function framesIn(stub, ms) {
  const before = (await stub.stats()).frames;
  await sleep(ms);
  return (await stub.stats()).frames - before;
}

export function untilFrames(stub) {
  return until("frames", async () => (await framesIn(stub, 500)) > 2, 20_000);
}

/** Who is on the newest picture, by the colour near its corner. */
export async function seenNow(stub, panel) {
  const jpeg = [...(await stub.lastJpeg())];
  const [red, green, blue] = await panel.evaluate(async (bytes) => {
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/jpeg" }));
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    context.drawImage(bitmap, bitmap.width * 0.1, bitmap.height * 0.1, 1, 1, 0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  }, jpeg);
  const strongest = Math.max(red, green, blue);
  if (strongest - Math.min(red, green, blue) < 60) return "nobody";
  return strongest === red ? "ada" : strongest === blue ? "budi" : "screen";
}

export function untilSeen(stub, panel, who) {
  const isSeen = async () => (await framesIn(stub, 500)) > 2 && (await seenNow(stub, panel)) === who;
  return until(`pictures of ${who}`, isSeen);
}

/** As if nobody had ever paired: the next test begins anew, also after a failure. */
export async function beginAnew(browser, panel) {
  await panel?.evaluate(async () => {
    await chrome.storage.session.clear();
    await chrome.runtime.sendMessage({ to: "background", command: "prepare" });
  });
  for (const page of browser.context.pages().slice(1)) await page.close();
}
