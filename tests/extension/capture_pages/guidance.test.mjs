import { describe, expect, test } from "vitest";
import { advise, placeIn, Speaker, withRoom } from "../../../server/candor/web/static/capture/guidance.js";

const LIMITS = { dark: 70, bright: 225, backlit: 60, glare: 0.02, movement: 6, sides: 3, size: 0.75, sharpness: 0.2 };
const GOOD = { brightness: 150, surround: 100, glare: 0, movement: 1, sides: 4, size: 0.95, sharpness: 0.5 };

test.each([
  [{}, "good"],
  [{ brightness: 40 }, "dark"],
  [{ surround: 220 }, "backlit"],
  [{ glare: 0.1 }, "glare"],
  [{ brightness: 240, surround: 200 }, "bright"],
  [{ movement: 20 }, "move"],
  [{ movement: null }, "good"],
  [{ sides: 2 }, "inside"],
  [{ size: 0.4 }, "closer"],
  [{ size: null }, "good"],
  [{ sharpness: 0.05 }, "blurred"],
  [{ sharpness: null }, "blurred"],
  [{ brightness: 40, movement: 20, sides: 0 }, "dark"],
])("what helps most is said first: %o is %s", (change, word) => {
  expect(advise({ ...GOOD, ...change }, LIMITS)).toBe(word);
});

test("a portrait is not asked to be a card", () => {
  expect(advise({ ...GOOD, sides: 0, size: null }, { ...LIMITS, sides: 0, size: 0 })).toBe("good");
});

describe("words", () => {
  const heard = (...moments) => {
    const said = [];
    const speaker = new Speaker((word) => said.push(word));
    for (const [word, ms] of moments) speaker.hear(word, ms);
    return said;
  };
  test("are said once they have held for a moment", () => {
    expect(heard(["dark", 0], ["dark", 400])).toEqual([]);
    expect(heard(["dark", 0], ["dark", 600])).toEqual(["dark"]);
  });
  test("that come and go are never said", () => {
    expect(heard(["dark", 0], ["move", 400], ["dark", 800], ["move", 1200])).toEqual([]);
  });
  test("are not said twice, and leave time to hear the one before", () => {
    const said = heard(["dark", 0], ["dark", 600], ["good", 700], ["good", 1300], ["good", 2500], ["good", 9000]);
    expect(said).toEqual(["dark", "good"]);
    expect(heard(["dark", 0], ["dark", 600], ["good", 700], ["good", 1300])).toEqual(["dark"]);
  });
});

describe("the place of the card", () => {
  test.each([
    [1920, 1080],
    [480, 640],
    [320, 180],
  ])("lies in the middle of a picture of %i x %i px", (width, height) => {
    const place = placeIn(width, height, { aspect: 1.5, share: 0.86 });
    expect(place.width / place.height).toBeCloseTo(1.5, 1);
    expect(place.x).toBeGreaterThan(0);
    expect(place.y + place.height).toBeLessThan(height);
    expect(Math.abs(2 * place.x + place.width - width)).toBeLessThanOrEqual(1);
  });
  test("with room around it stays within the picture", () => {
    expect(withRoom({ x: 10, y: 5, width: 100, height: 50 }, 0.2, 118, 60)).toEqual({
      x: 0,
      y: 0,
      width: 118,
      height: 60,
    });
  });
});
