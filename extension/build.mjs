// Builds the extension into dist-chrome/, or with --stories the panel's story pages into dist-stories/.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { chromeManifest, version } from "./manifest.mjs";

const stories = process.argv.includes("--stories");
const out = stories ? "dist-stories" : "dist-chrome";
const entryPoints = stories
  ? { stories: "stories/main.tsx" }
  : {
      background: "src/entrypoints/background.ts",
      content: "src/entrypoints/content.ts",
      offscreen: "src/entrypoints/offscreen.ts",
      panel: "src/entrypoints/panel.tsx",
      worker: "src/media/worker.ts",
    };

process.chdir(import.meta.dirname);
rmSync(out, { recursive: true, force: true });
mkdirSync(out);
await build({
  entryPoints,
  outdir: out,
  bundle: true,
  minify: !stories,
  format: "iife",
  target: "chrome148",
  jsx: "automatic",
  jsxImportSource: "preact",
  define: { __VERSION__: JSON.stringify(version()) },
  legalComments: "inline",
});
for (const sheet of ["panel.css", "checklist.css"]) cpSync(`src/panel/${sheet}`, `${out}/${sheet}`);
if (stories) {
  cpSync("stories/stories.html", `${out}/index.html`);
} else {
  for (const page of ["panel.html", "offscreen.html"]) cpSync(`pages/${page}`, `${out}/${page}`);
  cpSync("_locales", `${out}/_locales`, { recursive: true });
  cpSync("icons", `${out}/icons`, { recursive: true });
  writeFileSync(`${out}/manifest.json`, `${JSON.stringify(chromeManifest(), null, 2)}\n`);
}
console.log(`extension ${version()} built in extension/${out}`);
