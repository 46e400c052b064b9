import { describe, expect, test } from "vitest";
import { greyOf, measure } from "../../../server/candor/web/static/capture/measure.js";
import { blurred, cardPicture, glaring, PLACE } from "./pictures.mjs";

const sharpnessOf = (picture) => measure(picture, PLACE).sharpness;

test("colours become grey as eyes see them", () => {
  const data = Uint8ClampedArray.from([255, 255, 255, 255, 0, 255, 0, 255, 0, 0, 255, 255]);
  expect([...greyOf({ data, width: 3, height: 1 }).grey]).toEqual([255, 149, 28]);
});

test("a blurred card is less sharp, the more it is blurred, whatever its contrast", () => {
  const picture = cardPicture();
  const [sharp, soft, softer] = [picture, blurred(picture, 1), blurred(picture, 3)].map(sharpnessOf);
  expect(sharp).toBeGreaterThan(2 * soft);
  expect(soft).toBeGreaterThan(softer);
  const pale = cardPicture({ print: 140 });
  expect(sharpnessOf(pale) / sharp).toBeCloseTo(1, 0);
});

test("where there is nothing to see, sharpness is not told", () => {
  expect(sharpnessOf(cardPicture({ table: 90, paper: 90, print: 90 }))).toBeNull();
});

test("brightness is that of the place, and the surroundings are told apart", () => {
  const seen = measure(cardPicture({ table: 200, paper: 40, print: 30 }), PLACE);
  expect(seen.brightness).toBeLessThan(41);
  expect(seen.surround).toBe(200);
});

test("glare is the share of saturated pixels", () => {
  const shining = glaring(cardPicture(), { x: 200, y: 150, size: 80 });
  expect(measure(cardPicture(), PLACE).glare).toBe(0);
  expect(measure(shining, PLACE).glare).toBeCloseTo((80 * 80) / (PLACE.width * PLACE.height), 3);
});

describe("movement", () => {
  test("is nothing between equal pictures, and something when the card moves", () => {
    const moved = cardPicture({ card: { ...PLACE, x: PLACE.x + 6 } });
    expect(measure(cardPicture(), PLACE, cardPicture()).movement).toBe(0);
    expect(measure(moved, PLACE, cardPicture()).movement).toBeGreaterThan(6);
  });
  test("is not told for the first picture, or one of another size", () => {
    expect(measure(cardPicture(), PLACE).movement).toBeNull();
    expect(measure(cardPicture(), PLACE, cardPicture({ width: 700 })).movement).toBeNull();
  });
});

describe("a card", () => {
  test("in the place is found by its four sides", () => {
    const seen = measure(cardPicture(), PLACE);
    expect(seen.sides).toBe(4);
    expect(seen.size).toBeCloseTo(1, 1);
  });
  test("that is far away is small", () => {
    const far = { x: 192, y: 133, width: 256, height: 171 };
    expect(measure(cardPicture({ card: far }), PLACE).size).toBeCloseTo(0.5, 1);
  });
  test("that reaches out of the picture lacks sides", () => {
    const near = { x: 0, y: 0, width: 640, height: 437 };
    expect(measure(cardPicture({ card: near, print: 190 }), PLACE).sides).toBe(0);
  });
  test("is not found on an empty table", () => {
    const empty = measure(cardPicture({ paper: 60, print: 60 }), PLACE);
    expect([empty.sides, empty.size]).toEqual([0, null]);
  });
});
