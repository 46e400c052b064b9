/**
 * What is left of somebody on disk: searches the bytes of every file below a folder, and reads what a server keeps sealed.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CHECKOUT } from "./harness.mjs";

const PYTHON = join(CHECKOUT, ".venv", "bin", "python");
const SLICE = 48;

/** Words as they could be written: as they are, without capitals, and with two bytes a letter. */
export function spellings(words) {
  return [words, words.toLowerCase()].flatMap((text) => [Buffer.from(text), Buffer.from(text, "utf16le")]);
}

/** Slices of a picture or key, from its middle: the beginning of pictures is the same for many. */
export function slices(bytes) {
  const at = [0.3, 0.5, 0.7].map((part) => Math.floor((bytes.length - SLICE) * part));
  return bytes.length <= SLICE ? [bytes] : at.map((begin) => bytes.subarray(begin, begin + SLICE));
}

/** Which of the needles ({what: [bytes]}) are found, as "what in file". */
export function found(folder, needles) {
  const finds = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const held = readFileSync(file);
    const lower = Buffer.from(held.toString("latin1").toLowerCase(), "latin1");
    for (const [what, ways] of Object.entries(needles)) {
      if (ways.some((bytes) => held.includes(bytes) || lower.includes(bytes))) finds.push(`${what} in ${file}`);
    }
  }
  return finds;
}

const READ_SEALED = `
import sqlite3, sys
with sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True) as database:
    for (sealed,) in database.execute("select sealed from vault_blobs union all select sealed from candidates"):
        print(bytes(sealed).hex())
`;

/** Everything that the database of a server keeps sealed of candidates, as it stands there. */
export function sealedParts(home) {
  const lines = execFileSync(PYTHON, ["-c", READ_SEALED, join(home, "candor.db")], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return lines
    .trim()
    .split("\n")
    .map((line) => Buffer.from(line, "hex"));
}
