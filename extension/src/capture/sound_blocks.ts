/**
 * Joins small pieces of sound into blocks of about 200 ms, and adds the voices of one call into one.
 *
 * Pieces say when they began. A block goes out once every voice has gone past its end; one that lags holds the others up
 * for another block at most.
 */
import type { RawSound } from "../messages";

export const BLOCK_S = 0.2;
/** Pieces within this of each other join without a gap: it is the clock that wavers, not the sound. */
const JOIN_S = 0.02;
/** Share of that wavering by which the block's time follows. */
const PULL = 0.05;
/** A piece this far from the block belongs to another time: the sound has paused, or the clock has jumped. */
const JUMP_S = 1;

export class SoundBlocks {
  readonly #length: number;
  /** Two blocks: the one that is being filled, and what is there of the next. */
  #sum: Float32Array;
  #beganAtS = Number.NaN;
  /** Up to which sample each voice has come. */
  readonly #filled = new Map<number, number>();

  constructor(
    readonly hz: number,
    private readonly deliver: (sound: RawSound) => void,
  ) {
    this.#length = Math.round(BLOCK_S * hz);
    this.#sum = new Float32Array(2 * this.#length);
  }

  /** Add a piece of one voice, shorter than a block. */
  add(voice: number, beganAtS: number, samples: Float32Array): void {
    if (!(Math.abs(beganAtS - this.#beganAtS) <= JUMP_S)) this.#begin(beganAtS);
    let at = this.#place(voice, beganAtS);
    while (at + samples.length > this.#sum.length) {
      this.#finish();
      at = Math.max(0, at - this.#length);
    }
    for (let i = 0; i < samples.length; i++) this.#sum[at + i] = (this.#sum[at + i] as number) + (samples[i] as number);
    this.#filled.set(voice, at + samples.length);
    while (Math.min(...this.#filled.values()) >= this.#length) this.#finish();
  }

  /** A voice has left the call. */
  forget(voice: number): void {
    this.#filled.delete(voice);
  }

  #begin(atS: number): void {
    this.#beganAtS = atS;
    this.#sum.fill(0);
    this.#filled.clear();
  }

  #place(voice: number, beganAtS: number): number {
    const measured = Math.round((beganAtS - this.#beganAtS) * this.hz);
    const expected = this.#filled.get(voice);
    if (expected === undefined || Math.abs(measured - expected) > JOIN_S * this.hz) return Math.max(0, measured);
    this.#beganAtS += (PULL * (measured - expected)) / this.hz;
    return Math.max(0, expected);
  }

  #finish(): void {
    const samples = this.#sum.slice(0, this.#length);
    this.deliver({ capturedAtS: this.#beganAtS, hz: this.hz, samples: samples.buffer });
    this.#sum.copyWithin(0, this.#length);
    this.#sum.fill(0, this.#length);
    this.#beganAtS += BLOCK_S;
    for (const [voice, filled] of this.#filled) {
      if (filled < -this.#length) this.#filled.delete(voice);
      else this.#filled.set(voice, filled - this.#length);
    }
  }
}
