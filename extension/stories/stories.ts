/**
 * The panel in every state that it can have, as values: for looking at it and for tests/e2e/panel.e2e.mjs.
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
  Summary,
  ToldContact,
  WarningMessage,
} from "../src/wire/messages.gen";
import { CARDS, withList as listOn, NOTED, notedOf, UNSAVED } from "./checklist";

export interface Story {
  view: SessionView;
  look?: LookReply;
  isAlone?: boolean;
  tab?: "checklist";
}

/** A fixed time, so that pictures of stories can be compared. */
export const NOW_MS = Date.UTC(2026, 0, 15, 14, 32, 7);
/** Seconds since the first picture. */
const NOW_S = 27 * 60 + 7;

const tile: TileInfo = {
  id: 1,
  name: "Dewi Lestari Kusumawardhani",
  width: 1280,
  height: 720,
  kind: "person",
  isDrawn: false,
};
const selfView: TileInfo = { id: 2, name: null, width: 640, height: 360, kind: "self", isDrawn: false };

const paired: SessionView = {
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
function page(change: Partial<FramePage>): FramePage {
  const tiles = [tile, selfView, { ...tile, id: 3, name: null }];
  return { frame: 1, platform: "generic", tiles, misfits: [], sharing: null, ...change };
}
const withTiles: SessionView = {
  ...paired,
  frames: [page({})],
};
const dewi: PickedTile = { frame: 1, platform: "generic", tile, isPresent: true };
const picked: SessionView = { ...withTiles, picked: dewi };

type Words = Partial<Record<Question, [State, string]>>;

function stateOf(words: Words, faces = 1): StateMessage {
  const lines: Required<Words> = {
    identity: ["no_concern", "The face matches the ID photo."],
    live_person: ["cant_tell", "Needs a challenge; none was asked for yet."],
    genuine: ["checking", "Looking; this takes about a minute."],
    continuity: ["no_concern", "The same person since minute 0:12."],
    ...words,
  };
  return {
    type: "state",
    event: 1,
    at_s: NOW_S,
    faces,
    fps: 7.9,
    dropped: 0,
    sound: "speech",
    questions: Object.entries(lines).map(([question, [state, text]]) => ({
      question: question as Question,
      state,
      reason: "story",
      text,
    })),
  };
}

function warningOf(id: string, change: Partial<WarningMessage>): WarningMessage {
  return {
    type: "warning",
    event: 1,
    id,
    question: "identity",
    severity: "red",
    code: "id_mismatch",
    at_s: NOW_S - 45,
    until_s: null,
    title: "The face does not match the ID photo",
    detail: "The face on camera does not match the ID photo we hold (good view, 45 s).",
    harmless: ["An old ID photo", "A beard, glasses or a new haircut", "Strong light from one side"],
    next_step: "Ask for the ID beside the face and compare yourself.",
    say: "We use short ID checks on camera in our interviews. Could you hold your ID beside your face?",
    evidence_jpeg_base64: evidence(),
    ...change,
  };
}

function heldOf(change: Partial<CheckMessage>): HeldCheck {
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
    title: "Turn the head to the side, to the left of the picture",
    say: "Please turn your head to your right until I see your profile, and back.",
    look: "Does the outline of the face stay whole at the side?",
    digits: null,
    result: "",
    confirmed: null,
    alternatives: ["look_up", "lean_in", "say_digits"],
    evidence_jpeg_base64: null,
    ...change,
  };
  return { check, atMs: NOW_MS, chosen: null };
}

const withCheck = (change: Partial<CheckMessage>, view = running): Story => ({
  view: { ...view, checks: [...view.checks, heldOf(change)] },
});
const DIGITS: Partial<CheckMessage> = {
  kind: "say_digits",
  side: "",
  title: "Say four digits",
  say: "Please say these digits slowly: 4, 0, 7, 1.",
  digits: "4071",
  alternatives: ["look_up"],
};

