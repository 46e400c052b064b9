/** Keeps to one person while the page moves, shrinks and rebuilds tiles. */
import type { Described, PictureKind } from "../platforms/read";
import { type Identity, mayBeSame, successorOf } from "./identity";

export interface Followable {
  box: HTMLElement;
  seen: Described;
  kind: PictureKind;
}

export class Follower<T extends Followable> {
  #box: HTMLElement;
  #identity: Identity;

  constructor(tile: T) {
    this.#box = tile.box;
    this.#identity = identityOf(tile);
  }

  /** The tile that shows the person now; null when that cannot be told. */
  find(tiles: readonly T[]): T | null {
    const before = this.#identity;
    const here = tiles.find((tile) => tile.box === this.#box && mayBeSame(before, identityOf(tile)));
    const found =
      here ??
      successorOf(
        before,
        tiles.map((tile) => ({ ...identityOf(tile), tile })),
      )?.tile ??
      null;
    if (!found) return null;
    const now = identityOf(found);
    this.#box = found.box;
    // A name or mark that the page has dropped for a moment is still the person's.
    this.#identity = { ...now, name: now.name ?? before.name, person: now.person ?? before.person };
    return found;
  }
}

function identityOf({ box, seen, kind }: Followable): Identity {
  return { kind, name: seen.name, person: seen.person, box: box.getBoundingClientRect() };
}
