import { describe, expect, test } from "vitest";
import {
  cameraFacts,
  drawCode,
  lightWord,
  loudness,
  tookOn,
  warmth,
} from "../../../server/candor/web/static/capture/facts.js";

const track = (label, settings = { width: 1280, height: 720, frameRate: 29.97 }) => ({
  label,
  getSettings: () => settings,
});

test("a camera tells its label and settings, and a program by its name", () => {
  const programs = ["virtual", "obs"];
  expect(cameraFacts(track("OBS Virtual Camera"), programs)).toEqual({
    camera: "OBS Virtual Camera",
    width: 1280,
    height: 720,
    fps: 30,
    isProgram: true,
  });
  expect(cameraFacts(track("x".repeat(500), {}), programs)).toMatchObject({ width: 0, fps: 0, isProgram: false });
  expect(cameraFacts(track("x".repeat(500)), programs).camera).toHaveLength(120);
});

test.each([
  [{ brightness: 20, surround: 30 }, "dark"],
  [{ brightness: 100, surround: 200 }, "backlit"],
  [{ brightness: 240, surround: 230 }, "bright"],
  [{ brightness: 120, surround: 100 }, "good"],
])("light %o is %s", (seen, word) => {
  expect(lightWord(seen, { dark: 60, bright: 210, backlit: 60 })).toBe(word);
});

test("silence has no loudness, a sine that of its root mean square", () => {
  expect(loudness(new Float32Array(64))).toBe(0);
  expect(loudness(Float32Array.from({ length: 1000 }, (_, i) => Math.sin((i / 50) * 2 * Math.PI)))).toBeCloseTo(
    Math.SQRT1_2,
    2,
  );
});

test("warmth does not change with brightness", () => {
  expect(warmth([200, 150, 100, 255])).toBeCloseTo(warmth([100, 75, 50, 255]), 1);
  expect(warmth([200, 150, 100, 255])).toBeGreaterThan(warmth([100, 150, 200, 255]));
});

/** Numbers from 0 to 1 that are the same in every run. */
const dice = () => {
  let state = 7;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
};

test("codes are as warm as cool and never long alike", () => {
  const random = dice();
  const codes = Array.from({ length: 200 }, () => drawCode(16, 2, random).join(""));
  expect(codes.every((code) => code.replaceAll("0", "").length === 8)).toBe(true);
  expect(codes.some((code) => /000|111/.test(code))).toBe(false);
  expect(new Set(codes).size).toBeGreaterThan(150);
});

describe("a picture took on the colours", () => {
  const CHIP_S = 0.6;
  const seen = (code, gain, noise, random) =>
    Array.from({ length: code.length * 12 }, (_, i) => {
      const atS = (i * CHIP_S) / 12;
      return [atS, gain * code[Math.floor(atS / CHIP_S)] + noise * (random() - 0.5) + 0.01 * atS];
    });

  test("when it follows them, also over a drift", () => {
    const random = dice();
    const code = drawCode(16, 2, random);
    expect(tookOn(seen(code, 0.02, 0.02, random), code, CHIP_S, random)).toBe(true);
  });
  test("hardly ever when it does not", () => {
    const random = dice();
    const passed = Array.from({ length: 200 }, () => {
      const code = drawCode(16, 2, random);
      return tookOn(seen(code, 0, 0.02, random), code, CHIP_S, random);
    });
    expect(passed.filter(Boolean).length).toBeLessThan(22); // 5 % of 200, and four standard deviations
  });
  test("is not told when too little was seen", () => {
    expect(tookOn([[0.5, 1]], drawCode(16, 2), CHIP_S)).toBeNull();
  });
});
