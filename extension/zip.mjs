// Packs dist-*/ into dist-*.zip so that the same files always give the same bytes: sorted names, fixed times, and stored
// as they are, because what a compressor makes of them differs between its versions and between processors.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { crc32 } from "node:zlib";
import { MANIFESTS } from "./manifest.mjs";

/** 1980-01-01 00:00, the earliest time that a zip file can hold. */
const DOS_DATE = 0x21;
const UTF8_NAMES = 0x800;
const STORED = 0;
const VERSION_NEEDED = 20;

/** The fields that a local header and its entry in the central directory have in common. */
function commonFields(name, content) {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION_NEEDED, 0);
  fields.writeUInt16LE(UTF8_NAMES, 2);
  fields.writeUInt16LE(STORED, 4);
  fields.writeUInt16LE(0, 6);
  fields.writeUInt16LE(DOS_DATE, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(content.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/")).sort();
}

/** The zip of all files of a folder. */
export function zipOf(folder) {
  const locals = [];
  const directory = [];
  let offset = 0;
  for (const file of filesIn(folder)) {
    const name = Buffer.from(file, "utf8");
    const content = readFileSync(join(folder, file));
    const fields = commonFields(name, content);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), fields, name, content]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), fields, tail, name]));
    locals.push(local);
    offset += local.length;
  }
  return Buffer.concat([...locals, ...directory, endOf(directory, offset)]);
}

function endOf(directory, offset) {
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

if (process.argv[1] === import.meta.filename) {
  for (const browser of Object.keys(MANIFESTS)) {
    const zip = zipOf(join(import.meta.dirname, `dist-${browser}`));
    writeFileSync(join(import.meta.dirname, `dist-${browser}.zip`), zip);
    console.log(
      `extension/dist-${browser}.zip: ${zip.length} bytes, SHA-256 ${createHash("sha256").update(zip).digest("hex")}`,
    );
  }
}
