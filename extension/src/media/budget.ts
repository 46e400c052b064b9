/**
 * How many pictures a second, and how sharp, for so many bytes a second, where each is a JPEG?
 *
 * Steps from the dearest to the cheapest: sharpness gives way first, then the rate, to where the analyses still work
 * (docs/extension-performance.md). The dearest step that fits is taken, by what the latest pictures weighed; what would still
 * be too much is left out. Pure: no clock, no encoder.
 */
import { Spending } from "./spending";

export interface Step {
  fps: number;
  /** Of JPEG, 0 to 1. */
  quality: number;
}

/** Blinks need 7 pictures a second, lips 5 (models/calibration/signals): those are given up late. */
export const STEPS: readonly Step[] = [
  { fps: 12, quality: 0.85 },
  { fps: 12, quality: 0.7 },
  { fps: 10, quality: 0.7 },
  { fps: 10, quality: 0.55 },
  { fps: 8, quality: 0.55 },
  { fps: 8, quality: 0.4 },
  { fps: 8, quality: 0.3 },
  { fps: 7, quality: 0.3 },
  { fps: 7, quality: 0.2 },
  { fps: 6, quality: 0.2 },
  { fps: 5, quality: 0.2 },
];

/** What a picture weighs at a quality against the same at 0.85: tests/benchmarks/bench_picture_quality.py, 49 pictures. */
const WEIGHT: Readonly<Record<number, number>> = { 0.85: 1, 0.7: 0.68, 0.55: 0.53, 0.4: 0.44, 0.3: 0.38, 0.2: 0.3 };

/** A step is left for a dearer one when that needs so much of the budget or less, and after this time. */
const COMFORT = 0.95;
const STAY_MS = 3000;
/** Before the first picture: a busy one of 640 x 360, at 0.85. */
const FIRST_GUESS_BYTES = 20_000;
/** Share of the newest picture in the running mean. */
const NEWEST = 0.2;

/** What a step needs, in bytes a second, if a picture weighs `fullBytes` at quality 0.85. */
export function needs({ fps, quality }: Step, fullBytes: number): number {
  return fps * fullBytes * weightOf(quality);
}

/** The dearest step that fits; the cheapest where none does. */
export function bestStep(fullBytes: number, bytesPerS: number): number {
  const best = STEPS.findIndex((step) => needs(step, fullBytes) <= bytesPerS);
  return best < 0 ? STEPS.length - 1 : best;
}

function weightOf(quality: number): number {
  return WEIGHT[quality] ?? 1;
}

export class Budget {
  #fullBytes = FIRST_GUESS_BYTES;
  #at: number;
  #changedAtMs = Number.NEGATIVE_INFINITY;

  /** `bytesPerS`: of all that `spending` allows, what pictures may take. */
  constructor(
    public bytesPerS: number,
    readonly spending = new Spending(bytesPerS),
  ) {
    this.#at = bestStep(this.#fullBytes, bytesPerS);
  }

  get step(): Step {
    return STEPS[this.#at] as Step;
  }

  /** A picture was made at the step's quality: true if it may go out, which then counts. */
  take(bytes: number, nowMs: number): boolean {
    this.#learn(bytes / weightOf(this.step.quality), nowMs);
    const fits = this.spending.has(bytes, nowMs);
    if (fits) this.spending.add(bytes, nowMs);
    return fits;
  }

  #learn(fullBytes: number, nowMs: number): void {
    this.#fullBytes += NEWEST * (fullBytes - this.#fullBytes);
    const now = bestStep(this.#fullBytes, this.bytesPerS);
    const isCheaper = now > this.#at;
    const calm = bestStep(this.#fullBytes, COMFORT * this.bytesPerS);
    const isDearer = calm < this.#at && nowMs - this.#changedAtMs >= STAY_MS;
    if (!isCheaper && !isDearer) return;
    this.#at = isCheaper ? now : calm;
    this.#changedAtMs = nowMs;
  }
}
