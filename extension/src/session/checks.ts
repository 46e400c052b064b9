/**
 * Movement checks as the panel knows them: the one that runs or ran last, and those before it.
 */
import type { CheckOrder } from "../values";
import type { CheckKind, CheckMessage } from "../wire/messages.gen";
import { sortCards } from "./cards";
import type { HeldCheck, SessionView } from "./session_view";

/** A check that has not begun after this will not: the server did not hear, or cannot. */
export const ASKED_PATIENCE_MS = 6000;

const FRESH_MS = 60_000;

/** Same id: newer content, same place. Only the newest keeps its pictures: the report has them all. */
export function withCheck(checks: HeldCheck[], check: CheckMessage, nowMs: number): HeldCheck[] {
  const known = checks.find((held) => held.check.id === check.id);
  const isOldNews = check.phase !== "running" && known?.check.phase === check.phase;
  const held = {
    check,
    atMs: isOldNews ? known.atMs : nowMs,
    chosen: check.confirmed ?? known?.chosen ?? null,
  };
  if (known) return checks.map((other) => (other === known ? held : other));
  return [...checks.map(withoutPictures), held];
}

/** What the interviewer has just asked for, before the server has answered. */
export function withCheckOrder(view: SessionView, order: CheckOrder, nowMs: number): SessionView {
  if (order.kind === "check_start") return { ...view, checkAskedAtMs: nowMs };
  if (order.kind === "check_skip") return view;
  const chosen = (held: HeldCheck) => (held.check.id === order.id ? { ...held, chosen: order.seen } : held);
  return { ...view, checks: view.checks.map(chosen) };
}

export function withoutOldCheckOrder(view: SessionView, nowMs: number): SessionView {
  const isOld = view.checkAskedAtMs !== null && nowMs - view.checkAskedAtMs > ASKED_PATIENCE_MS;
  return isOld ? { ...view, checkAskedAtMs: null } : view;
}

export function newestCheck(view: SessionView): HeldCheck | null {
  return view.checks.at(-1) ?? null;
}

/** Whether a check is being made, or was a moment ago: it is read first then, unless a red warning came since. */
export function hasFreshCheck(view: SessionView, nowMs: number): boolean {
  const newest = newestCheck(view);
  if (newest === null) return view.checkAskedAtMs !== null;
  if (newest.check.phase === "running") return true;
  return nowMs - newest.atMs < FRESH_MS && sortCards(view.cards).current?.warning.severity !== "red";
}

export function secondsLeft(held: HeldCheck, nowMs: number): number {
  return Math.max(0, Math.ceil(held.check.left_s - (nowMs - held.atMs) / 1000));
}

/** What this person was said to be unable to do: the server keeps it, too, but only while it runs. */
export function instead(check: CheckMessage, kind: CheckKind | null): CheckOrder {
  return { kind: "check_start", check: kind, cannot: [check.kind] };
}

function withoutPictures(held: HeldCheck): HeldCheck {
  return { ...held, check: { ...held.check, evidence_jpeg_base64: null } };
}
