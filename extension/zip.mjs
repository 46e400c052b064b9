// Packs dist-chrome/ into dist-chrome.zip so that the same source always gives the same bytes: sorted names, fixed times.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";

const ROOT = join(import.meta.dirname, "dist-chrome");
/** 1980-01-01 00:00, the earliest time that a zip file can hold. */
const DOS_DATE = 0x21;
const UTF8_NAMES = 0x800;
const DEFLATE = 8;
const VERSION_NEEDED = 20;

const files = readdirSync(ROOT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();

/** The fields that a local header and its entry in the central directory have in common. */
function commonFields(name, content, packed) {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION_NEEDED, 0);
  fields.writeUInt16LE(UTF8_NAMES, 2);
  fields.writeUInt16LE(DEFLATE, 4);
  fields.writeUInt16LE(0, 6);
  fields.writeUInt16LE(DOS_DATE, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

const locals = [];
const directory = [];
let offset = 0;
for (const file of files) {
  const name = Buffer.from(file.slice(ROOT.length + 1).replaceAll("\\", "/"), "utf8");
  const content = readFileSync(file);
  const packed = deflateRawSync(content, { level: 9 });
  const fields = commonFields(name, content, packed);
  const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), fields, name, packed]);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), fields, tail, name]));
  locals.push(local);
  offset += local.length;
}

const central = Buffer.concat(directory);
const end = Buffer.alloc(22);
end.write("PK\x05\x06", 0, "latin1");
end.writeUInt16LE(files.length, 8);
end.writeUInt16LE(files.length, 10);
end.writeUInt32LE(central.length, 12);
end.writeUInt32LE(offset, 16);
writeFileSync(`${ROOT}.zip`, Buffer.concat([...locals, central, end]));
console.log(`extension/dist-chrome.zip: ${files.length} files, ${offset + central.length + end.length} bytes`);
