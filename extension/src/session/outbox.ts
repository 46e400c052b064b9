/**
 * Which change of the checklist is sent next? One at a time, the oldest first, each until the server has it on record:
 * so they arrive in order, never too fast, and one that is refused is known.
 */
import type { ItemChange } from "../messages";
import type { SessionView } from "./session_view";

/** Letters that are still being typed are not sent one by one. */
export const SETTLE_MS = 400;

export class Outbox {
  #underWay: string | null = null;
  readonly #refused = new Set<string>();

  /** Another connection, or another life of this one: what was under way may be lost. */
  reconnected(): void {
    this.#underWay = null;
  }

  /** The server has a change on record. */
  saved(change: string): void {
    if (this.#underWay === change) this.#underWay = null;
  }

  /** The server refused a message; if a change was under way, it was that one, and it is not sent again. */
  refused(): void {
    if (this.#underWay !== null) this.#refused.add(this.#underWay);
    this.#underWay = null;
  }

  isRefused(change: string): boolean {
    return this.#refused.has(change);
  }

  /** Changes that can still be saved. */
  waiting(view: SessionView): ItemChange[] {
    return view.unsaved.filter((change) => !this.#refused.has(change.change));
  }

  /** The change to send now, or null; it counts as under way from now on. */
  next(view: SessionView, nowMs: number): ItemChange | null {
    if (view.link !== "open" || view.checklist === null || this.#underWay !== null) return null;
    const isSettled = (change: ItemChange) => nowMs - change.givenAtMs >= SETTLE_MS || view.phase === "ending";
    const next = this.waiting(view).find(isSettled) ?? null;
    this.#underWay = next?.change ?? null;
    return next;
  }
}
