/**
 * Sound of any rate in, 16 kHz signed 16 bit out: a low-pass against aliases and every so-manieth sample, in one go.
 *
 * Polyphase windowed sinc with exact rational rates (48 kHz: 1/3, 44.1 kHz: 160/441); remembers what it needs of the
 * block before, so that blocks join without a click. The answer lags by HALF_WIDTH samples of 16 kHz: one millisecond.
 */
export const TARGET_HZ = 16_000;
/** Zero crossings of the sinc on each side, in samples of the lower rate. */
const HALF_WIDTH = 16;
/** Share of the target's half rate that passes; the rest is the slope of the filter. */
const PASS = 0.9;

export class Resampler {
  readonly #up: number;
  readonly #down: number;
  /** For each phase the weights of consecutive input samples. */
  readonly #phases: Float32Array[];
  readonly #taps: number;
  /** The last input samples, then the new block. */
  #tail: Float32Array;
  /** Where the next output sample lies, in 1/up of an input sample after the beginning of the tail. */
  #position = 0;

  constructor(readonly hz: number) {
    const common = gcd(TARGET_HZ, hz);
    this.#up = TARGET_HZ / common;
    this.#down = hz / common;
    // Above 1 the input has the lower rate: nothing has to be kept out.
    const scale = Math.min(1, TARGET_HZ / hz) * PASS;
    this.#taps = 2 * Math.ceil(HALF_WIDTH / scale);
    this.#phases = Array.from({ length: this.#up }, (_, phase) => kernel(phase / this.#up, this.#taps, scale));
    this.#tail = new Float32Array(this.#taps);
  }

  /** Take a block of -1 to 1; return what has become complete. */
  push(block: Float32Array): Int16Array<ArrayBuffer> {
    const input = new Float32Array(this.#tail.length + block.length);
    input.set(this.#tail);
    input.set(block, this.#tail.length);
    const end = (input.length - this.#taps) * this.#up;
    const out = new Int16Array(Math.max(0, Math.ceil((end - this.#position) / this.#down)));
    for (let n = 0; n < out.length; n++, this.#position += this.#down) {
      const first = Math.floor(this.#position / this.#up);
      const weights = this.#phases[this.#position % this.#up] as Float32Array;
      let sum = 0;
      for (let tap = 0; tap < this.#taps; tap++) sum += (input[first + tap] as number) * (weights[tap] as number);
      out[n] = Math.max(-32768, Math.min(32767, Math.round(sum * 32767)));
    }
    const done = Math.min(input.length, Math.floor(this.#position / this.#up));
    this.#tail = input.slice(done);
    this.#position -= done * this.#up;
    return out;
  }
}

/** Weights of a sinc under a Hann window, centred `fraction` of a sample after the middle; their sum is 1. */
function kernel(fraction: number, taps: number, scale: number): Float32Array {
  const weights = new Float32Array(taps);
  const half = taps / 2;
  let sum = 0;
  for (let tap = 0; tap < taps; tap++) {
    const x = tap - half + 1 - fraction;
    const window = Math.abs(x) < half ? 0.5 + 0.5 * Math.cos((Math.PI * x) / half) : 0;
    weights[tap] = sinc(x * scale) * window;
    sum += weights[tap] as number;
  }
  return weights.map((weight) => weight / sum);
}

function sinc(x: number): number {
  return Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
