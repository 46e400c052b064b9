/**
 * What does a picture cost the interviewer's computer and network? The same call without and with capture, by turns.
 *
 * "Page CPU" is CPU time of the call page's main thread and "all CPU" that of all of the browser's processes, each with
 * capture less without, for one picture; both count no waiting for a busy machine. "Own" is what capture itself measures with
 * a clock, and it does.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGate } from "./gate.mjs";
import {
  CHECKOUT,
  clearAway,
  freePorts,
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

const HOST = "candor.test";
const SPAN_MS = 4000;
/** After each change: qualities and rates settle. */
const SETTLE_MS = 2000;
const REPEATED = 3;
const CALLS = [1, 2, 6].flatMap((tiles) => [640, 1280].map((width) => ({ tiles, width })));
const SERVERS = [
  { name: "elsewhere", calls: CALLS },
  { name: "same computer", calls: CALLS.filter(({ tiles, width }) => tiles === 1 && width === 1280) },
];

export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

export async function costRows() {
  const folder = mkdtempSync(join(tmpdir(), "candor-measure-"));
  const [port, gatePort] = [await freePorts(), await freePorts()];
  execFileSync(join(CHECKOUT, ".venv", "bin", "python"), [
    join(CHECKOUT, "tests", "e2e", "make_demo_media.py"),
    folder,
  ]);
  const stub = await startStub(port, folder, join(CHECKOUT, "tests", "e2e"));
  const gate = await startGate(gatePort, port, certificate(folder));
  const rows = [];
  try {
    for (const { name, calls } of SERVERS) {
      const pairing = name === "elsewhere" ? `https://${HOST}:${gatePort}#${STUB_CODE}` : stub.pairing;
      for (const call of calls) rows.push(await rowOf(name, call, pairing, stub));
    }
  } finally {
    gate.close();
    await stub.stop();
    await clearAway(folder);
  }
  return rows;
}

/** For the gate: a server elsewhere is only reached by https. */
function certificate(folder) {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", `/CN=${HOST}`, "-days", "2"];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, ...subject], {
    stdio: "ignore",
  });
  return { key, cert };
}

async function rowOf(name, { tiles, width }, pairing, stub) {
  const browser = await launchApart({
    args: ["--ignore-certificate-errors", `--host-resolver-rules=MAP ${HOST} 127.0.0.1`],
  });
  try {
    const query = `tiles=${tiles}&width=${width}&src=candidate.mp4`;
    const call = await openCall(browser, `${stub.url}/demo/many_call.html?${query}`);
    const panel = await openPanel(browser, call);
    await pairPanel(panel, pairing);
    await pickTile(panel, "Ada");
    await startInterview(panel);
    await call.bringToFront();
    const meter = await meterOf(browser, call, stub);
    const spans = [];
    for (let time = 0; time < REPEATED; time++) {
      const off = await spanOf(meter, () => capture(panel, false));
      const on = await spanOf(meter, () => capture(panel, true));
      spans.push(costOf(off, on));
      console.log(name, tiles, width, spans.at(-1));
    }
    return cellsOf(name, tiles, width, spans);
  } finally {
    await browser.close();
  }
}

/** Picked, the running interview takes pictures; unpicked it takes none. */
async function capture(panel, isOn) {
  await panel.evaluate(async (isWanted) => {
    const port = chrome.runtime.connect(undefined, { name: "candor.panel" });
    const { view } = await new Promise((resolve) => port.onMessage.addListener(resolve));
    const known = view.frames.find(({ tiles }) => tiles.some(({ name }) => name === "Ada"));
    const tile = known.tiles.find(({ name }) => name === "Ada");
    port.postMessage(isWanted ? { kind: "pick", frame: known.frame, id: tile.id } : { kind: "unpick" });
  }, isOn);
  await until("the pick", async () => ((await knownView(panel)).picked !== null) === isOn);
}

async function meterOf(browser, call, stub) {
  const page = await browser.context.newCDPSession(call);
  const worlds = [];
  page.on("Runtime.executionContextCreated", ({ context }) => worlds.push(context));
  await page.send("Runtime.enable");
  await page.send("Performance.enable", { timeDomain: "threadTicks" });
  const own = worlds.find(({ origin }) => origin.startsWith("chrome-extension://"));
  return async () => {
    const { processInfo } = await browser.cdp.send("SystemInfo.getProcessInfo");
    const { metrics } = await page.send("Performance.getMetrics");
    const expression = "candorContent.pace.costMs";
    const { result } = await page.send("Runtime.evaluate", { expression, contextId: own.id });
    const { sizes, seqs } = await stub.stats();
    return {
      atMs: performance.now(),
      allS: processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0),
      pageS: metrics.find(({ name }) => name === "TaskDuration").value,
      ownMs: result.value,
      bytes: sizes.reduce((sum, [, , bytes]) => sum + bytes, 0),
      pictures: sizes.length,
      seq: seqs.at(-1) ?? 0,
    };
  };
}

async function spanOf(meter, change) {
  await change();
  await sleep(SETTLE_MS);
  const begin = await meter();
  await sleep(SPAN_MS);
  const end = await meter();
  const grown = Object.keys(begin).map((key) => [key, end[key] - begin[key]]);
  return { ...Object.fromEntries(grown), ownMs: end.ownMs };
}

function costOf(off, on) {
  const share = on.atMs / off.atMs;
  const pictures = Math.max(1, on.pictures);
  return {
    perS: (1000 * on.pictures) / on.atMs,
    kbitPerS: (8 * on.bytes) / on.atMs,
    droppedPercent: 100 * (1 - on.pictures / Math.max(1, on.seq)),
    ownMs: on.ownMs,
    pageMs: (1000 * (on.pageS - off.pageS * share)) / pictures,
    allMs: (1000 * (on.allS - off.allS * share)) / pictures,
  };
}

function cellsOf(name, tiles, width, spans) {
  const middle = (key, digits) => median(spans.map((span) => span[key])).toFixed(digits);
  const range = (key) => {
    const values = spans.map((span) => span[key]);
    return `${middle(key, 1)} (${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)})`;
  };
  const size = `${width} x ${(width * 9) / 16}`;
  const sent = [middle("perS", 1), middle("kbitPerS", 0), `${middle("droppedPercent", 1)} %`];
  return [name, tiles, size, ...sent, middle("ownMs", 1), range("pageMs"), range("allMs")];
}
