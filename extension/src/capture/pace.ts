/**
 * Which pictures of a 30 Hz track are taken? At most the asked rate, fewer where they cost this computer too much, and at
 * most two on the way: newer pictures are better than queued ones.
 */
const MAX_IN_FLIGHT = 2;
/** A picture of which nobody has heard for so long is lost: waiting for it any longer would stop capture for good. */
const LOST_AFTER_MS = 5000;
/** A picture may be taken this early, or a 30 Hz source could never give exactly 10 Hz. */
const EARLY_MS = 8;
/** Of the call page's main thread, in each second: 5 ms a picture at 10 pictures a second. */
const BUSY_MS_PER_S = 50;
/** No slow computer makes it less: the analyses would see nothing. */
const LEAST_FPS = 6;
/** The cost of a picture is the lower quartile of so many: a clock also counts the waiting for other programs. */
const REMEMBERED = 20;

/** The asked rate, or what the time budget allows if a picture costs so much. */
export function fpsWithin(askedFps: number, costMs: number): number {
  return Math.min(askedFps, Math.max(LEAST_FPS, BUSY_MS_PER_S / costMs));
}

export class Pace {
  #dueMs = 0;
  #inFlight = 0;
  #takenAtMs = 0;
  #costsMs: number[] = [];

  constructor(private fps: number) {}

  setFps(fps: number): void {
    this.fps = fps;
  }

  /** What a picture costs the thread that takes it. */
  get costMs(): number {
    return this.#costsMs.toSorted((a, b) => a - b)[this.#costsMs.length >> 2] ?? 0;
  }

  /** Ask for each picture; true means: take it. */
  take(nowMs: number): boolean {
    if (nowMs - this.#takenAtMs > LOST_AFTER_MS) this.#inFlight = 0;
    if (this.#inFlight >= MAX_IN_FLIGHT || nowMs < this.#dueMs - EARLY_MS) return false;
    const periodMs = 1000 / fpsWithin(this.fps, this.costMs);
    // After a pause the rhythm begins anew instead of catching up.
    this.#dueMs = (nowMs - this.#dueMs > periodMs ? nowMs : this.#dueMs) + periodMs;
    this.#inFlight++;
    this.#takenAtMs = nowMs;
    return true;
  }

  /** A picture was made and handed on, which took so long. */
  spent(costMs: number): void {
    this.#costsMs = [...this.#costsMs.slice(1 - REMEMBERED), costMs];
  }

  /** The worker is done with one picture, sent or dropped. */
  release(): void {
    this.#inFlight = Math.max(0, this.#inFlight - 1);
  }
}
