/**
 * Is this tile still the person who was picked, and if not, which one is? Pages build tiles anew, move people between them,
 * pin one and shrink the others. A tile of another person is never taken for the candidate's.
 */
import type { PictureKind } from "../platforms/read";
import { overlap } from "./tiles";

/** What a tile tells about who is seen in it. */
export interface Identity {
  kind: PictureKind;
  name: string | null;
  person: string | null;
  box: DOMRectReadOnly;
}

/** Share of two boxes in common from which they are the same place. */
const SAME_PLACE = 0.5;

/** Nothing on the page says that somebody else took the place of the picked one. */
export function mayBeSame(picked: Identity, now: Identity): boolean {
  if (isSomebody(picked) !== isSomebody(now)) return false;
  if (picked.person !== null && now.person !== null) return picked.person === now.person;
  return picked.name === null || now.name === null || picked.name === now.name;
}

/** The tile that shows the picked person now, or null when it cannot be told: then the interviewer picks again. */
export function successorOf<T extends Identity>(picked: Identity, tiles: T[]): T | null {
  const alike = tiles.filter((tile) => tile.kind === picked.kind);
  const samePerson = alike.filter((tile) => picked.person !== null && tile.person === picked.person);
  if (samePerson.length > 0) return largest(samePerson);
  // Somebody who leaves and comes back has a new mark, and the old name.
  const sameName = alike.filter((tile) => picked.name !== null && tile.name === picked.name);
  if (sameName.length > 0) return onlyOne(sameName);
  const possible = alike.filter((tile) => mayBeSame(picked, tile));
  return onlyOne(possible) ?? possible.find((tile) => overlap(picked.box, tile.box) > SAME_PLACE) ?? null;
}

/** A camera picture, whoever's: sites tell the interviewer's own one late, or not at all. */
function isSomebody({ kind }: Identity): boolean {
  return kind === "person" || kind === "self";
}

/** A pinned person is often seen twice. */
function largest<T extends Identity>(list: T[]): T | null {
  return list.reduce<T | null>((best, tile) => (best && best.box.width >= tile.box.width ? best : tile), null);
}

function onlyOne<T>(list: T[]): T | null {
  return list.length === 1 ? (list[0] ?? null) : null;
}
