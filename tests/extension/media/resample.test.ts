import { describe, expect, test } from "vitest";
import { Resampler, TARGET_HZ } from "../../../extension/src/media/resample";

function tone(hz: number, frequency: number, seconds: number): Float32Array {
  return Float32Array.from(
    { length: Math.round(hz * seconds) },
    (_, at) => 0.5 * Math.sin((2 * Math.PI * frequency * at) / hz),
  );
}

/** Push in blocks of 10 ms and join what comes out. */
function resampled(hz: number, samples: Float32Array): number[] {
  const resampler = new Resampler(hz);
  const block = Math.round(hz / 100);
  const out: number[] = [];
  for (let at = 0; at < samples.length; at += block) out.push(...resampler.push(samples.subarray(at, at + block)));
  return out;
}

/** Root mean square of the middle, full scale 1. */
function level(samples: number[]): number {
  const middle = samples.slice(samples.length >> 2, -(samples.length >> 2));
  return Math.sqrt(middle.reduce((sum, value) => sum + (value / 32767) ** 2, 0) / middle.length);
}

describe.each([8000, 16_000, 44_100, 48_000])("sound of %i samples a second", (hz) => {
  test("becomes 16000 a second, however it is cut into blocks", () => {
    expect(Math.abs(resampled(hz, tone(hz, 440, 2)).length - 2 * TARGET_HZ)).toBeLessThanOrEqual(1);
  });

  test("keeps a voice as loud as it was", () => {
    expect(level(resampled(hz, tone(hz, 1000, 1)))).toBeCloseTo(0.5 / Math.SQRT2, 2);
  });

  test("joins blocks without a click", () => {
    const smooth = resampled(hz, tone(hz, 300, 0.5)).slice(100, -100);
    const steps = smooth.slice(1).map((value, at) => Math.abs(value - (smooth[at] as number)));
    // The steepest step of a sine of 300 Hz and half of full scale.
    expect(Math.max(...steps)).toBeLessThan(1.1 * 0.5 * 32767 * 2 * Math.PI * (300 / TARGET_HZ));
  });
});

test("what 16 kHz cannot carry does not come back as another tone", () => {
  expect(level(resampled(48_000, tone(48_000, 11_000, 1)))).toBeLessThan(0.005);
});

test("what is too loud is cut, not wrapped", () => {
  const out = new Resampler(16_000).push(new Float32Array(400).fill(3));
  expect(Math.max(...out)).toBe(32767);
  expect(Math.min(...out)).toBeGreaterThan(-20_000);
});
