/**
 * What is wrong with a page as people meet it: too wide, cut off, unnamed, hard to read, and what axe-core finds.
 */
import { readFileSync } from "node:fs";
import { packages } from "./harness.mjs";

/** WCAG 2.2, 1.4.3: text of normal size. */
export const MIN_CONTRAST = 4.5;

/** What axe-core finds wrong with a page, each as "rule: element"; all of its rules are asked, best practices too. */
export async function axeFinds(page) {
  // Evaluated by the browser's debugger, so that the page's own content security policy stays as it is.
  if (!(await page.evaluate(() => "axe" in globalThis))) {
    await page.evaluate(readFileSync(packages.resolve("axe-core/axe.min.js"), "utf8"));
  }
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
  });
}

/** Runs in the page: everything that is wrong with what is shown. */
export function inspect(minContrast) {
  const problems = [];
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) problems.push(`${wide} px wide`);
  for (const box of document.querySelectorAll("main *, .banner *")) {
    const isClipped = box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible";
    if (isClipped && !box.closest(".visually-hidden")) problems.push(`cut off: ${box.className || box.tagName}`);
  }
  if (/undefined|null|NaN|\$\d/.test(document.body.innerText)) problems.push("a word is missing");
  for (const control of document.querySelectorAll("button, a, summary")) {
    const name = control.textContent.trim() || control.querySelector("img")?.alt;
    if (!name) problems.push("a control without a name");
    const { height } = control.getBoundingClientRect();
    if (height > 0 && height < 24) problems.push(`${name}: ${height} px high`);
  }
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const painted = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    const linear = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || element.closest("script, .visually-hidden")) continue;
    const grounds = [];
    for (let box = element; box; box = box.parentElement) grounds.unshift(getComputedStyle(box).backgroundColor);
    const ground = painted(["white", ...grounds]);
    const ink = painted(["white", ...grounds, getComputedStyle(element).color]);
    const contrast = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
    if (contrast < minContrast)
      problems.push(`contrast ${contrast.toFixed(1)}: ${texts.currentNode.data.slice(0, 40)}`);
  }
  return problems;
}
