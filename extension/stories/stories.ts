/**
 * The panel in every state that it can have, as values: for looking at it and for tests/e2e/panel.e2e.mjs.
 */
import { emptyTrend } from "../src/session/trend";
import { emptyView } from "../src/session/view";
import { CARDS, NOTED, notedOf, UNSAVED } from "./checklist";
import {
  alarmed,
  another,
  blind,
  broken,
  checklistOf,
  DIGITS,
  dewi,
  escalatedView,
  evidence,
  heldOf,
  NOTES,
  NOW_MS,
  NOW_S,
  over,
  page,
  paired,
  picked,
  running,
  type Story,
  selfView,
  stateOf,
  tile,
  told,
  warningOf,
  withCheck,
  withList,
  withTiles,
} from "./pieces";
import { SAID, typed } from "./said";

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
        identity: blind("too_dark"),
        continuity: blind("too_dark"),
        genuine: blind("too_dark"),
      }),
      notices: [{ code: "analysis_behind", text: SAID.notices.analysis_behind, atMs: NOW_MS }],
    },
  },
  amber: {
    view: {
      ...running,
      ...told(stateOf({ continuity: ["please_check", "extra_face"] }, 2)),
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
    words: typed("Seen on another camera.", "Terlihat di kamera lain."),
  }),
  notes: {
    view: {
      ...running,
      notes: NOTES,
      draft: { kind: "note", id: "n-5", atS: NOW_S, text: typed("Calls back", "Menelepon balik") },
    },
  },
  check_asked: { view: { ...running, checkAskedAtMs: NOW_MS } },
  check_running: withCheck({}),
  check_digits: withCheck(DIGITS),
  check_digits_heard: withCheck({ ...DIGITS, phase: "done", result: SAID.outcomes.heard }),
  check_to_judge: withCheck({ ...DIGITS, phase: "ask_interviewer" }),
  check_seen: withCheck(
    {
      phase: "done",
      until_s: NOW_S,
      left_s: 0,
      result: SAID.outcomes.seen,
      evidence_jpeg_base64: evidence(4),
    },
    { ...running, checks: [heldOf({ id: "check-0", kind: "look_up", phase: "skipped", at_s: NOW_S - 90 })] },
  ),
  check_not_seen: withCheck({ phase: "not_seen", result: SAID.outcomes.not_seen }, alarmed),
  check_cant_tell: withCheck({ phase: "cant_tell", result: SAID.outcomes.cant_tell }),
  amber_live: {
    view: {
      ...running,
      state: stateOf({ live_person: ["please_check", "video_repeats"] }),
      cards: [
        {
          warning: warningOf("w-2", "video_repeats", { severity: "amber", question: "live_person" }),
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
      notices: [{ code: "no_consent", text: SAID.notices.no_consent, atMs: NOW_MS }],
      state: stateOf({
        identity: blind("no_consent"),
        live_person: blind("no_consent"),
        genuine: blind("no_consent"),
        continuity: blind("no_consent"),
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
    view: { ...over, notes: NOTES, summary: SAID.summary },
  },
  ended_calm: {
    view: {
      ...over,
      summary: SAID.calm,
    },
  },
  ended_without_report: { view: { ...running, phase: "ended", link: "closed" } },
};
