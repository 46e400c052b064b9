/**
 * How does each event change what is known about the interview (session_view.ts)?
 *
 * The offscreen document holds one SessionView; the panel draws it. Pure values: no clock, no browser.
 */
import type { PageReport, Pairing, TileInfo } from "../values";
import type { AnswerKind, ErrorCode, NoticeCode, ServerMessage, WarningMessage } from "../wire/messages.gen";
import { withChecklist, withItemSaved } from "./checklist";
import { withCheck } from "./checks";
import { withNotes } from "./notes";
import { sharing } from "./protection";
import type { Card, NoticeLine, Phase, SessionView } from "./session_view";
import { emptyTrend, withPast, withState } from "./trend";

/** Frames per second asked for before the server has named its limit. */
export const DEFAULT_FPS = 12;

export function emptyView(): SessionView {
  return {
    phase: "idle",
    pairing: null,
    frames: [],
    picked: null,
    shareProblem: null,
    isUnseen: false,
    link: "closed",
    linkProblem: null,
    retryAtMs: null,
    candidate: null,
    targetFps: DEFAULT_FPS,
    allowedFps: DEFAULT_FPS,
    state: null,
    stateAtMs: null,
    trend: emptyTrend(),
    heardAtMs: null,
    pictureAtMs: null,
    sentFps: 0,
    sentKbitPerS: 0,
    startedAtMs: null,
    cards: [],
    contact: null,
    escalations: [],
    checks: [],
    checkAskedAtMs: null,
    notes: [],
    draft: null,
    checklist: null,
    unsaved: [],
    itemRefused: false,
    notices: [],
    failure: null,
    reportUrl: null,
    summary: null,
    gap: null,
  };
}

/** A new pairing begins a new interview; paired anew with the same one, it goes on. */
export function withPairing(view: SessionView, pairing: Pairing | null): SessionView {
  if (pairing && pairing.interview === view.pairing?.interview && view.phase !== "ended") return { ...view, pairing };
  return { ...emptyView(), frames: view.frames, pairing };
}

export function withPage(view: SessionView, frame: number, page: PageReport): SessionView {
  const others = view.frames.filter((known) => known.frame !== frame);
  const next = { ...view, frames: [...others, { frame, ...page }].sort((a, b) => a.frame - b.frame) };
  return { ...next, isUnseen: view.isUnseen && sharing(next) !== null };
}

/** A frame is gone: page closed, reloaded, or the extension was updated. */
export function withoutFrame(view: SessionView, frame: number): SessionView {
  const frames = view.frames.filter((known) => known.frame !== frame);
  const picked = view.picked?.frame === frame ? { ...view.picked, isPresent: false } : view.picked;
  return { ...view, frames, picked };
}

export function withPick(view: SessionView, frame: number, platform: string, tile: TileInfo): SessionView {
  return { ...view, picked: { frame, platform, tile, isPresent: true } };
}

export function withLostTile(view: SessionView, frame: number): SessionView {
  if (view.picked?.frame !== frame) return view;
  return { ...view, picked: { ...view.picked, isPresent: false } };
}

export function started(view: SessionView, nowMs: number): SessionView {
  return { ...view, phase: "running", startedAtMs: view.startedAtMs ?? nowMs, failure: null, reportUrl: null };
}