/** A drawn picture: no real person stands in a story. */
function evidence(faces = 1): string {
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
    const dim: Words = index === 2 ? { identity: ["cant_tell", ""], continuity: ["cant_tell", ""] } : {};
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

const told = (state: StateMessage) => ({ state, stateAtMs: NOW_MS, trend: trendOf(state) });

const NOTES: HeldNote[] = [
  { id: "n-1", atS: 190, text: "Says she moved to Bandung in March.", by: "Rani", isSaved: true },
  {
    id: "n-2",
    atS: 722,
    text: "Drew the queue and its retry by hand; knew why it was slow.",
    by: "Rani",
    isSaved: true,
  },
  { id: "n-3", atS: 1204, text: "Third face: her brother brought tea.\nHe left at once.", by: "Rani", isSaved: true },
  { id: "n-4", atS: 1580, text: "Ask the registrar about 2019.", by: "", isSaved: false },
];

const running: SessionView = {
  ...picked,
  phase: "running",
  sentFps: 8,
  sentKbitPerS: 310,
  link: "open",
  candidate: "Dewi Lestari Kusumawardhani",
  ...told(stateOf({})),
};
const another = warningOf("w-2", {
  severity: "amber",
  question: "continuity",
  code: "extra_face",
  at_s: NOW_S - 200,
  until_s: NOW_S - 180,
  title: "A second face was in view",
  detail: "Another face was in view for 20 s.",
  harmless: ["Family or a flatmate walking by", "A picture or a screen that moves"],
  next_step: "Ask whether someone else is in the room.",
  say: "Is someone else in the room with you?",
  evidence_jpeg_base64: null,
});
const alarmed: SessionView = {
  ...running,
  ...told(stateOf({ identity: ["pause_and_verify", "Does not match the ID photo for 45 s at good quality."] }, 2)),
  cards: [
    { warning: warningOf("w-1", {}), chosen: null },
    { warning: another, chosen: null },
    { warning: warningOf("w-3", { severity: "amber", title: "The face was hidden for a while" }), chosen: "explained" },
  ],
};
const DIAN: ToldContact = {
  name: "Dian Pratiwi",
  reach: "ext. 12 or #interview-help",
  within_min: 10,
  meanwhile: "Go on with the questions and decide nothing yet.",
};
const escalatedView = (change: Partial<HeldEscalation> | null, contact: ToldContact | null = DIAN): Story => ({
  view: {
    ...alarmed,
    cards: alarmed.cards.map((card) => ({ ...card, chosen: card.warning.id === "w-1" ? "escalate" : card.chosen })),
    contact,
    escalations: change
      ? [{ number: 1, warning: "w-1", phase: "open", by: "", reason: null, words: "", ...change }]
      : [],
  },
});
const SUMMARY: Summary = {
  state: "please_check",
  headline: "There is something to look at.",
  duration_s: NOW_S,
  lines: [
    { question: "identity", state: "no_concern", text: "The face matches the ID photo." },
    { question: "live_person", state: "no_concern", text: "A movement was made when it was asked for." },
    { question: "genuine", state: "cant_tell", text: "Too little could be seen: the picture was too dark." },
    { question: "continuity", state: "please_check", text: "Another face was in view for 20 s." },
  ],
  warnings: [
    { at_s: 1427, severity: "amber", title: "A second face was in view", answer: "explained" },
    { at_s: 1560, severity: "amber", title: "Sound and lips are apart", answer: null },
  ],
  checks: [
    { at_s: 300, phase: "done", title: "Turn the head to the side, to the left of the picture" },
    { at_s: 900, phase: "skipped", title: "Look up" },
  ],
  checklist: "14 of 16 items",
  next_steps: [
    "Go through the warnings below and write down what explained them.",
    "For swapped faces and voices this version finds weak hints only; a match with the ID says nothing about them.",
    "A person decides. Let the candidate answer before anything is decided on this report.",
  ],
};
const over: SessionView = { ...running, phase: "ended", link: "closed", reportUrl: "http://127.0.0.1:8700/report" };
const broken: SessionView = {
  ...running,
  link: "waiting",
  linkProblem: "lost",
  gap: "no_connection",
  retryAtMs: NOW_MS + 4000,
};
const withList = (change: Parameters<typeof listOn>[1], view = running) => listOn(view, change);
const checklistOf = (view: SessionView): Story => ({ view, tab: "checklist" });
const dark = (text: string): [State, string] => ["cant_tell", text];

export const STORIES: Record<string, Story> = {
  pair: { view: emptyView() },
  no_tiles: { view: paired, look: { ok: false, reason: "closed_page" } },
  pick: { view: withTiles },
  pick_changed_page: {
    view: {
      ...paired,
      frames: [
        page({
          tiles: [
            { ...tile, name: null },
            { ...tile, id: 4, kind: "stage" },
            { ...tile, id: 5, kind: "screen" },
            selfView,
          ],
          misfits: [
            { need: "name", looked: "span.notranslate, button[aria-label], [data-self-name]" },
            { need: "own", looked: "i, .google-symbols, .google-material-icons" },
          ],
        }),
      ],
    },
  },
  ready: { view: picked },
  first_seconds: { view: { ...running, state: null, stateAtMs: null, trend: emptyTrend() } },
  running: { view: running },
  no_sound: { view: { ...running, state: { ...stateOf({}), sound: "none" } } },
  sound_lost: { view: { ...running, state: { ...stateOf({}), sound_lost_s: 2.4, dropped: 12 } } },
  too_dark: {
    view: {
      ...running,
      state: stateOf({
        identity: dark("Too dark to compare the face."),
        continuity: dark("Too dark to compare the face."),
        genuine: dark("Too dark."),
      }),
      notices: [
        { code: "analysis_behind", text: "The server is busy: it looks at fewer pictures than it gets.", atMs: NOW_MS },
      ],
    },
  },
  amber: {
    view: {
      ...running,
      ...told(stateOf({ continuity: ["please_check", "A second face was in view for 20 s."] }, 2)),
      cards: [{ warning: another, chosen: null }],
    },
  },
  red: { view: alarmed },
  answered: { view: { ...alarmed, cards: alarmed.cards.map((card) => ({ ...card, chosen: card.chosen ?? "later" })) } },
  escalated: escalatedView({}),
  escalated_nobody: escalatedView({}, null),
  escalated_taken: escalatedView({ phase: "taken", by: "Rita Anggraini" }),
  escalated_closed: escalatedView({
    phase: "closed",
    by: "Rita Anggraini",
    reason: "checked",
    words: "Seen on another camera.",
  }),
  notes: { view: { ...running, notes: NOTES, draft: { kind: "note", id: "n-5", atS: NOW_S, text: "Calls back" } } },
  check_asked: { view: { ...running, checkAskedAtMs: NOW_MS } },
  check_running: withCheck({}),
  check_digits: withCheck(DIGITS),
  check_digits_heard: withCheck({ ...DIGITS, phase: "done", result: "Done as asked." }),
  check_to_judge: withCheck({ ...DIGITS, phase: "ask_interviewer" }),
  check_seen: withCheck(
    {
      phase: "done",
      until_s: NOW_S,
      left_s: 0,
      result: "Seen after 2.1 s. The picture of the face stayed as it was before.",
      evidence_jpeg_base64: evidence(4),
    },
    { ...running, checks: [heldOf({ id: "check-0", phase: "skipped", at_s: NOW_S - 90, title: "Look up" })] },
  ),
  check_not_seen: withCheck({ phase: "not_seen", result: "Not seen within 8 s, in good view." }, alarmed),
  check_cant_tell: withCheck({ phase: "cant_tell", result: "The face was hardly in view, so nothing can be said." }),
  amber_live: {
    view: {
      ...running,
      state: stateOf({ live_person: ["please_check", "The picture has repeated itself."] }),
      cards: [
        {
          warning: {
            ...another,
            question: "live_person",
            code: "loop_repeat",
            title: "The picture repeats itself",
            detail: "The same 4 s were shown again.",
            next_step: "Ask for a movement that nobody could foresee.",
          },
          chosen: null,
        },
      ],
    },
  },
  checklist_tab: { view: withList({}) },
  checklist_new: checklistOf(withList({ noted: [], earlier: [] })),
  checklist_question: checklistOf(withList({})),
  checklist_rating: checklistOf(withList({ noted: [...NOTED, notedOf("place_today", { text: "Coblong" })] })),
  checklist_all_done: checklistOf(
    withList({ noted: CARDS.map((card) => NOTED.find((known) => known.item === card.id) ?? notedOf(card.id, {})) }),
  ),
  checklist_saving: checklistOf({ ...withList({}), unsaved: [UNSAVED] }),
  checklist_offline: checklistOf({ ...withList({}, broken), unsaved: [UNSAVED] }),
  checklist_refused: checklistOf({ ...withList({}), unsaved: [UNSAVED], itemRefused: true }),
  checklist_alarmed: checklistOf(withList({}, alarmed)),
  checklist_never_saved: { view: { ...withList({}), phase: "ended", link: "closed", unsaved: [UNSAVED] } },
  no_connection: { view: broken },
  refused: { view: { ...broken, linkProblem: "refused" } },
  page_gone: {
    view: { ...running, frames: [], picked: { ...dewi, isPresent: false }, gap: "page_gone" },
  },
  screen_shared: { view: { ...alarmed, frames: [page({ sharing: "unknown" })], gap: "screen_shared" } },
  window_shared: { view: { ...alarmed, frames: [page({ sharing: "window" })], gap: "screen_shared" } },
  tile_gone: { view: { ...running, picked: { ...dewi, isPresent: false }, gap: "tile_gone" } },
  no_consent: {
    view: {
      ...running,
      gap: "no_consent",
      notices: [{ code: "no_consent", text: "No consent", atMs: NOW_MS }],
      state: stateOf({
        identity: dark("No consent yet."),
        live_person: dark("No consent yet."),
        genuine: dark("No consent yet."),
        continuity: dark("No consent yet."),
      }),
    },
  },
  replaced: {
    view: {
      ...picked,
      failure: { code: "replaced", text: "Another browser took over this interview." },
      gap: "server_said_no",
    },
  },
  misfit: {
    view: { ...picked, failure: { code: "bad_version", text: "This server speaks version 2." }, gap: "server_said_no" },
  },
  alone: { view: running, isAlone: true },
  ending: { view: { ...running, phase: "ending" } },
  ended: {
    view: { ...over, notes: NOTES, summary: SUMMARY },
  },
  ended_calm: {
    view: {
      ...over,
      summary: {
        ...SUMMARY,
        state: "no_concern",
        headline: "Nothing that was checked gave rise to concern.",
        lines: SUMMARY.lines.map((line) => ({ ...line, state: "no_concern", text: "Nothing stood out." })),
        warnings: [],
        checks: [],
        checklist: "",
        next_steps: SUMMARY.next_steps.slice(-1),
      },
    },
  },
  ended_without_report: { view: { ...running, phase: "ended", link: "closed" } },
};
