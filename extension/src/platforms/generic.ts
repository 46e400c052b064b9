/**
 * Any page with a video: a name written inside or beside it. Unknown is a safe answer.
 */
import { NO_HOOKS, type Platform } from "./platform";
import { wordsOf } from "./words";

/** How far up from the video the tile's own box may be. */
const LEVELS = 4;
const NAME_SELECTOR =
  "[data-participant-name], [data-self-name], .participant-name, .displayname, .notranslate, figcaption";

export const generic: Platform = { name: "generic", isAt: () => true, hooks: NO_HOOKS };

/** A name near the picture, on a page of which nothing is known. */
export function nameNear(picture: Element): string | null {
  let box: Element | null = picture.parentElement;
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
  return wordsOf(attribute || element);
}
