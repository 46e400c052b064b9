/**
 * What the extension costs and how fast it comes back, into the tables of docs/extension-performance.md.
 *
 *   npm run measure                 in extension/: everything, about a quarter of an hour
 *   npm run measure -- recovery     one of: cost, encoding, sound, recovery
 */
import { execSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { CHECKOUT } from "./harness.mjs";
import { costRows, median } from "./measure_cost.mjs";
import { encodingTable } from "./measure_encoding.mjs";
import { soundRows } from "./measure_sound.mjs";
import { play, startRunning, stopRunning } from "./troubles.mjs";

const PAGE = join(CHECKOUT, "docs", "extension-performance.md");
const REPEATED = 3;
/** As long as such things last; the service worker is gone at once. */
const SECONDS = {
  "network cut": 30,
  "network silent": 30,
  "server restarted": 5,
  "computer asleep": 15,
  "service worker evicted": 3,
  "tab hidden": 8,
};

const TABLES = { cost: costTable, encoding: encodingTable, sound: soundTable, recovery: recoveryTable };

async function costTable() {
  const rows = await costRows();
  const head = [
    "server",
    "tiles",
    "picked tile",
    "pictures/s sent",
    "kbit/s",
    "dropped",
    "own ms",
    "page CPU ms",
    "all CPU ms",
  ];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

async function soundTable() {
  const head = ["browser", "kbit/s", "lost", "later than pictures, ms", "encoding, CPU ms a second of sound"];
  return [head, head.map(() => "---"), ...(await soundRows())].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

async function recoveryTable() {
  const lines = [
    "| trouble | lasted s | pictures again after s, median (all) | the panel said meanwhile |",
    "| --- | --- | --- | --- |",
  ];
  const rig = await startRunning();
  try {
    for (const [name, seconds] of Object.entries(SECONDS)) {
      const played = [];
      for (let time = 0; time < REPEATED; time++) {
        played.push(await play(rig, name, seconds));
        console.log(name, played.at(-1));
      }
      if (played.some(({ times }) => times !== 1)) throw new Error(`${name}: a warning was lost or doubled`);
      lines.push(recoveryLine(name, seconds, played));
    }
  } finally {
    await stopRunning(rig);
  }
  return lines.join("\n");
}

function recoveryLine(name, seconds, played) {
  const inS = (ms) => (ms / 1000).toFixed(1);
  const all = played.map(({ backMs }) => inS(backMs)).join(", ");
  const { words, inHidingPerS } = played.at(-1);
  const said = words ? words.split("\n").slice(1).join(" ").trim() : "-";
  const note = inHidingPerS === undefined ? said : `${inHidingPerS.toFixed(1)} pictures/s while hidden`;
  return `| ${name} | ${seconds} | ${inS(median(played.map(({ backMs }) => backMs)))} (${all}) | ${note} |`;
}

/** When and where: without it the numbers say little. */
function circumstances(loadBefore) {
  const commit = execSync("git rev-parse --short HEAD", { cwd: CHECKOUT, encoding: "utf8" }).trim();
  const load = [loadBefore, loadavg()[0]].map((value) => value.toFixed(1)).join(" before, ");
  return `${new Date().toISOString().slice(0, 10)}, ${commit}, ${cpus().length} cores, load ${load} after.`;
}

function fill(name, text) {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const page = readFileSync(PAGE, "utf8");
  const at = [page.indexOf(begin), page.indexOf(end)];
  if (at.includes(-1)) throw new Error(`${PAGE} has no place for the table "${name}"`);
  writeFileSync(PAGE, `${page.slice(0, at[0] + begin.length)}\n${text}\n${page.slice(at[1])}`);
}

const asked = process.argv[2] ? [process.argv[2]] : Object.keys(TABLES);
for (const name of asked) {
  const loadBefore = loadavg()[0];
  const table = await TABLES[name]();
  fill(name, `${table}\n\n${circumstances(loadBefore)}`);
  console.log(table);
}
