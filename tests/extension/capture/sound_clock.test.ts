import { expect, test } from "vitest";
import { SoundClock } from "../../../extension/src/capture/sound_clock";

const PIECE_S = 0.01;

/** Errors of the clock for pieces that are late by the given times. */
function errors(late: (piece: number) => number, pieces: number): number[] {
  const clock = new SoundClock();
  return Array.from({ length: pieces }, (_, piece) => {
    const beganS = 1000 + piece * PIECE_S;
    return clock.take(beganS + PIECE_S + late(piece), PIECE_S) - beganS;
  });
}

test("a piece began one length before it arrived", () => {
  expect(new SoundClock().take(5, 0.01)).toBeCloseTo(4.99, 9);
});

test("bursts of the browser hardly move it", () => {
  const found = errors((piece) => (piece % 4) * 0.01, 1000).slice(200);
  expect(Math.max(...found) - Math.min(...found)).toBeLessThan(0.005);
});

test("a clock that drifts is followed", () => {
  const found = errors((piece) => piece * 1e-5, 5000);
  expect(Math.abs((found.at(-1) as number) - 0.05)).toBeLessThan(0.005);
});

test("after a pause it begins anew", () => {
  const clock = new SoundClock();
  clock.take(1, PIECE_S);
  expect(clock.take(9, PIECE_S)).toBeCloseTo(8.99, 9);
});
