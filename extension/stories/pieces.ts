/**
 * What the stories are made of: one interview as it goes, its warnings, checks and notes, in the words of the server.
 */
import type { LookReply } from "../src/messages";
import type { FramePage, HeldCheck, HeldNote, PickedTile, SessionView, Trend } from "../src/session/session_view";
import { emptyTrend, withState } from "../src/session/trend";
import { emptyView } from "../src/session/view";
import type { TileInfo } from "../src/values";
import type {
  CheckMessage,
  HeldEscalation,
  Question,
  State,
  StateMessage,
  ToldContact,
  WarningMessage,
} from "../src/wire/messages.gen";
import { withList as listOn } from "./checklist";
import { SAID, typed } from "./said";

export interface Story {
  view: SessionView;
  look?: LookReply;
  isAlone?: boolean;
  tab?: "checklist";
}

/** A fixed time, so that pictures of stories can be compared. */
export const NOW_MS = Date.UTC(2026, 0, 15, 14, 32, 7);
/** Seconds since the first picture. */
export const NOW_S = 27 * 60 + 7;

export const tile: TileInfo = {
  id: 1,
  name: "Dewi Lestari Kusumawardhani",
  width: 1280,
  height: 720,
  kind: "person",
  isDrawn: false,
};
export const selfView: TileInfo = { id: 2, name: null, width: 640, height: 360, kind: "self", isDrawn: false };

export const paired: SessionView = {
  ...emptyView(),
  pairing: {
    server: "http://127.0.0.1:8700",
    streamUrl: "ws://127.0.0.1:8701",
    token: "t",
    interview: "i-1",
    candidate: "Dewi Lestari Kusumawardhani",
    expiresAtMs: null,
  },
};
export function page(change: Partial<FramePage>): FramePage {
  const tiles = [tile, selfView, { ...tile, id: 3, name: null }];
  return { frame: 1, platform: "generic", tiles, misfits: [], sharing: null, ...change };
}
export const withTiles: SessionView = {
  ...paired,
  frames: [page({})],
};
export const dewi: PickedTile = { frame: 1, platform: "generic", tile, isPresent: true };
export const picked: SessionView = { ...withTiles, picked: dewi };

/** State and code of its reason. */
type Reasons = Partial<Record<Question, [State, string]>>;

export function stateOf(reasons: Reasons, faces = 1): StateMessage {
  const lines: Required<Reasons> = {
    identity: ["no_concern", "matches_id_photo"],
    live_person: ["checking", "too_short"],
    genuine: ["cant_tell", "only_looked_on"],
    continuity: ["no_concern", "same_person_so_far"],
    ...reasons,
  };
  return {
    type: "state",
    event: 1,
    at_s: NOW_S,
    faces,
    fps: 7.9,
    dropped: 0,
    sound: "speech",
    questions: Object.entries(lines).map(([question, [state, reason]]) => ({
      question: question as Question,
      state,
      reason,
      text: SAID.reasons[reason] ?? reason,
    })),
  };
}

export function warningOf(id: string, code: string, change: Partial<WarningMessage> = {}): WarningMessage {
  const { title, detail, harmless, next_step, say } = SAID.cards[code] as WarningMessage;
  return {
    type: "warning",
    event: 1,
    id,
    question: "identity",
    severity: "red",
    code,
    at_s: NOW_S - 45,
    until_s: null,
    title,
    detail,
    harmless,
    next_step,
    say,
    evidence_jpeg_base64: evidence(),
    ...change,
  };
}

export function heldOf(change: Partial<CheckMessage>): HeldCheck {
  const check: CheckMessage = {
    type: "check",
    id: "check-1",
    kind: "turn_head",
    side: "left",
    phase: "running",
    at_s: NOW_S - 3,
    until_s: null,
    deadline_s: 8,
    left_s: 5,
    title: "",
    say: "",
    look: "",
    ...SAID.checks[change.kind ?? "turn_head"],
    digits: null,
    result: "",
    confirmed: null,
    alternatives: ["look_up", "lean_in", "say_digits"],
    evidence_jpeg_base64: null,
    ...change,
  };
  return { check, atMs: NOW_MS, chosen: null };
}

export const withCheck = (change: Partial<CheckMessage>, view = running): Story => ({
  view: { ...view, checks: [...view.checks, heldOf(change)] },
});
export const DIGITS: Partial<CheckMessage> = {
  kind: "say_digits",
  side: "",
  digits: "4071",
  alternatives: ["look_up"],
};

