import { expect, test } from "vitest";
import { fpsWithin, Pace } from "../../../extension/src/capture/pace";

/** Pictures taken from a source of `sourceFps` in `seconds`, each dealt with at once. */
function takenIn(pace: Pace, sourceFps: number, seconds: number): number {
  let taken = 0;
  for (let picture = 0; picture < sourceFps * seconds; picture++) {
    if (!pace.take((picture * 1000) / sourceFps)) continue;
    taken++;
    pace.release();
  }
  return taken;
}

test.each([5, 8, 10, 15])("takes %i pictures a second of a 30 Hz source", (fps) => {
  expect(Math.abs(takenIn(new Pace(fps), 30, 10) - fps * 10)).toBeLessThanOrEqual(2);
});

test("takes every picture of a source that is slower than asked", () => {
  expect(takenIn(new Pace(8), 5, 10)).toBe(50);
});

test("never has more than two pictures on the way", () => {
  const pace = new Pace(8);

  expect([0, 200, 400, 600].map((now) => pace.take(now))).toEqual([true, true, false, false]);
  pace.release();
  expect(pace.take(800)).toBe(true);
});

test("goes on when nobody tells any more what became of the pictures on the way", () => {
  const pace = new Pace(8);

  expect([0, 200, 5000, 5300, 5500, 5700].map((now) => pace.take(now))).toEqual([true, true, false, true, true, false]);
});

test("does not catch up after a pause", () => {
  const pace = new Pace(10);
  pace.take(0);
  pace.release();

  const burst = [60_000, 60_010, 60_020, 60_030].filter((now) => {
    const isTaken = pace.take(now);
    if (isTaken) pace.release();
    return isTaken;
  });

  expect(burst).toEqual([60_000]);
});

test("follows a new rate at once", () => {
  const pace = new Pace(8);
  pace.setFps(2);

  expect(Math.abs(takenIn(pace, 30, 10) - 20)).toBeLessThanOrEqual(1);
});

test("of dear pictures fewer are taken, but never less than six a second", () => {
  expect([0, 1, 4, 10, 50].map((costMs) => fpsWithin(12, costMs))).toEqual([12, 12, 12, 6, 6]);
  expect(fpsWithin(12, 6.25)).toBe(8);
  expect(fpsWithin(2, 50)).toBe(2);
});

test("pictures that were interrupted change nothing, lasting slowness does", () => {
  const pace = new Pace(10);
  for (const costMs of [2, 90, 90, 2, 2, 40]) pace.spent(costMs);
  expect(pace.costMs).toBe(2);
  expect(Math.abs(takenIn(pace, 30, 10) - 100)).toBeLessThanOrEqual(2);

  const slow = new Pace(10);
  for (let picture = 0; picture < 20; picture++) slow.spent(10);
  expect(Math.abs(takenIn(slow, 30, 10) - 60)).toBeLessThanOrEqual(2);
});
