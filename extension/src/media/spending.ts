/**
 * What has gone out within the last seconds, pictures and sound, and what may still go? Pure: no clock.
 */

/** No span of this length holds more than the budget. */
export const SPAN_MS = 2000;

interface Sent {
  atMs: number;
  bytes: number;
  isSound: boolean;
}

export class Spending {
  #sent: Sent[] = [];

  constructor(readonly bytesPerS: number) {}

  add(bytes: number, nowMs: number, isSound = false): void {
    this.#sent.push({ atMs: nowMs, bytes, isSound });
  }

  /** Whether so much more may go. What is larger than all of the budget goes alone. */
  has(bytes: number, nowMs: number): boolean {
    const pictures = this.#within(nowMs).filter(({ isSound }) => !isSound);
    return pictures.length === 0 || sum(this.#within(nowMs)) + bytes <= (this.bytesPerS * SPAN_MS) / 1000;
  }

  soundBytesPerS(nowMs: number): number {
    return (1000 * sum(this.#within(nowMs).filter(({ isSound }) => isSound))) / SPAN_MS;
  }

  #within(nowMs: number): Sent[] {
    this.#sent = this.#sent.filter(({ atMs }) => nowMs - atMs < SPAN_MS);
    return this.#sent;
  }
}

function sum(sent: Sent[]): number {
  return sent.reduce((total, { bytes }) => total + bytes, 0);
}
