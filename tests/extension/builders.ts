/** Values for tests, each complete and each changed where a test needs it. */

import type { SessionView } from "../../extension/src/session/session_view";
import { emptyView } from "../../extension/src/session/view";
import type { ItemChange, PageReport, Pairing, TileInfo } from "../../extension/src/values";
import type {
  ChecklistCard,
  ChecklistMessage,
  CheckMessage,
  NotedItem,
  ServerMessage,
  StateMessage,
  WarningMessage,
  Welcome,
} from "../../extension/src/wire/messages.gen";

export const PAIRING: Pairing = {
  server: "http://127.0.0.1:8700",
  streamUrl: "ws://127.0.0.1:8701/stream",
  token: "secret",
  interview: "i-1",
  candidate: "Ada",
  expiresAtMs: null,
};

export const TILE: TileInfo = { id: 3, name: "Ada", width: 1280, height: 720, kind: "person", isDrawn: false };

export const PAGE: PageReport = { platform: "generic", tiles: [TILE], misfits: [], sharing: null };

export const WELCOME: Welcome = {
  type: "welcome",
  interview: "i-1",
  candidate: "Ada",
  credit: 4,
  limits: {
    max_frame_bytes: 2_000_000,
    max_frame_px: 2_073_600,
    target_fps: 5,
    sound_hz: 16_000,
    sound_codecs: ["opus", "pcm"],
  },
  resumed: false,
};

export const STATE: StateMessage = { type: "state", event: 1, at_s: 1, questions: [], faces: 1, fps: 5, dropped: 0 };

export function warning(change: Partial<WarningMessage> = {}): WarningMessage {
  return {
    type: "warning",
    event: 1,
    id: "w-1",
    question: "identity",
    severity: "amber",
    code: "id_mismatch",
    at_s: 10,
    until_s: null,
    title: "t",
    detail: "d",
    harmless: ["glasses"],
    next_step: "n",
    say: "s",
    evidence_jpeg_base64: null,
    ...change,
  };
}

export function check(change: Partial<CheckMessage> = {}): CheckMessage {
  return {
    type: "check",
    id: "check-1",
    kind: "turn_head",
    side: "left",
    phase: "running",
    at_s: 10,
    until_s: null,
    deadline_s: 8,
    left_s: 8,
    title: "t",
    say: "s",
    look: "l",
    digits: null,
    result: "",
    confirmed: null,
    alternatives: ["look_up"],
    evidence_jpeg_base64: null,
    ...change,
  };
}

export function card(id: string, change: Partial<ChecklistCard> = {}): ChecklistCard {
  return {
    id,
    section: "place",
    kind: "question",
    title: `Title of ${id}`,
    say: `Say ${id}`,
    follow_ups: [],
    hint: "",
    anchors: [],
    movement: false,
    extra: false,
    ...change,
  };
}

export function noted(item: string, change: Partial<NotedItem> = {}): NotedItem {
  return {
    item,
    change: `c-${item}`,
    mark: "asked",
    at_s: 65,
    text: "",
    rating: null,
    reason: null,
    by: "Ina",
    ...change,
  };
}

export function itemChange(item: string, change: Partial<ItemChange> = {}): ItemChange {
  return {
    kind: "item",
    change: `n-${item}`,
    item,
    mark: "asked",
    text: "",
    rating: null,
    reason: null,
    givenAtMs: 0,
    ...change,
  };
}

/** Three items are counted: id_card, place and work. */
export const CHECKLIST: ChecklistMessage = {
  type: "checklist",
  template: "small",
  version: 1,
  title: "A small checklist",
  items: [
    card("id_card", { section: "identity", kind: "check" }),
    card("light", { section: "identity", kind: "check", extra: true }),
    card("place"),
    card("work", { section: "experience", anchors: ["General", "Some detail", "Detail that holds"] }),
    card("degree", { section: "process", kind: "verify" }),
  ],
  noted: [],
  earlier: [],
};

/** An interview that runs as it should at the time 0. */
export function runningView(change: Partial<SessionView> = {}): SessionView {
  return {
    ...emptyView(),
    pairing: PAIRING,
    phase: "running",
    link: "open",
    startedAtMs: 0,
    heardAtMs: 0,
    pictureAtMs: 0,
    frames: [{ frame: 1, ...PAGE }],
    picked: { frame: 1, platform: "generic", tile: TILE, isPresent: true },
    ...change,
  };
}

export function json(message: ServerMessage): string {
  return JSON.stringify(message);
}