/** Every message of the server, in the order of wire/messages.py. */
export function withServerMessage(view: SessionView, message: ServerMessage, nowMs: number): SessionView {
  switch (message.type) {
    case "welcome":
      return {
        ...view,
        link: "open",
        linkProblem: null,
        retryAtMs: null,
        failure: null,
        heardAtMs: nowMs,
        notices: [],
        candidate: message.candidate,
        targetFps: fpsWithin(message.limits.target_fps),
      };
    case "credit":
    case "keyframe":
    case "close_up_wanted":
      return view;
    case "state":
      return {
        ...view,
        state: message,
        stateAtMs: nowMs,
        trend: withState(view.trend, message),
        heardAtMs: nowMs,
        notices: stillTrue(view.notices),
      };
    case "trend":
      return { ...view, trend: withPast(message) };
    case "warning":
      return { ...view, cards: withWarning(view.cards, message) };
    case "check":
      return { ...view, checks: withCheck(view.checks, message, nowMs), checkAskedAtMs: null };
    case "notes":
      return { ...view, notes: withNotes(view.notes, message.notes) };
    case "escalations":
      return { ...view, contact: message.contact, escalations: message.held };
    case "checklist":
      return withChecklist(view, message);
    case "item_saved":
      return withItemSaved(view, message.noted);
    case "notice":
      return {
        ...view,
        notices: withNotice(view.notices, { code: message.code, text: message.text, atMs: nowMs }),
        checkAskedAtMs: message.code === "no_check_left" ? null : view.checkAskedAtMs,
      };
    case "ended":
      return {
        ...view,
        phase: "ended",
        link: "closed",
        reportUrl: absolute(message.report_url, view.pairing),
        summary: message.summary ?? null,
      };
    case "error":
      return {
        ...view,
        phase: phaseAfter(view.phase, message.code),
        failure: { code: message.code, text: message.text },
      };
  }
}

/** Errors after which the server takes no other connection with this pairing. */
const FINAL: readonly ErrorCode[] = ["bad_version", "not_allowed", "replaced", "ended"];

function phaseAfter(phase: Phase, code: ErrorCode): Phase {
  if (!FINAL.includes(code)) return phase;
  return phase === "ending" || code === "ended" ? "ended" : "idle";
}

/** A state comes only from an analysis that runs: what kept it from running is over. */
function stillTrue(notices: NoticeLine[]): NoticeLine[] {
  return notices.filter((notice) => !["no_consent", "analysis_stopped"].includes(notice.code));
}

/** The server repeats these while they last. */
const PASSING: readonly NoticeCode[] = [
  "analysis_restarted",
  "analysis_behind",
  "unreadable_frames",
  "no_check_left",
  "no_note_left",
];
const PASSING_FOR_MS = 30_000;

export function withoutOldNotices(view: SessionView, nowMs: number): SessionView {
  const isOld = (notice: NoticeLine) => PASSING.includes(notice.code) && nowMs - notice.atMs > PASSING_FOR_MS;
  return view.notices.some(isOld) ? { ...view, notices: view.notices.filter((notice) => !isOld(notice)) } : view;
}

export function withChoice(view: SessionView, warning: string, chosen: AnswerKind): SessionView {
  return { ...view, cards: view.cards.map((card) => (card.warning.id === warning ? { ...card, chosen } : card)) };
}

function fpsWithin(asked: number): number {
  return asked > 0 ? Math.min(asked, DEFAULT_FPS) : DEFAULT_FPS;
}

/** Same id: newer content, same place. */
function withWarning(cards: Card[], warning: WarningMessage): Card[] {
  const known = cards.some((card) => card.warning.id === warning.id);
  if (!known) return [...cards, { warning, chosen: null }];
  return cards.map((card) => (card.warning.id === warning.id ? { ...card, warning } : card));
}

function withNotice(notices: NoticeLine[], notice: NoticeLine): NoticeLine[] {
  return [...notices.filter((known) => known.code !== notice.code), notice];
}

/** The page of the interview on the server, for when the server did not say how it ended. */
export function interviewUrl(pairing: Pairing | null): string | null {
  return pairing && absolute(`/interviews/${encodeURIComponent(pairing.interview)}`, pairing);
}

/** The page of the coded light that the interviewer opens as a tab and shares; null before there is an interview. */
export function lightUrl(pairing: Pairing | null): string | null {
  return pairing && absolute(`/interviews/${encodeURIComponent(pairing.interview)}/light`, pairing);
}

/** The server may name its report by a path; only addresses of the web are ever shown as a link. */
function absolute(reportUrl: string, pairing: Pairing | null): string | null {
  if (!URL.canParse(reportUrl, pairing?.server)) return null;
  const url = new URL(reportUrl, pairing?.server);
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
}
