/**
 * What any site tells about a tile: a name written inside or beside it. Unknown is a safe answer.
 */
const LONGEST_NAME = 80;
/** How far up from the video the tile's own box may be. */
const LEVELS = 4;
const NAME_SELECTOR =
  "[data-participant-name], [data-self-name], .participant-name, .displayname, .notranslate, figcaption";

export const platform = "generic";

export function nameOf(video: HTMLVideoElement): string | null {
  let box: Element | null = video.parentElement;
  for (let level = 0; box && level < LEVELS; level++, box = box.parentElement) {
    // A box with several videos belongs to the page, not to one person.
    if (box.querySelectorAll("video").length > 1) return null;
    const name = nameIn(box);
    if (name) return name;
  }
  return null;
}

function nameIn(box: Element): string | null {
  const element = box.matches(NAME_SELECTOR) ? box : box.querySelector(NAME_SELECTOR);
  if (!element) return null;
  const attribute = element.getAttribute("data-participant-name") ?? element.getAttribute("data-self-name");
  const name = (attribute || element.textContent || "").replace(/\s+/g, " ").trim();
  return name === "" ? null : name.slice(0, LONGEST_NAME);
}
