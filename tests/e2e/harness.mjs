/**
 * What every end-to-end test needs: Chromium with the built extension, a call page with real WebRTC, the panel, a server.
 *
 *   const browser = await launch();                       // playwright context + extension id
 *   const call = await openCall(browser, `${server.url}/demo/call?source=video&src=...`);
 *   const panel = await openPanel(browser, call);         // the real side panel opens too; this one is a tab
 *   await pairPanel(panel, `${server.url}#${CODE}`);
 *   await pickTile(call, panel); await startInterview(panel);
 *   await untilState(panel, "identity", "no_concern", 10_000);
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const CHECKOUT = fileURLToPath(new URL("../..", import.meta.url));
export const EXTENSION = join(CHECKOUT, "extension", "dist-chrome");
export const OUTPUT = join(CHECKOUT, "tests", "e2e", "output");
export const EXTENSION_ID = "gjhmfjkkidgobnjboomckemfmioocilg";
export const STUB_CODE = "K7QF-2M9P";

/** Playwright belongs to the extension's packages; these tests stand beside those of the server. */
export const packages = createRequire(join(CHECKOUT, "extension", "package.json"));
const { chromium } = packages("playwright-core");
const PYTHON = join(CHECKOUT, ".venv", "bin", "python");

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Ask again and again until the answer is truthy; return it. */
export async function until(what, question, withinMs = 10_000) {
  const begin = Date.now();
  for (;;) {
    const answer = await question();
    if (answer) return answer;
    if (Date.now() - begin > withinMs) throw new Error(`waited ${withinMs} ms in vain for: ${what}`);
    await sleep(100);
  }
}

/** Remove a folder that a browser or server used. Their last children may still write to it, so it never fails a test. */
export async function clearAway(folder) {
  for (let tries = 20; tries > 0; tries--) {
    const problem = await rm(folder, { recursive: true, force: true }).catch((error) => error);
    if (!problem) return;
    await sleep(250);
  }
  console.warn(`left behind, still in use: ${folder}`);
}

/** Below the ports that the system hands out by itself, so that nothing else takes one meanwhile. */
const PORTS = { first: 20_000, pairs: 5_000 };

/** Two neighbouring free ports, as the server needs them; returns the first. They stay this process's until it ends. */
export async function freePorts() {
  for (;;) {
    const first = PORTS.first + 2 * Math.floor(Math.random() * PORTS.pairs);
    if (!claim(first)) continue;
    const isFree = await Promise.all([listenOnce(first), listenOnce(first + 1)]).catch(() => null);
    if (isFree) return first;
  }
}

/** Tests that run at the same time tell each other by a file which ports are theirs; one of a dead process is nobody's. */
function claim(port) {
  const sign = join(tmpdir(), `candor-e2e-port-${port}`);
  try {
    if (existsSync(sign) && !isRunning(Number(readFileSync(sign, "utf8")))) rmSync(sign, { force: true });
    writeFileSync(sign, String(process.pid), { flag: "wx" });
  } catch {
    return false;
  }
  process.once("exit", () => rmSync(sign, { force: true }));
  return true;
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

function listenOnce(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const found = server.address().port;
      server.close(() => resolve(found));
    });
  });
}

/** Processes still running: a test that failed before it stopped its own must not leave them behind. */
const running = new Set();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Start a process and wait until it prints a line that matches; `stop()` ends it. */
export async function startProcess(command, args, { ready, env = {}, readyWithinMs = 30_000 } = {}) {
  const child = spawn(command, args, {
    cwd: CHECKOUT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  running.add(child);
  const ended = new Promise((resolve) => child.once("exit", resolve)).finally(() => running.delete(child));
  const isReady = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data) => {
        printed += data;
        if (ready.test(printed)) resolve(true);
      });
    }
  });
  // Unref: a process that got ready is not waited for any longer when the tests are over.
  const isTooLate = new Promise((resolve) => setTimeout(resolve, readyWithinMs, false).unref());
  const won = await Promise.race([isReady, ended.then(() => false), isTooLate]);
  if (!won) {
    child.kill("SIGKILL");
    throw new Error(`${command} ${args.join(" ")} did not get ready:\n${printed}`);
  }
  return {
    child,
    printed: () => printed,
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      await ended;
    },
  };
}

