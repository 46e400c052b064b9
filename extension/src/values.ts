/**
 * What the extension's parts speak about: tiles of the call page, the pairing, and what the interviewer asks and notes.
 * messages.ts says who tells it to whom, session/session_view.ts what is known.
 */
import type { PictureKind } from "./platforms/read";
import type { CheckKind, Mark, SkipReason } from "./wire/messages.gen";

/** What a tile's platform is called when its pictures are cut from the shared tab. */
export const TAB_PLATFORM = "tab";

/** What pairing gives: where to stream, and the right to do so for one interview. Kept in session memory only. */
export interface Pairing {
  server: string;
  streamUrl: string;
  token: string;
  interview: string;
  candidate: string;
  /** Milliseconds since 1970; null when the server named no end. */
  expiresAtMs: number | null;
}

/** A video tile that may be the candidate's. */
export interface TileInfo {
  id: number;
  name: string | null;
  width: number;
  height: number;
  /** The interviewer's own picture, a shared screen and a stage that shows whoever speaks are never offered first. */
  kind: PictureKind;
  /** True for a canvas: its page paints it only while its tab is in front. */
  isDrawn: boolean;
}

/** An assumption about a platform's page that no longer holds: no tiles, no names, or the own picture is not marked. */
export interface Misfit {
  need: "tile" | "name" | "own";
  /** What was looked for. */
  looked: string;
}

/** What of this computer the interviewer shares in the call; unknown: the page says that, but not what. */
export type Sharing = "screen" | "window" | "tab" | "unknown";

/** What one frame of the call page shows. */
export interface PageReport {
  platform: string;
  tiles: TileInfo[];
  misfits: Misfit[];
  sharing: Sharing | null;
}

/** Why the call's tab could not be shared. */
export type ShareProblem = "not_a_tab" | "other_tab" | "failed";

/** What the interviewer asks of movement checks; no kind: one is drawn. Passed on as it is from panel to worker. */
export type CheckOrder =
  | { kind: "check_start"; check: CheckKind | null; cannot: CheckKind[] }
  | { kind: "check_skip"; id: string }
  | { kind: "check_confirm"; id: string; seen: boolean };

/** A note of the interviewer, new or changed; without text it is removed. */
export interface NoteOrder {
  kind: "note";
  id: string;
  /** Interview time that it is about. */
  atS: number;
  text: string;
}

/** What the interviewer says of an item of the checklist, whole. Kept in session memory until the server has it. */
export interface ItemChange {
  kind: "item";
  /** Drawn for every change. */
  change: string;
  item: string;
  mark: Mark;
  text: string;
  rating: number | null;
  reason: SkipReason | null;
  /** Milliseconds since 1970. */
  givenAtMs: number;
}
