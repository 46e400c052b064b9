/**
 * When was this piece of sound captured? Pieces arrive in bursts; samples do not. The clock follows the samples and lets
 * the arrival times only pull it slowly, so that the lag between lips and voice does not jitter with the browser.
 */

/** Further off than this the sound has paused or jumped: begin anew. */
const JUMP_S = 0.25;
/** Share of the difference that one piece corrects: at 100 pieces a second a jitter of 30 ms moves the clock by 1 ms. */
const PULL = 0.02;

export class SoundClock {
  #nextS: number | null = null;

  /** Return when a piece of `durationS` began that has just arrived. */
  take(arrivedAtS: number, durationS: number): number {
    const measuredS = arrivedAtS - durationS;
    const followsOn = this.#nextS !== null && Math.abs(measuredS - this.#nextS) <= JUMP_S;
    const beginS = followsOn ? (this.#nextS as number) + PULL * (measuredS - (this.#nextS as number)) : measuredS;
    this.#nextS = beginS + durationS;
    return beginS;
  }
}