/** A server that speaks the wire protocol and analyses nothing (stub_server.py). */
export async function startStub(port, ...folders) {
  const demo = join(CHECKOUT, "server", "candor", "web", "static", "demo");
  const script = join(CHECKOUT, "tests", "e2e", "stub_server.py");
  const run = await startProcess(PYTHON, [script, String(port), demo, ...folders], { ready: /ready/ });
  const url = `http://127.0.0.1:${port}`;
  const post = (path, body) => fetch(url + path, { method: "POST", body: JSON.stringify(body) });
  return {
    url,
    pairing: `${url}#${STUB_CODE}`,
    stats: async () => (await fetch(`${url}/stats`)).json(),
    lastJpeg: async () => Buffer.from(await (await fetch(`${url}/last.jpg`)).arrayBuffer()),
    say: (message) => post("/say", message),
    behave: (behaviour) => post("/behave", behaviour),
    stop: run.stop,
  };
}

const CHROMIUM = process.env.CANDOR_CHROMIUM || "/usr/bin/chromium";
const FAKE_CAMERA = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"];

function argsFor(extension) {
  return [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    `--disable-extensions-except=${extension}`,
    `--load-extension=${extension}`,
    "--enable-unsafe-extension-debugging",
    "--autoplay-policy=no-user-gesture-required",
  ];
}

/**
 * Chromium as people have it: started apart, so that playwright changes nothing of it. A tab behind another one is hidden
 * (playwright's own browsers never are), and all of its processes can be put to sleep.
 */
export async function launchApart({ extension = EXTENSION, args = [] } = {}) {
  const profile = mkdtempSync(join(tmpdir(), "candor-e2e-"));
  const apart = ["--headless=new", "--remote-debugging-port=0", "--window-size=1280,900", `--user-data-dir=${profile}`];
  const run = await startProcess(CHROMIUM, [...argsFor(extension), ...FAKE_CAMERA, ...apart, ...args, "about:blank"], {
    ready: /DevTools listening on ws:/,
  });
  const [, address] = /DevTools listening on (\S+)/.exec(run.printed());
  const browser = await chromium.connectOverCDP(address, { noDefaults: true });
  const context = browser.contexts()[0];
  const worker = await until("the extension's service worker", () => context.serviceWorkers()[0], 15_000);
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
  return {
    context,
    cdp,
    pid: processInfo.find(({ type }) => type === "browser").id,
    extensionId: new URL(worker.url()).host,
    async close() {
      await cdp.send("Browser.close").catch(() => null);
      await browser.close().catch(() => null);
      await run.stop();
      await clearAway(profile);
    },
  };
}

/** Chromium with the extension loaded. `cameraFile` (mjpeg or y4m) replaces the built-in test picture of the camera. */
export async function launch({
  extension = EXTENSION,
  viewport = { width: 1280, height: 800 },
  cameraFile,
  /** A tab cannot be captured where the camera is a fake. */
  hasFakeCamera = true,
  args = [],
  ...options
} = {}) {
  const profile = mkdtempSync(join(tmpdir(), "candor-e2e-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    viewport,
    ...options,
    args: [
      ...argsFor(extension),
      ...(hasFakeCamera ? FAKE_CAMERA : []),
      ...(cameraFile ? [`--use-file-for-fake-video-capture=${cameraFile}`] : []),
      ...args,
    ],
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker", { timeout: 15_000 }));
  const cdp = await context.browser().newBrowserCDPSession();
  return {
    context,
    cdp,
    extensionId: new URL(worker.url()).host,
    async close() {
      await context.close();
      await clearAway(profile);
    },
  };
}

/** Chromium without the extension, for pages alone; with a file, its camera shows that. */
export function launchPlain({ cameraFile } = {}) {
  const camera = cameraFile ? [...FAKE_CAMERA, `--use-file-for-fake-video-capture=${cameraFile}`] : [];
  const args = ["--no-sandbox", "--disable-gpu", ...camera];
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args });
}

/** Open a call page and wait until the candidate's tile shows a picture. */
export async function openCall(browser, url) {
  const page = await browser.context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => document.documentElement.dataset.ready || document.documentElement.dataset.problem);
  const problem = await page.evaluate(() => document.documentElement.dataset.problem);
  if (problem) throw new Error(`call page: ${problem}`);
  await page.waitForFunction(() => document.getElementById("remote").videoWidth > 2, null, { timeout: 20_000 });
  return page;
}

/** Press the toolbar button on the call's tab (opens the real side panel), then open the panel as a tab to look at. */
export async function openPanel(browser, call) {
  const { targetInfos } = await browser.cdp.send("Target.getTargets", { filter: [{ type: "tab" }] });
  const tab = targetInfos.find((info) => info.url === call.url());
  await browser.cdp.send("Extensions.triggerAction", { id: browser.extensionId, targetId: tab.targetId });
  await sleep(300);
  const panel = await browser.context.newPage();
  await panel.setViewportSize({ width: 360, height: 800 });
  await panel.goto(`chrome-extension://${browser.extensionId}/panel.html`);
  return panel;
}

