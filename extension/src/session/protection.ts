/**
 * Is the interview being watched over right now, and if not, why? Silent failure is the worst failure, so everything
 * that can break has its name here, and the panel shows it in plain words.
 */
import { type Sharing, TAB_PLATFORM } from "../values";
import type { Gap, SessionView } from "./session_view";

/** Silence of the server that is still normal: it speaks at least twice a second while it analyses. */
export const STATE_SILENCE_MS = 5000;
/** Longest pause between pictures of a tile that is still normal. */
export const PICTURE_SILENCE_MS = 4000;

/** The most basic gap in protection, or null while all is well or nothing was started. */
export function gapInProtection(view: SessionView, nowMs: number): Gap | null {
  if (view.failure && view.phase !== "ended") return "server_said_no";
  if (view.phase !== "running") return null;
  if (mayBeSeen(view)) return "screen_shared";
  if (!view.picked || !view.frames.some((known) => known.frame === view.picked?.frame)) return "page_gone";
  if (!view.picked.isPresent) return view.picked.platform === TAB_PLATFORM ? "share_ended" : "tile_gone";
  if (view.link !== "open") return "no_connection";
  return gapInAnalysis(view, nowMs);
}

function gapInAnalysis(view: SessionView, nowMs: number): Gap | null {
  const notices = new Set(view.notices.map((notice) => notice.code));
  if (notices.has("no_consent")) return "no_consent";
  if (notices.has("analysis_stopped")) return "analysis_stopped";
  if (isSilent(view.pictureAtMs ?? view.startedAtMs, nowMs, PICTURE_SILENCE_MS)) {
    return view.picked?.tile.isDrawn ? "not_painted" : "no_pictures";
  }
  if (isSilent(view.heardAtMs ?? view.startedAtMs, nowMs, STATE_SILENCE_MS)) return "no_answer";
  return null;
}

function isSilent(lastMs: number | null, nowMs: number, allowedMs: number): boolean {
  return lastMs !== null && nowMs - lastMs > allowedMs;
}

/** What the interviewer shares in the call, as far as its page tells. */
export function sharing(view: SessionView): Sharing | null {
  return view.frames.map((known) => known.sharing).find((shared) => shared !== null) ?? null;
}

/** The candidate may see this panel: a screen or window is shared. A shared tab shows only the tab. */
export function mayBeSeen(view: SessionView): boolean {
  const shared = sharing(view);
  return shared !== null && shared !== "tab" && !view.isUnseen;
}
