/**
 * What a call site's page is assumed to look like. A platform is a list of hooks: where on the page a fact stands, and who
 * has seen it there. The fragments in tests/extension/platforms/fragments show each of them.
 */

/** One assumption about a page. The first hook of a list that is found counts. */
export interface Hook {
  selector: string;
  /** Where the value stands; the element's own words otherwise. */
  attribute?: string;
  /** What the value must look like; a group in it is the value. */
  value?: RegExp;
  /** Counts only if a single element of the page matches. */
  isOnly?: true;
  /** The public code or documentation that says so, and the date of that. None of it was seen on a live call by us. */
  seen: string;
}

export interface Hooks {
  /** The box of one person or one shared screen. */
  tile: readonly Hook[];
  /** Inside the tile: what the person is called. */
  name: readonly Hook[];
  /** On or inside the tile: what stays the same when the page builds the tile anew, and differs between people. */
  person: readonly Hook[];
  /** On or inside the tile: it is the interviewer's own picture. */
  own: readonly Hook[];
  /** On or inside the tile: it is a shared screen. */
  screen: readonly Hook[];
  /** On or inside the tile: it shows whoever speaks, so it is nobody's. */
  stage: readonly Hook[];
  /** Elements that lie where a canvas below them shows one person. */
  slot: readonly Hook[];
  /** Anywhere on the page: the interviewer is sharing something. */
  sharing: readonly Hook[];
}

export interface PageAddress {
  hostname: string;
  pathname: string;
}

export interface Platform {
  name: string;
  isAt(page: PageAddress, root: ParentNode): boolean;
  hooks: Hooks;
}

export const NO_HOOKS: Hooks = {
  tile: [],
  name: [],
  person: [],
  own: [],
  screen: [],
  stage: [],
  slot: [],
  sharing: [],
};

/** How the button says it that ends a presentation; other languages say it in other words. */
export const STOP_SHARING: Hook = {
  selector: "button[aria-label]",
  attribute: "aria-label",
  value: /^Stop (?:presenting|sharing)\b/i,
  seen: "Vexa-ai/vexa 2026, for Meet and Teams; English pages only",
};

/** True for the domain itself and everything below it. */
export function isWithin(hostname: string, domain: string): boolean {
  return hostname === domain || hostname.endsWith(`.${domain}`);
}
