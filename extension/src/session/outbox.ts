/**
 * What of the checklist is sent next, and when may the end of the interview follow? One change at a time, the oldest
 * first, each until the server has it on record: so they arrive in order, never too fast, and a refusal has a suspect.
 */
import type { ToWorker } from "../messages";
import type { ItemChange } from "../values";
import type { ServerMessage } from "../wire/messages.gen";
import { toWire } from "./checklist";
import type { SessionView } from "./session_view";

/** Letters that are still being typed are not sent one by one. */
export const SETTLE_MS = 400;
/** The end waits so long for what the server does not have yet. */
export const SAVE_PATIENCE_MS = 8000;
/** The server says that a message was refused, not which: only what is under way each time is taken for it. */
const REFUSALS = 2;

export class Outbox {
  #underWay: string | null = null;
  #endPressedAtMs: number | null = null;
  readonly #refusals = new Map<string, number>();

  heard(message: ServerMessage): void {
    // The checklist comes with every connection: what was under way on the one before may be lost.
    if (message.type === "checklist") this.#underWay = null;
    else if (message.type === "item_saved" && message.noted.change === this.#underWay) this.#underWay = null;
    else if (message.type === "error" && message.code === "bad_message") this.#refused();
  }

  endPressed(nowMs: number): void {
    this.#endPressedAtMs = nowMs;
  }

  /** A change that is refused is not sent again. */
  isRefused({ change }: ItemChange): boolean {
    return (this.#refusals.get(change) ?? 0) >= REFUSALS;
  }

  /** What is to be sent now: the next change, then the end that was pressed after it. */
  due(view: SessionView, nowMs: number): ToWorker[] {
    const waiting = view.unsaved.filter((change) => !this.isRefused(change));
    const next = this.#next(view, waiting, nowMs);
    const due: ToWorker[] = next ? [{ kind: "item", answer: toWire(next, nowMs) }] : [];
    if (view.phase !== "ending") this.#endPressedAtMs = null;
    if (this.#endPressedAtMs === null) return due;
    if (waiting.length > 0 && nowMs - this.#endPressedAtMs < SAVE_PATIENCE_MS) return due;
    this.#endPressedAtMs = null;
    return [...due, { kind: "end" }];
  }

  #next(view: SessionView, waiting: ItemChange[], nowMs: number): ItemChange | null {
    if (view.link !== "open" || view.checklist === null || this.#underWay !== null) return null;
    const isSettled = (change: ItemChange) => nowMs - change.givenAtMs >= SETTLE_MS || view.phase === "ending";
    const next = waiting.find(isSettled) ?? null;
    this.#underWay = next?.change ?? null;
    return next;
  }

  #refused(): void {
    const suspect = this.#underWay;
    if (suspect !== null) this.#refusals.set(suspect, (this.#refusals.get(suspect) ?? 0) + 1);
    this.#underWay = null;
  }
}
