/**
 * What is known about the interview at this moment, in types. view.ts and its neighbours say how each event changes it.
 */
import type { ItemChange, NoteOrder, PageReport, Pairing, ShareProblem, TileInfo } from "../values";
import type {
  AnswerKind,
  ChecklistMessage,
  CheckMessage,
  ErrorCode,
  HeldEscalation,
  NoticeCode,
  Question,
  State,
  StateMessage,
  Summary,
  ToldContact,
  WarningMessage,
} from "../wire/messages.gen";

/** idle: not started. running: pictures are taken. ending: End was pressed, the server has not answered yet. */
export type Phase = "idle" | "running" | "ending" | "ended";

export type LinkState = "closed" | "connecting" | "open" | "waiting";

/** Why a connection could not be opened or was lost; words for it are in the locales. */
export type LinkProblem = "unreachable" | "refused" | "expired" | "lost";

export interface FramePage extends PageReport {
  /** Number of the frame's port; with the tile's id it names a tile. */
  frame: number;
}

export interface PickedTile {
  frame: number;
  platform: string;
  tile: TileInfo;
  /** False while the page has taken the tile away and no successor is found. */
  isPresent: boolean;
}

export interface Card {
  warning: WarningMessage;
  /** What the interviewer has just chosen, before the server has confirmed it. */
  chosen: AnswerKind | null;
}

export interface NoticeLine {
  code: NoticeCode;
  text: string;
  atMs: number;
}

export interface SessionView {
  phase: Phase;
  pairing: Pairing | null;
  frames: FramePage[];
  picked: PickedTile | null;
  /** Why the call's tab could not be shared, the last time that it was tried. */
  shareProblem: ShareProblem | null;
  /** The interviewer has said that the panel is not on what is shared now. */
  isUnseen: boolean;
  link: LinkState;
  linkProblem: LinkProblem | null;
  /** When the next attempt to connect begins, milliseconds since 1970. */
  retryAtMs: number | null;
  candidate: string | null;
  /** What the server asks for. */
  targetFps: number;
  /** What the budget of bytes allows. */
  allowedFps: number;
  state: StateMessage | null;
  /** When that state came. */
  stateAtMs: number | null;
  trend: Trend;
  /** When the server last told the state, or welcomed us. */
  heardAtMs: number | null;
  pictureAtMs: number | null;
  sentFps: number;
  sentKbitPerS: number;
  startedAtMs: number | null;
  cards: Card[];
  /** Whom to tell about an escalated warning; null: nobody was named, or not known yet. */
  contact: ToldContact | null;
  /** How each escalation stands, oldest first. */
  escalations: readonly HeldEscalation[];
  /** Movement checks, oldest first. */
  checks: HeldCheck[];
  /** When the interviewer asked for a check that the server has not begun yet. */
  checkAskedAtMs: number | null;
  /** The interviewer's own, in the order of the interview. */
  notes: HeldNote[];
  /** A note that is being written: kept here, so that closing the panel loses nothing. */
  draft: NoteOrder | null;
  checklist: ChecklistMessage | null;
  /** Changes of the checklist that the server does not have yet, oldest first; at most one an item. */
  unsaved: ItemChange[];
  /** The server refused one of them: it is not sent again. */
  itemRefused: boolean;
  notices: NoticeLine[];
  /** The server said why it will not go on. */
  failure: { code: ErrorCode; text: string } | null;
  reportUrl: string | null;
  /** What the server says at the end. */
  summary: Summary | null;
  /** Why protection is not running, or null. */
  gap: Gap | null;
}

export interface HeldCheck {
  check: CheckMessage;
  /** When it came to this phase (or, running, was told last), milliseconds since 1970: the countdown goes on from there. */
  atMs: number;
  /** What the interviewer has just said of it, before the server has confirmed it. */
  chosen: boolean | null;
}

export interface HeldNote {
  id: string;
  /** Interview time that it is about. */
  atS: number;
  text: string;
  /** Empty before the server has said. */
  by: string;
  isSaved: boolean;
}

export interface Stretch {
  state: State;
  /** Interview time; the first stretch may have begun before what is shown. */
  fromS: number;
  untilS: number;
}

/** Oldest first. What lies between two stretches was not watched. */
export type Trend = Record<Question, readonly Stretch[]>;

/** Why protection is not running. */
export type Gap =
  | "server_said_no"
  | "page_gone"
  | "tile_gone"
  | "share_ended"
  | "screen_shared"
  | "no_connection"
  | "no_consent"
  | "analysis_stopped"
  | "no_pictures"
  | "not_painted"
  | "no_answer";
