/**
 * Who speaks? Reduces what the browser says of a message's sender to the part of the extension that it is, so that every
 * listener takes messages from the one part that it expects. Other extensions, web pages and unknown pages are nobody.
 */
export type Part = "background" | "offscreen" | "panel" | "content";

export interface Origin {
  /** The extension's own id, and the address at which its files lie. */
  id: string;
  root: string;
}

/** The browser's words; `tab` and `frameId` are there when a page in a tab speaks. */
export interface SenderLike {
  id?: string | undefined;
  url?: string | undefined;
  tab?: unknown;
  frameId?: number | undefined;
}

/** Chromium's service worker is known by its script, Firefox's background page by a name that Firefox gives it. */
const FILES = new Map<string, Part>([
  ["background.js", "background"],
  ["_generated_background_page.html", "background"],
  ["offscreen.html", "offscreen"],
  ["panel.html", "panel"],
]);

export function partOf(sender: SenderLike | undefined, own: Origin): Part | null {
  if (!sender?.id || sender.id !== own.id) return null;
  const url = sender.url ?? "";
  if (url.startsWith(own.root)) return FILES.get(url.slice(own.root.length).replace(/[?#].*$/s, "")) ?? null;
  // Pages of other extensions never run our content script.
  const isInPage = sender.tab !== undefined && sender.frameId !== undefined && !/^[a-z]+-extension:/i.test(url);
  return isInPage ? "content" : null;
}
