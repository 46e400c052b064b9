import { expect, test } from "vitest";
import { Spending } from "../../../extension/src/media/spending";

test("no two seconds hold more than the budget, sound and pictures together", () => {
  const spending = new Spending(1000);
  spending.add(1200, 0);
  spending.add(500, 500, true);

  expect(spending.has(300, 1000)).toBe(true);
  expect(spending.has(301, 1000)).toBe(false);
  expect(spending.has(1500, 2000), "the picture is past, the sound is not").toBe(true);
});

test("a picture that is larger than all of the budget goes alone, whatever sound there is", () => {
  const spending = new Spending(1000);
  spending.add(900, 0, true);
  expect(spending.has(50_000, 0)).toBe(true);
  spending.add(50_000, 0);
  expect(spending.has(1, 1999)).toBe(false);
  expect(spending.has(1, 2000)).toBe(true);
});

test("tells what sound takes", () => {
  const spending = new Spending(1000);
  spending.add(640, 0, true);
  spending.add(640, 200, true);
  spending.add(9999, 200);
  expect(spending.soundBytesPerS(300)).toBe(640);
});
