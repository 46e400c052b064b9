/**
 * The story pages of the panel: every state that it can have, built by `node build.mjs --stories`.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CHECKOUT, OUTPUT } from "./harness.mjs";

export const PICTURES = join(OUTPUT, "panel");
const INDEX = pathToFileURL(join(CHECKOUT, "extension", "dist-stories", "index.html")).href;

export function buildStories() {
  execFileSync(process.execPath, ["build.mjs", "--stories"], { cwd: join(CHECKOUT, "extension") });
  mkdirSync(PICTURES, { recursive: true });
}

export function storyUrl(story, lang = "en") {
  return `${INDEX}?story=${story}&lang=${lang}`;
}

/** The names of all stories. */
export async function storiesOf(page) {
  await page.goto(INDEX);
  return (await page.evaluate(() => document.documentElement.dataset.stories)).split(" ");
}
