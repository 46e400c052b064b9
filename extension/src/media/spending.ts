/**
 * What has gone out within the last seconds, pictures, close-ups and sound, and what may still go? Pure: no clock.
 */

/** No span of this length holds more than the budget. */
export const SPAN_MS = 2000;

type Kind = "picture" | "close_up" | "sound";

interface Sent {
  atMs: number;
  bytes: number;
  kind: Kind;
}

export class Spending {
  #sent: Sent[] = [];
  /** Of each span, kept for close-ups. */
  keptBytes = 0;

  constructor(readonly bytesPerS: number) {}

  add(bytes: number, nowMs: number, kind: Kind = "picture"): void {
    this.#sent.push({ atMs: nowMs, bytes, kind });
  }

  /** Whether so much more may go. A picture that is larger than all of the budget goes alone. */
  has(bytes: number, nowMs: number, kind: Kind = "picture"): boolean {
    const isAlone = kind === "picture" && this.#of("picture", nowMs).length === 0;
    const kept = kind === "picture" ? Math.max(0, this.keptBytes - sum(this.#of("close_up", nowMs))) : 0;
    return isAlone || sum(this.#within(nowMs)) + kept + bytes <= (this.bytesPerS * SPAN_MS) / 1000;
  }

  soundBytesPerS(nowMs: number): number {
    return (1000 * sum(this.#of("sound", nowMs))) / SPAN_MS;
  }

  #of(kind: Kind, nowMs: number): Sent[] {
    return this.#within(nowMs).filter((sent) => sent.kind === kind);
  }

  #within(nowMs: number): Sent[] {
    this.#sent = this.#sent.filter(({ atMs }) => nowMs - atMs < SPAN_MS);
    return this.#sent;
  }
}

function sum(sent: Sent[]): number {
  return sent.reduce((total, { bytes }) => total + bytes, 0);
}
