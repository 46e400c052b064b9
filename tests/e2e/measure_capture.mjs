/**
 * What would the camera page say of documents and portraits that are held well and badly?
 *
 *     CANDOR_SHARED=... node tests/e2e/measure_capture.mjs
 *
 * Limits were set on the documents of the first list, and are told for the others.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { advise } from "../../server/candor/web/static/capture/guidance.js";
import { measure } from "../../server/candor/web/static/capture/measure.js";
import { CHECKOUT } from "./harness.mjs";

const TUNED_ON = /^(id_card_td1_a|id_card_td2_a|pp_td3_a|photos_man_1|photos_woman_1)/;
const PYTHON = join(CHECKOUT, ".venv", "bin", "python");
const folder = mkdtempSync(join(tmpdir(), "candor-capture-"));

function limitsOf() {
  const toml = readFileSync(join(CHECKOUT, "models", "calibration", "capture.toml"), "utf8");
  const limits = {};
  let part = null;
  for (const line of toml.split("\n")) {
    const table = /^\[(\w+)\]/.exec(line);
    const value = /^(\w+) = ([\d.]+)$/.exec(line);
    if (table) part = limits[table[1]] ??= {};
    else if (value && part) part[value[1]] = Number(value[2]);
  }
  return limits;
}

try {
  execFileSync(PYTHON, [join(CHECKOUT, "tests", "e2e", "make_capture_pictures.py"), folder]);
  const limits = limitsOf();
  const counts = {};
  for (const line of readFileSync(join(folder, "list.jsonl"), "utf8").split("\n")) {
    const { kind, name, way, file, place, width, height } = JSON.parse(line);
    const raw = readFileSync(join(folder, file));
    const seen = measure({ grey: new Uint8Array(raw.subarray(raw.length - width * height)), width, height }, place);
    const word = advise(seen, limits[kind]);
    const half = TUNED_ON.test(name) ? "set on" : "told";
    if (process.argv.includes("--each"))
      console.log(
        half,
        name,
        way,
        word,
        JSON.stringify(seen, (_, v) => (typeof v === "number" ? Math.round(v * 1000) / 1000 : v)),
      );
    const row = counts[`${half} | ${kind} | ${way}`] ?? {};
    counts[`${half} | ${kind} | ${way}`] = row;
    row[word] = (row[word] ?? 0) + 1;
  }
  for (const [row, words] of Object.entries(counts))
    console.log(
      `${row} |`,
      Object.entries(words)
        .map(([word, n]) => `${word} ${n}`)
        .join(", "),
    );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
