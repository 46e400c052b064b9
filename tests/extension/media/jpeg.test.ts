import { expect, test } from "vitest";
import { sizeWithin } from "../../../extension/src/media/jpeg";

test("a picture within the server's limit keeps its size", () => {
  expect(sizeWithin(640, 360, 640 * 360)).toEqual({ width: 640, height: 360 });
});

test.each([100, 5000, 200_000])("a larger one is made small enough for %i px, in proportion", (maxPx) => {
  const { width, height } = sizeWithin(640, 360, maxPx);

  expect(width * height).toBeLessThanOrEqual(maxPx);
  expect(width / height).toBeCloseTo(640 / 360, 0);
});

test("no limit makes a picture vanish", () => {
  expect(sizeWithin(640, 360, 0)).toEqual({ width: 1, height: 1 });
});
