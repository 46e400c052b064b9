/**
 * What does making a picture small cost, as JPEG and as VP8? CPU time of all of the browser's processes while its worker does
 * nothing else, so that other programs' load does not count.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHECKOUT, clearAway, freePorts, launchPlain, startStub } from "./harness.mjs";
import { median } from "./measure_cost.mjs";

const { buildSync } = createRequire(join(CHECKOUT, "extension", "package.json"))("esbuild");
const PICTURES = 48;
const TIMES = 3;
const REPEATED = 3;
const WAYS = [
  { name: "JPEG 0.85", way: "jpeg", quality: 0.85, width: 640 },
  { name: "JPEG 0.2", way: "jpeg", quality: 0.2, width: 640 },
  { name: "VP8, 350 kbit/s", way: "vp8", bitsPerS: 350_000, width: 640 },
  { name: "VP8, 3.8 Mbit/s", way: "vp8", bitsPerS: 3_800_000, width: 640 },
];

/** Pictures of the film, about twelve a second, as planes one after the other. */
const RAW = `
import sys, av
folder, width, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with av.open(f"{folder}/candidate.mp4") as film, open(f"{folder}/{width}.wav", "wb") as raw:
    frames = [frame for n, frame in enumerate(film.decode(video=0)) if n % 2 == 0][:count]
    for frame in frames + frames[: count - len(frames)]:
        raw.write(frame.reformat(width, width * 9 // 16, "yuv420p").to_ndarray().tobytes())
`;

export async function encodingTable() {
  const folder = mkdtempSync(join(tmpdir(), "candor-encoding-"));
  const python = join(CHECKOUT, ".venv", "bin", "python");
  execFileSync(python, [join(CHECKOUT, "tests", "e2e", "make_demo_media.py"), folder]);
  for (const width of new Set(WAYS.map((way) => way.width))) {
    execFileSync(python, ["-c", RAW, folder, String(width), String(PICTURES)]);
  }
  const stub = await startStub(await freePorts(), folder);
  const browser = await launchPlain();
  try {
    const page = await browser.newPage({ bypassCSP: true });
    await page.goto(`${stub.url}/stats`);
    const cdp = await browser.newBrowserCDPSession();
    const rows = [];
    for (const way of WAYS) {
      const runs = [];
      for (let time = 0; time < REPEATED; time++) runs.push(await runOf(page, cdp, way));
      console.log(way.name, way.width, runs);
      rows.push(rowOf(way, runs));
    }
    const head = ["picture", "as", "CPU ms a picture, median (all)", "kB a picture"];
    return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  } finally {
    await browser.close();
    await stub.stop();
    await clearAway(folder);
  }
}

async function runOf(page, cdp, { way, quality = 0, bitsPerS = 0, width }) {
  await page.evaluate(load, { source: workerSource(), width, count: PICTURES });
  const before = await cpuS(cdp);
  const bytes = await page.evaluate(encode, { way, quality, bitsPerS, times: TIMES });
  const pictures = PICTURES * TIMES;
  return { ms: (1000 * ((await cpuS(cdp)) - before)) / pictures, kB: bytes / pictures / 1000 };
}

function rowOf({ name, width }, runs) {
  const all = runs.map(({ ms }) => ms.toFixed(1)).join(", ");
  const ms = median(runs.map((run) => run.ms)).toFixed(1);
  return [`${width} x ${(width * 9) / 16}`, name, `${ms} (${all})`, median(runs.map(({ kB }) => kB)).toFixed(1)];
}

async function cpuS(cdp) {
  const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

function workerSource() {
  const entryPoints = [join(CHECKOUT, "tests", "e2e", "encode_worker.ts")];
  return buildSync({ entryPoints, bundle: true, write: false, format: "iife" }).outputFiles[0].text;
}

/** In the page: the pictures as capture hands them over. */
async function load({ source, width, count }) {
  const all = await (await fetch(`/demo/${width}.wav`)).arrayBuffer();
  const [height, bytes] = [(width * 9) / 16, all.byteLength / count];
  window.candorPictures = Array.from({ length: count }, (_, n) => {
    return { format: "I420", width, height, colorSpace: null, data: all.slice(n * bytes, (n + 1) * bytes) };
  });
  window.candorWorkerSource = source;
}

async function encode(order) {
  const worker = new Worker(URL.createObjectURL(new Blob([window.candorWorkerSource])));
  const done = new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  worker.postMessage({ ...order, pictures: window.candorPictures });
  const bytes = await done;
  worker.terminate();
  return bytes;
}
