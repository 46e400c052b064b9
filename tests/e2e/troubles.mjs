/**
 * What goes wrong in real interviews, each done to a running one: how long until pictures reach the server and the panel is
 * calm again after the trouble is over, is the trouble named meanwhile, is a warning of that time lost?
 *
 * Played by recovery.e2e.mjs for seconds, by measure.mjs for as long as troubles last.
 */
import { readdirSync, readFileSync } from "node:fs";
import { startGate } from "./gate.mjs";
import {
  bannerText,
  freePorts,
  killServiceWorker,
  knownView,
  launchApart,
  openCall,
  openPanel,
  pairPanel,
  pickTile,
  STUB_CODE,
  sleep,
  startInterview,
  startStub,
  until,
} from "./harness.mjs";

const BACK_WITHIN_MS = 60_000;

/** An interview that runs through a gate. */
export async function startRunning() {
  const [port, gatePort] = [await freePorts(), await freePorts()];
  const rig = { port, stub: await startStub(port), gate: await startGate(gatePort, port), warnings: 0 };
  rig.browser = await launchApart();
  rig.call = await openCall(rig.browser, `${rig.stub.url}/demo/call?source=camera&name=Ada&width=640&fps=15`);
  rig.panel = await openPanel(rig.browser, rig.call);
  await pairPanel(rig.panel, `http://127.0.0.1:${gatePort}#${STUB_CODE}`);
  await pickTile(rig.panel, "Ada");
  await startInterview(rig.panel);
  await untilCalm(rig);
  return rig;
}

export async function stopRunning(rig) {
  await rig?.browser?.close();
  rig?.gate?.close();
  await rig?.stub?.stop();
}

/** New pictures arrive and no banner stands. */
async function untilCalm(rig) {
  const before = await framesOf(rig);
  await until("pictures again", async () => (await framesOf(rig)) > before, BACK_WITHIN_MS);
  const ms = performance.now();
  await until("no banner", async () => (await bannerText(rig.panel)) === null, BACK_WITHIN_MS);
  return ms;
}

/** A restarted server begins to count anew, which is fewer. */
async function framesOf(rig) {
  return rig.stub.stats().then(
    ({ frames }) => frames,
    () => 0,
  );
}

/** What the panel says of a trouble, once it says something. */
function said(rig) {
  return until("the panel says so", () => bannerText(rig.panel), 30_000);
}

/** The server raises a warning, whether anybody hears it or not. */
async function warn(rig) {
  rig.warnings += 1;
  const id = `w-${rig.warnings}`;
  await rig.stub.say({ ...WARNING, id, event: 1_000_000 + rig.warnings, title: `Warning ${rig.warnings}` });
  return id;
}

/** Each does its trouble for some seconds and returns { words, warning }: what the panel said, what was raised meanwhile. */
export const TROUBLES = {
  "network cut": async (rig, seconds) => {
    rig.gate.cut();
    const warning = await warn(rig);
    const words = await said(rig);
    await sleep(seconds * 1000);
    rig.gate.open();
    return { words, warning };
  },
  "network silent": async (rig, seconds) => {
    rig.gate.die();
    const warning = await warn(rig);
    const words = await said(rig);
    await sleep(seconds * 1000);
    rig.gate.open();
    return { words, warning };
  },
  "server restarted": async (rig, seconds) => {
    await rig.stub.stop("SIGKILL");
    const words = await said(rig);
    await sleep(seconds * 1000);
    rig.stub = await startStub(rig.port);
    return { words, warning: await warn(rig) };
  },
  "computer asleep": async (rig, seconds) => {
    const pids = familyOf(rig.browser.pid);
    for (const pid of pids) process.kill(pid, "SIGSTOP");
    rig.gate.die();
    try {
      // Nobody sees the panel of a sleeping computer.
      return { words: null, warning: await warn(rig) };
    } finally {
      await sleep(seconds * 1000);
      rig.gate.open(); // the old connection is dead, and the computer does not know it
      for (const pid of pids) process.kill(pid, "SIGCONT");
    }
  },
  "service worker evicted": async (rig, seconds) => {
    await until("the service worker's end", () => killServiceWorker(rig.browser));
    const warning = await warn(rig);
    await sleep(seconds * 1000);
    // A panel that is opened again needs the service worker, which the browser wakes.
    await rig.panel.reload();
    await rig.panel.waitForSelector(".lines");
    return { words: null, warning };
  },
  "tab hidden": async (rig, seconds) => {
    const front = await rig.browser.context.newPage();
    await front.bringToFront();
    await until("the tab is hidden", () => rig.call.evaluate(() => document.hidden), 10_000);
    const before = await framesOf(rig);
    const warning = await warn(rig);
    await sleep(seconds * 1000);
    const inHiding = (await framesOf(rig)) - before;
    await front.close();
    return { words: null, warning, inHidingPerS: inHiding / seconds };
  },
};

/** Play one; returns what the trouble said, and the milliseconds from its end until pictures arrived again. */
export async function play(rig, name, seconds) {
  const happened = await TROUBLES[name](rig, seconds);
  const overAtMs = performance.now();
  const calmAtMs = await untilCalm(rig);
  const { cards } = await until("the warning", async () => {
    const view = await knownView(rig.panel);
    return view.cards.some(({ warning }) => warning.id === happened.warning) && view;
  });
  const times = cards.filter(({ warning }) => warning.id === happened.warning).length;
  return { ...happened, times, backMs: Math.round(calmAtMs - overAtMs) };
}

/** A process and all that it has started. */
function familyOf(pid) {
  const parentOf = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parent(name)]),
  );
  const family = [pid];
  for (const member of family) {
    for (const [child, above] of parentOf) if (above === member) family.push(child);
  }
  return family;
}

function parent(name) {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, "utf8"))?.[1]);
  } catch {
    return 0; // it has just ended
  }
}

const WARNING = {
  type: "warning",
  question: "identity",
  severity: "amber",
  code: "id_mismatch",
  at_s: 5,
  until_s: null,
  detail: "Good view for 45 s.",
  harmless: ["old photo", "beard", "glasses"],
  next_step: "Ask for the ID beside the face.",
  say: "Could you hold your ID beside your face?",
  evidence_jpeg_base64: null,
};