/** A drawn picture: no real person stands in a story. */
export function evidence(faces = 1): string {
  const canvas = document.createElement("canvas");
  canvas.width = 160 * faces;
  canvas.height = 160;
  const context = canvas.getContext("2d");
  for (let left = 0; context && left < canvas.width; left += 160) {
    context.fillStyle = "#6f8796";
    context.fillRect(left, 0, 160, 160);
    context.fillStyle = "#d9b596";
    context.beginPath();
    context.ellipse(left + 80, 78, 38, 50, 0, 0, 2 * Math.PI);
    context.ellipse(left + 80, 178, 66, 48, 0, 0, 2 * Math.PI);
    context.fill();
  }
  return canvas.toDataURL("image/jpeg").split(",")[1] ?? "";
}

/** Ten minutes that went well, but for the last of them if `now` says so. */
function trendOf(now: StateMessage): Trend {
  const before = stateOf({ live_person: ["checking", ""], genuine: ["checking", ""] });
  const states = [600, 560, 240, 236, 90].map((agoS, index): StateMessage => {
    const dim: Reasons = index === 2 ? { identity: ["cant_tell", ""], continuity: ["cant_tell", ""] } : {};
    return { ...(index === 2 ? stateOf(dim) : before), at_s: NOW_S - agoS };
  });
  const every2S = states.flatMap((state, index) => {
    const untilS = states[index + 1]?.at_s ?? NOW_S - 40;
    const times = Array.from({ length: Math.floor((untilS - state.at_s) / 2) }, (_, step) => state.at_s + 2 * step);
    return times.map((at_s) => ({ ...state, at_s }));
  });
  const latest = Array.from({ length: 13 }, (_, step) => ({ ...now, at_s: NOW_S - 24 + 2 * step }));
  return [...every2S, ...latest].reduce(withState, emptyTrend());
}

export const told = (state: StateMessage) => ({ state, stateAtMs: NOW_MS, trend: trendOf(state) });

export const NOTES: HeldNote[] = [
  {
    id: "n-1",
    atS: 190,
    text: typed("Says she moved to Bandung in March.", "Katanya pindah ke Bandung bulan Maret."),
    by: "Rani",
    isSaved: true,
  },
  {
    id: "n-2",
    atS: 722,
    text: typed(
      "Drew the queue and its retry by hand; knew why it was slow.",
      "Menggambar antreannya sendiri; tahu mengapa lambat.",
    ),
    by: "Rani",
    isSaved: true,
  },
  {
    id: "n-3",
    atS: 1204,
    text: typed(
      "Third face: her brother brought tea.\nHe left at once.",
      "Wajah lain: adiknya mengantar teh.\nLangsung pergi.",
    ),
    by: "Rani",
    isSaved: true,
  },
  {
    id: "n-4",
    atS: 1580,
    text: typed("Ask the registrar about 2019.", "Tanya bagian akademik soal 2019."),
    by: "",
    isSaved: false,
  },
];

export const running: SessionView = {
  ...picked,
  phase: "running",
  sentFps: 8,
  sentKbitPerS: 310,
  link: "open",
  candidate: "Dewi Lestari Kusumawardhani",
  ...told(stateOf({})),
};
export const another = warningOf("w-2", "extra_face", {
  severity: "amber",
  question: "continuity",
  at_s: NOW_S - 200,
  until_s: NOW_S - 180,
  evidence_jpeg_base64: null,
});
export const alarmed: SessionView = {
  ...running,
  ...told(stateOf({ identity: ["pause_and_verify", "id_mismatch"] }, 2)),
  cards: [
    { warning: warningOf("w-1", "id_mismatch"), chosen: null },
    { warning: another, chosen: null },
    { warning: warningOf("w-3", "face_hidden", { severity: "amber" }), chosen: "explained" },
  ],
};
const DIAN: ToldContact = {
  name: "Dian Pratiwi",
  reach: "ext. 12 or #interview-help",
  within_min: 10,
  meanwhile: typed(
    "Go on with the questions and decide nothing yet.",
    "Lanjutkan pertanyaan, jangan putuskan apa pun dulu.",
  ),
};
export const escalatedView = (change: Partial<HeldEscalation> | null, contact: ToldContact | null = DIAN): Story => ({
  view: {
    ...alarmed,
    cards: alarmed.cards.map((card) => ({ ...card, chosen: card.warning.id === "w-1" ? "escalate" : card.chosen })),
    contact,
    escalations: change
      ? [{ number: 1, warning: "w-1", phase: "open", by: "", reason: null, words: "", ...change }]
      : [],
  },
});
export const over: SessionView = {
  ...running,
  phase: "ended",
  link: "closed",
  reportUrl: "http://127.0.0.1:8700/report",
};
export const broken: SessionView = {
  ...running,
  link: "waiting",
  linkProblem: "lost",
  gap: "no_connection",
  retryAtMs: NOW_MS + 4000,
};
export const withList = (change: Parameters<typeof listOn>[1], view = running) => listOn(view, change);
export const checklistOf = (view: SessionView): Story => ({ view, tab: "checklist" });
export const blind = (reason: string): [State, string] => ["cant_tell", reason];
