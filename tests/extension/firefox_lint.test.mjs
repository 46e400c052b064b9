// The linter of addons.mozilla.org (the one behind `web-ext lint`) on what is shipped for Firefox.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildExtension } from "../../extension/build.mjs";
import { zipOf } from "../../extension/zip.mjs";

/** The linter belongs to the extension's packages; these tests stand beside those of the server. */
const LINTER = createRequire(join(import.meta.dirname, "../../extension/package.json")).resolve("addons-linter");

/** Preact can set innerHTML, and nothing of ours asks it to: build.test.mjs looks for that. */
const KNOWN = ["panel.js UNSAFE_VAR_ASSIGNMENT"];

const root = mkdtempSync(join(tmpdir(), "candor-lint-"));
let found;

beforeAll(async () => {
  await buildExtension("firefox", join(root, "firefox"));
  const zip = join(root, "firefox.zip");
  writeFileSync(zip, zipOf(join(root, "firefox")));
  const { default: linter } = await import(pathToFileURL(LINTER).href);
  const config = { _: [zip], logLevel: "fatal", output: "none", stack: false, metadata: false, scanFile: [] };
  found = await linter.createInstance({ config, runAsBinary: false }).run({ _console: { log() {}, error() {} } });
}, 120_000);
afterAll(() => rmSync(root, { recursive: true }));

test("Mozilla's linter finds no error and nothing to note", () => {
  expect(found.errors).toEqual([]);
  expect(found.notices).toEqual([]);
});

test("and warns of nothing that was not looked at", () => {
  expect(found.warnings.map(({ file, code }) => `${file} ${code}`)).toEqual(KNOWN);
});
