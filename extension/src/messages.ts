/**
 * Everything that the extension's own parts say to each other, in one place, with checks of what comes in.
 *
 *     content script ──"tiles" port──▶ offscreen document ──postMessage──▶ worker (owns the socket)
 *     panel ──────────"panel" port──▶ offscreen document
 *     panel, content ──one-time──────▶ background ──one-time──▶ offscreen document
 */
import type { Crop } from "./capture/tiles";
import type { LinkProblem, LinkState, SessionView } from "./session/session_view";
import type { CheckOrder, ItemChange, NoteOrder, PageReport, Pairing, ShareProblem, TileInfo } from "./values";
import type { AnswerKind, ItemAnswer, ServerMessage } from "./wire/messages.gen";

export const TILES_PORT = "candor.tiles";
export const PANEL_PORT = "candor.panel";

export type PixelFormat = "I420" | "NV12" | "RGBA";

/** One picture of the tile, already scaled, planes packed one after the other without padding. */
export interface RawPicture {
  format: PixelFormat;
  width: number;
  height: number;
  colorSpace: VideoColorSpaceInit | null;
  data: ArrayBuffer;
}

/** Which part of the next picture the server wants from nearby. */
export interface CloseUpOrder {
  /** Goes back with it. */
  id: number;
  /** Of the picture that is sent. */
  crop: Crop;
}

/** A part of the same picture as the page has it, which the server has asked for. */
export interface CloseUp {
  id: number;
  picture: RawPicture;
}

/** A block of the tile's sound, one channel, -1 to 1, at the rate that the browser gives. */
export interface RawSound {
  /** When its first sample was heard, on the clock of the pictures. */
  capturedAtS: number;
  hz: number;
  samples: ArrayBuffer;
}

// --- content script and offscreen document -------------------------------------------------------------------------

/** What the call page does for a shared tab: be marked while one is chosen, let a rectangle be drawn and kept, nothing. */
export type ShareStep = "choose" | "draw" | "off";

export type FromContent =
  | { kind: "page"; page: PageReport }
  | { kind: "picked"; tile: TileInfo; platform: string }
  | { kind: "lost" }
  | { kind: "picture"; capturedAtS: number; picture: RawPicture; closeUp?: CloseUp | undefined }
  | { kind: "sound"; sound: RawSound }
  /** The rectangle on the page from which the tab's pictures are to be cut; null: none was drawn. */
  | { kind: "crop"; crop: Crop | null; name: string | null }
  /** The page is marked, so that its tab is told from others. */
  | { kind: "marked" }
  /** Only from the source of the shared tab, which speaks like a frame. */
  | { kind: "share"; step: ShareStep }
  | { kind: "share_problem"; problem: ShareProblem | null };

export type ToContent =
  | { kind: "mode"; mode: TileMode; isMine: boolean; fps: number }
  | { kind: "pick"; id: number }
  /** Let the interviewer point at a picture. */
  | { kind: "point" }
  | { kind: "share_tab" }
  | { kind: "share"; step: ShareStep }
  | { kind: "marked" }
  | { kind: "crop"; frame: number; crop: Crop | null; name: string | null }
  /** A frame of the call page is gone. */
  | { kind: "gone"; frame: number }
  | { kind: "close_up"; order: CloseUpOrder }
  | { kind: "taken" };

/** hidden: show nothing. picking: a button on each tile. picked: a mark on one tile. live: that tile is captured. */
export type TileMode = "hidden" | "picking" | "picked" | "live";

// --- panel and offscreen document ----------------------------------------------------------------------------------

/** Changes that the server does not have yet, of one interview. */
export interface KeptChanges {
  interview: string;
  changes: ItemChange[];
}

export type FromPanel =
  | { kind: "pick"; frame: number; id: number }
  | { kind: "unpick" }
  | { kind: "point" }
  | { kind: "share_tab" }
  | { kind: "start" }
  | { kind: "end" }
  | { kind: "forget" }
  | { kind: "answer"; warning: string; answer: AnswerKind; note: string }
  | NoteOrder
  | { kind: "draft"; note: NoteOrder }
  /** The interviewer shares the screen, and says that this panel is not on it. */
  | { kind: "unseen" }
  | CheckOrder
  | ItemChange;

export interface ToPanel {
  kind: "view";
  view: SessionView;
}

// --- one-time messages ---------------------------------------------------------------------------------------------

/**
 * prepare: make the offscreen document, tell it the pairing and what was kept. look: run the content script in the call
 * page. keep: hold what the server does not have yet in session memory, which the offscreen document cannot reach.
 */
export type ToBackground =
  | { to: "background"; command: "prepare" }
  | { to: "background"; command: "look" }
  | { to: "background"; command: "keep"; kept: KeptChanges | null };

export type LookReply = { ok: true } | { ok: false; reason: "no_tab" | "closed_page" };

export interface ToOffscreen {
  to: "offscreen";
  pairing: Pairing | null;
  kept: KeptChanges | null;
}

// --- offscreen document and worker ---------------------------------------------------------------------------------

export type FromWorker =
  | { kind: "link"; state: LinkState; problem: LinkProblem | null; retryAtMs: number | null }
  | { kind: "message"; message: ServerMessage }
  /** One picture is dealt with; 0 when it did not go out. */
  | { kind: "taken"; sentBytes: number }
  /** So many pictures a second are within the budget (media/budget.ts). */
  | { kind: "pace"; fps: number };

export type ToWorker =
  | { kind: "open"; pairing: Pairing; language: string }
  | { kind: "tile"; width: number; height: number; platform: string; name: string | null }
  | { kind: "picture"; capturedAtS: number; picture: RawPicture; closeUp?: CloseUp | undefined }
  | { kind: "sound"; sound: RawSound }
  | { kind: "answer"; warning: string; answer: AnswerKind; note: string }
  | NoteOrder
  | CheckOrder
  | { kind: "item"; answer: ItemAnswer }
  | { kind: "end" }
  | { kind: "close" };

// --- checks --------------------------------------------------------------------------------------------------------

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

export function isToBackground(message: unknown): message is ToBackground {
  if (!isRecord(message) || message.to !== "background") return false;
  if (message.command === "keep") return message.kept === null || isKept(message.kept);
  return message.command === "prepare" || message.command === "look";
}

export function isToOffscreen(message: unknown): message is ToOffscreen {
  if (!isRecord(message) || message.to !== "offscreen") return false;
  const isPaired = message.pairing === null || isPairing(message.pairing);
  return isPaired && (message.kept === null || isKept(message.kept));
}

export function isPairing(value: unknown): value is Pairing {
  return (
    isRecord(value) &&
    ["server", "streamUrl", "token", "interview", "candidate"].every((key) => typeof value[key] === "string") &&
    (value.expiresAtMs === null || typeof value.expiresAtMs === "number")
  );
}

/** The changes themselves are looked at where they are used. */
function isKept(value: unknown): value is KeptChanges {
  return isRecord(value) && typeof value.interview === "string" && Array.isArray(value.changes);
}

const FROM_CONTENT = ["page", "picked", "lost", "picture", "sound", "crop", "marked"];
const FROM_PANEL = [
  "pick",
  "unpick",
  "point",
  "share_tab",
  "start",
  "end",
  "forget",
  "answer",
  "note",
  "draft",
  "unseen",
  "check_start",
  "check_skip",
  "check_confirm",
  "item",
];

export function isFromContent(message: unknown): message is FromContent {
  return isRecord(message) && FROM_CONTENT.includes(String(message.kind));
}

export function isFromPanel(message: unknown): message is FromPanel {
  return isRecord(message) && FROM_PANEL.includes(String(message.kind));
}
