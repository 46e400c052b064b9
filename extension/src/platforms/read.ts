/**
 * Reads a page by the hooks of its platform: what is this picture, and whose?
 */
import { nameNear } from "./generic";
import type { Hook, Platform } from "./platform";
import { wordsOf } from "./words";

/** person: somebody else. self: the interviewer. screen: a shared screen. stage: whoever speaks. */
export type PictureKind = "person" | "self" | "screen" | "stage";

export interface Described {
  kind: PictureKind;
  name: string | null;
  /** The page's own mark of this person; only good for comparing within one page. */
  person: string | null;
  /** True when the picture stands in a box as the platform makes them. */
  isInTile: boolean;
}

export function describe(platform: Platform, picture: Element): Described {
  const { hooks } = platform;
  const tile = tileOf(hooks.tile, picture);
  const within = tile ? [picture, tile] : [picture];
  const has = (list: readonly Hook[]) => list.some((hook) => within.some((place) => found(hook, place) !== null));
  const value = (list: readonly Hook[]) => (tile ? firstValue(list, tile) : null);
  const name = value(hooks.name);
  return {
    kind: has(hooks.own) ? "self" : has(hooks.screen) ? "screen" : has(hooks.stage) ? "stage" : "person",
    name: name === null ? nameNear(picture) : wordsOf(name),
    person: value(hooks.person),
    isInTile: tile !== null,
  };
}

/** Does the page say that the interviewer is sharing something? */
export function saysSharing(platform: Platform, root: ParentNode): boolean {
  return platform.hooks.sharing.some((hook) => inside(hook, root) !== null);
}

/** Elements that lie where a canvas shows one person. */
export function slotsIn(platform: Platform, root: ParentNode): HTMLElement[] {
  return platform.hooks.slot.flatMap((hook) => [...root.querySelectorAll<HTMLElement>(hook.selector)]);
}

function tileOf(hooks: readonly Hook[], picture: Element): Element | null {
  for (const { selector } of hooks) {
    const tile = picture.closest(selector);
    if (tile) return tile;
  }
  return null;
}

function firstValue(hooks: readonly Hook[], place: Element): string | null {
  for (const hook of hooks) {
    const value = found(hook, place);
    if (value) return value;
  }
  return null;
}

/** The hook's value on the element itself or below it; null when it is not there. */
function found(hook: Hook, place: Element): string | null {
  if (hook.isOnly && place.ownerDocument.querySelectorAll(hook.selector).length !== 1) return null;
  return (place.matches(hook.selector) ? valueAt(hook, place) : null) ?? inside(hook, place);
}

function inside(hook: Hook, place: ParentNode): string | null {
  for (const element of place.querySelectorAll(hook.selector)) {
    const value = valueAt(hook, element);
    if (value !== null) return value;
  }
  return null;
}

/** "" is a value, too: the element is there and nothing is asked of its words. */
function valueAt(hook: Hook, element: Element): string | null {
  const text = hook.attribute
    ? element.getAttribute(hook.attribute)
    : hook.value
      ? element.textContent
      : textOf(element);
  if (text === null) return null;
  if (!hook.value) return text;
  const match = hook.value.exec(text.trim());
  return match ? (match[1] ?? match[0]) : null;
}

function textOf(element: Element): string {
  return wordsOf(element) ?? "";
}
