/**
 * The self-test: does a platform's page still look as its hooks say? Nothing depends on the answer: a picture without a name
 * can be picked as well as any other. But the interviewer is told why there is none.
 */
import type { Misfit } from "../values";
import type { Hook, Platform } from "./platform";
import type { Described, PictureKind } from "./read";

/** Pages build themselves up in steps: only what is missing this many looks in a row is missing. */
const LOOKS = 3;

export interface Judged {
  /** What the page says of a picture. */
  seen: Described;
  /** What the picture is, as far as its track tells. */
  kind: PictureKind;
}

export class FitTest {
  #missed = 0;

  constructor(private readonly platform: Platform) {}

  look(tiles: readonly Judged[]): Misfit[] {
    const misfits = misfitsOf(this.platform, tiles);
    this.#missed = misfits.length > 0 ? this.#missed + 1 : 0;
    return this.#missed >= LOOKS ? misfits : [];
  }
}

export function misfitsOf({ hooks }: Platform, tiles: readonly Judged[]): Misfit[] {
  const others = tiles.filter(({ kind }) => kind === "person" || kind === "stage");
  const misfits: Misfit[] = [];
  if (others.length > 0 && hooks.tile.length > 0 && !others.some(({ seen }) => seen.isInTile)) {
    misfits.push({ need: "tile", looked: selectorsOf(hooks.tile) });
  } else if (others.length > 0 && hooks.name.length > 0 && others.every(({ seen }) => seen.name === null)) {
    misfits.push({ need: "name", looked: selectorsOf(hooks.name) });
  }
  // A hook that counts only where it is alone says nothing by being absent.
  const marks = hooks.own.filter((hook) => !hook.isOnly);
  if (marks.length > 0 && tiles.some(({ seen, kind }) => kind === "self" && seen.isInTile && seen.kind !== "self")) {
    misfits.push({ need: "own", looked: selectorsOf(marks) });
  }
  return misfits;
}

function selectorsOf(hooks: readonly Hook[]): string {
  return [...new Set(hooks.map(({ selector }) => selector))].join(", ");
}