export async function pairPanel(panel, pairingString) {
  await panel.fill("#pairing", pairingString);
  await panel.click("form button[type=submit]");
  await panel.waitForSelector(".steps .done", { timeout: 10_000 });
}

/** Pick the candidate's tile in the panel's list. The tile's own button stands in a closed shadow root: see clickOverlay. */
export async function pickTile(panel, name = "Candidate") {
  await panel.click(`.tiles button:has-text("${name}")`, { timeout: 10_000 });
  await panel.waitForSelector(".steps li:nth-child(2).done");
}

/** Click the button that the extension draws on the tile, where a person would. */
export async function clickOverlay(call, selector = "#remote") {
  await call.bringToFront();
  const box = await call.locator(selector).boundingBox();
  await call.mouse.click(box.x + 30, box.y + 24);
}

export async function startInterview(panel) {
  await panel.click("main button.primary");
  await panel.waitForSelector(".lines");
}

export async function endInterview(panel) {
  await panel.click("button.end");
  await panel.click(".ask-end button.primary");
  await panel.waitForSelector("main a.primary", { timeout: 15_000 });
  return panel.getAttribute("main a.primary", "href");
}

const QUESTIONS = ["identity", "live_person", "genuine", "continuity"];

/** The state of each question as the panel shows it, e.g. { identity: "checking", ... }. */
export function shownStates(panel) {
  return panel.evaluate((questions) => {
    const lines = [...document.querySelectorAll(".lines .line")];
    return Object.fromEntries(
      lines.map((line, index) => [questions[index], line.className.replace("line", "").trim()]),
    );
  }, QUESTIONS);
}

/** Wait until the panel shows a state for a question; returns how many milliseconds it took. */
export async function untilState(panel, question, state, withinMs = 10_000) {
  const begin = Date.now();
  await until(`${question} = ${state}`, async () => (await shownStates(panel))[question] === state, withinMs);
  return Date.now() - begin;
}

/** Ask for a movement check: one that is drawn, or of a kind. Returns when it runs and says what to say. */
export async function startCheck(panel, kind) {
  if (kind) {
    const choose = panel.locator(".start-check details");
    if (!(await choose.evaluate((details) => details.open))) await choose.locator("summary").click();
    await choose.locator(`button:has-text("${kind}")`).click();
  } else await panel.click(".start-check .check-button");
  await panel.waitForSelector(".check.running .say", { timeout: 10_000 });
}

/** The phase of the newest check, once it is the one that is waited for or time is up. */
export async function shownPhase(panel, wanted, withinMs) {
  const shown = () => panel.$eval(".checks .check", (card) => card.className.replace("card check ", ""));
  await until(`a check that is ${wanted}`, async () => (await shown()) === wanted, withinMs).catch(() => null);
  return shown();
}

/** Wait until the newest check is over, in the phase that is expected; returns how many milliseconds it took. */
export async function untilCheck(panel, phase, withinMs) {
  const begin = Date.now();
  const shown = await shownPhase(panel, phase, withinMs);
  if (shown !== phase) throw new Error(`${await panel.innerText(".checks .check")}: not ${phase} but ${shown}`);
  return Date.now() - begin;
}

/** The banner's words, or null while protection runs. */
export async function bannerText(panel) {
  // Asked in one go: a banner that goes away between two questions would be waited for.
  return panel.evaluate(() => document.querySelector(".banner")?.innerText ?? null);
}

/** Stop the service worker the hard way, as the browser does when it is idle. */
export async function killServiceWorker(browser) {
  const { targetInfos } = await browser.cdp.send("Target.getTargets", { filter: [{}] });
  const worker = targetInfos.find((info) => info.type === "service_worker" && info.url.includes(browser.extensionId));
  if (worker) await browser.cdp.send("Target.closeTarget", { targetId: worker.targetId });
  return Boolean(worker);
}

/** Close the offscreen document, and with it all that the extension has in memory but the browser's session memory. */
export async function killOffscreenDocument(browser) {
  const { targetInfos } = await browser.cdp.send("Target.getTargets", { filter: [{}] });
  const page = targetInfos.find((info) => info.url.endsWith("/offscreen.html"));
  if (page) await browser.cdp.send("Target.closeTarget", { targetId: page.targetId });
  return Boolean(page);
}

/** Everything that the extension knows of the interview (session/session_view.ts). */
export function knownView(panel) {
  return panel.evaluate(
    () =>
      new Promise((resolve) => {
        const port = chrome.runtime.connect(undefined, { name: "candor.panel" });
        port.onMessage.addListener(({ view }) => {
          port.disconnect();
          resolve(view);
        });
      }),
  );
}

export async function screenshot(page, name) {
  mkdirSync(OUTPUT, { recursive: true });
  await page.screenshot({ path: join(OUTPUT, `${name}.png`) });
}
