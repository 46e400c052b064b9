/**
 * Which pictures of a 30 Hz track are taken? At most the asked rate, and at most two on the way: newer pictures are
 * better than queued ones.
 */
const MAX_IN_FLIGHT = 2;
/** A picture may be taken this early, or a 30 Hz source could never give exactly 10 Hz. */
const EARLY_MS = 8;

export class Pace {
  #dueMs = 0;
  #inFlight = 0;

  constructor(private fps: number) {}

  setFps(fps: number): void {
    this.fps = fps;
  }

  /** Ask for each picture; true means: take it. */
  take(nowMs: number): boolean {
    if (this.#inFlight >= MAX_IN_FLIGHT || nowMs < this.#dueMs - EARLY_MS) return false;
    const periodMs = 1000 / this.fps;
    // After a pause the rhythm begins anew instead of catching up.
    this.#dueMs = (nowMs - this.#dueMs > periodMs ? nowMs : this.#dueMs) + periodMs;
    this.#inFlight++;
    return true;
  }

  /** The worker is done with one picture, sent or dropped. */
  release(): void {
    this.#inFlight = Math.max(0, this.#inFlight - 1);
  }
}
