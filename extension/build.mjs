// Builds the extension into dist-chrome/ and dist-firefox/, or with --stories the panel's story pages into dist-stories/.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { MANIFESTS, version } from "./manifest.mjs";

const HERE = import.meta.dirname;
const PYTHON = join(HERE, "..", ".venv", "bin", "python");
const STORY_WORDS = join(HERE, "..", "tests", "e2e", "story_words.py");
const PANEL = join(HERE, "src", "panel");
/** With the oldest version that is built for; manifest.mjs says the same to the browser. */
const BROWSERS = { chrome: "chrome148", firefox: "firefox142" };
const ENTRY_POINTS = {
  background: "src/entrypoints/background.ts",
  content: "src/entrypoints/content.ts",
  offscreen: "src/entrypoints/offscreen.ts",
  panel: "src/entrypoints/panel.tsx",
  worker: "src/media/worker.ts",
};

/** Build for one browser ("chrome" or "firefox"); the same source gives the same files, wherever and whenever. */
export async function buildExtension(browser, out) {
  await bundle(ENTRY_POINTS, out, browser, { minify: true });
  for (const page of ["panel.html", "offscreen.html"]) cpSync(join(HERE, "pages", page), join(out, page));
  cpSync(join(HERE, "_locales"), join(out, "_locales"), { recursive: true });
  cpSync(join(HERE, "icons"), join(out, "icons"), { recursive: true });
  writeFileSync(join(out, "manifest.json"), `${JSON.stringify(MANIFESTS[browser](), null, 2)}\n`);
}

/** With what the server says, in its own words: they come from its texts, so Python is needed. */
async function buildStories(out) {
  const define = { __SAID__: execFileSync(PYTHON, [STORY_WORDS], { encoding: "utf8", maxBuffer: 2 ** 24 }) };
  await bundle({ stories: "stories/main.tsx" }, out, "chrome", { minify: false, define });
  cpSync(join(HERE, "stories", "stories.html"), join(out, "index.html"));
}

async function bundle(entryPoints, outdir, browser, { define = {}, ...options }) {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  await build({
    absWorkingDir: HERE,
    entryPoints,
    outdir,
    bundle: true,
    format: "iife",
    jsx: "automatic",
    jsxImportSource: "preact",
    target: BROWSERS[browser],
    define: { __VERSION__: JSON.stringify(version()), __BROWSER__: JSON.stringify(browser), ...define },
    legalComments: "inline",
    ...options,
  });
  for (const sheet of readdirSync(PANEL).filter((name) => name.endsWith(".css"))) {
    cpSync(join(PANEL, sheet), join(outdir, sheet));
  }
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv.includes("--stories")) await buildStories(join(HERE, "dist-stories"));
  else for (const browser of Object.keys(BROWSERS)) await buildExtension(browser, join(HERE, `dist-${browser}`));
  console.log(`extension ${version()} built in extension/dist-*`);
}
