import { describe, expect, test } from "vitest";
import { Budget, bestStep, needs, STEPS } from "../../../extension/src/media/budget";
import { SPAN_MS } from "../../../extension/src/media/spending";

const NETWORK_BYTES_PER_S = 50_000;
const LOCAL_BYTES_PER_S = 500_000;

/** The same numbers every time. */
function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

/** Seconds of pictures at the budget's own pace; what was sent when. */
function played(budget: Budget, seconds: number, bytesOf: (quality: number, atS: number) => number) {
  const sent: { atMs: number; bytes: number }[] = [];
  for (let atMs = 0; atMs < seconds * 1000; atMs += 1000 / budget.step.fps) {
    const bytes = bytesOf(budget.step.quality, atMs / 1000);
    if (budget.take(bytes, atMs)) sent.push({ atMs, bytes });
  }
  return sent;
}

function heaviestSpan(sent: { atMs: number; bytes: number }[]): number {
  const within = (from: number) => sent.filter(({ atMs }) => atMs >= from && atMs < from + SPAN_MS);
  return Math.max(...sent.map(({ atMs }) => within(atMs).reduce((sum, { bytes }) => sum + bytes, 0)));
}

test("steps go from the dearest to the cheapest, within 5 to 12 pictures a second", () => {
  const costs = STEPS.map((step) => needs(step, 1000));
  expect(costs).toEqual(costs.toSorted((a, b) => b - a));
  expect(STEPS.every(({ fps }) => fps >= 5 && fps <= 12)).toBe(true);
});

describe("the best step", () => {
  test("fits, and no dearer one would", () => {
    for (let fullBytes = 1000; fullBytes < 60_000; fullBytes += 500) {
      const best = bestStep(fullBytes, NETWORK_BYTES_PER_S);
      const fitting = STEPS.filter((step) => needs(step, fullBytes) <= NETWORK_BYTES_PER_S);
      expect(STEPS[best]).toEqual(fitting[0] ?? STEPS.at(-1));
    }
  });

  test("is the dearest for small pictures and the cheapest for impossible ones", () => {
    expect(bestStep(1000, NETWORK_BYTES_PER_S)).toBe(0);
    expect(bestStep(1e9, NETWORK_BYTES_PER_S)).toBe(STEPS.length - 1);
  });
});

describe("a budget", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])("is never exceeded in any two seconds, whatever pictures weigh (%i)", (seed) => {
    const random = randoms(seed);
    let fullBytes = 20_000;
    const sent = played(new Budget(NETWORK_BYTES_PER_S), 60, (quality) => {
      if (random() < 0.02) fullBytes = 2000 + random() * 80_000;
      return Math.round(fullBytes * quality * (0.5 + random()));
    });

    expect(heaviestSpan(sent)).toBeLessThanOrEqual((NETWORK_BYTES_PER_S * SPAN_MS) / 1000);
    expect(sent.length).toBeGreaterThan(60);
  });

  test("is used: pictures of a usual weight keep at least five a second, and most of the bytes", () => {
    const sent = played(new Budget(NETWORK_BYTES_PER_S), 30, (quality) => 20_000 * quality);
    const bytes = sent.reduce((sum, picture) => sum + picture.bytes, 0);

    expect(sent.length / 30).toBeGreaterThanOrEqual(5);
    expect(bytes / 30).toBeGreaterThan(0.6 * NETWORK_BYTES_PER_S);
  });

  test("gives way at once when pictures get heavy, and comes back when they are light again, without swinging", () => {
    const budget = new Budget(NETWORK_BYTES_PER_S);
    const steps: string[] = [];
    played(budget, 60, (quality, atS) => {
      const step = JSON.stringify(budget.step);
      if (steps.at(-1) !== step) steps.push(step);
      return (atS > 20 && atS < 40 ? 45_000 : 6000) * quality;
    });

    expect(steps.filter((step) => JSON.parse(step).fps === 5)).not.toEqual([]);
    expect(budget.step.quality).toBeGreaterThanOrEqual(0.55);
    expect(steps.length).toBeLessThan(20);
  });

  test("lets one picture through that is larger than all of it, alone", () => {
    const budget = new Budget(1000);
    expect([0, 500, 1999, 2000].map((atMs) => budget.take(50_000, atMs))).toEqual([true, false, false, true]);
  });

  test("on this computer leaves pictures as sharp and as many as they can be", () => {
    const budget = new Budget(LOCAL_BYTES_PER_S);
    played(budget, 10, (quality) => 25_000 * quality);
    expect(budget.step).toEqual(STEPS[0]);
  });
});
