import { expect, test } from "vitest";
import { Spending } from "../../../extension/src/media/spending";

test("no two seconds hold more than the budget, sound and pictures together", () => {
  const spending = new Spending(1000);
  spending.add(1200, 0);
  spending.add(500, 500, "sound");

  expect(spending.has(300, 1000)).toBe(true);
  expect(spending.has(301, 1000)).toBe(false);
  expect(spending.has(1500, 2000), "the picture is past, the sound is not").toBe(true);
});

test("a picture that is larger than all of the budget goes alone, whatever sound there is", () => {
  const spending = new Spending(1000);
  spending.add(900, 0, "sound");
  expect(spending.has(50_000, 0)).toBe(true);
  spending.add(50_000, 0);
  expect(spending.has(1, 1999)).toBe(false);
  expect(spending.has(1, 2000)).toBe(true);
});

test("tells what sound takes", () => {
  const spending = new Spending(1000);
  spending.add(640, 0, "sound");
  spending.add(640, 200, "sound");
  spending.add(9999, 200);
  expect(spending.soundBytesPerS(300)).toBe(640);
});

test("what is kept for close-ups is taken by them alone, and counts once", () => {
  const spending = new Spending(1000);
  spending.keptBytes = 200;
  spending.add(1000, 0);
  expect(spending.has(900, 0)).toBe(false);
  expect(spending.has(800, 0)).toBe(true);
  expect(spending.has(1000, 0, "close_up")).toBe(true);
  spending.add(200, 0, "close_up");
  expect(spending.has(800, 0)).toBe(true);
  expect(spending.has(801, 0)).toBe(false);
});
