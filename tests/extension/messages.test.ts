import { expect, test } from "vitest";
import { isFromContent, isFromPanel, isPairing, isToBackground, isToOffscreen } from "../../extension/src/messages";
import { PAIRING } from "./builders";

const NONSENSE = [undefined, null, 1, "start", [], {}, { kind: "nonsense" }, { to: "nobody" }];

test("nonsense is nobody's message", () => {
  for (const check of [isFromContent, isFromPanel, isPairing, isToBackground, isToOffscreen]) {
    expect(NONSENSE.filter((value) => check(value))).toEqual([]);
  }
});

test("each part takes its own messages only", () => {
  expect(isToBackground({ to: "background", command: "look" })).toBe(true);
  expect(isToBackground({ to: "background", command: "format" })).toBe(false);
  expect(isToBackground({ to: "background", command: "keep", kept: { interview: "i-1", changes: [] } })).toBe(true);
  expect(isToBackground({ to: "background", command: "keep", kept: "everything" })).toBe(false);
  expect(isToOffscreen({ to: "offscreen", pairing: PAIRING, kept: null })).toBe(true);
  expect(isToOffscreen({ to: "offscreen", pairing: { ...PAIRING, token: 1 }, kept: null })).toBe(false);
  expect(isToOffscreen({ to: "offscreen", pairing: null, kept: { interview: "i-1", changes: [] } })).toBe(true);
  expect(isToOffscreen({ to: "offscreen", pairing: PAIRING })).toBe(false);
  expect(isFromPanel({ kind: "start" })).toBe(true);
  expect(isFromPanel({ kind: "check_start", check: null, cannot: [] })).toBe(true);
  expect(isFromPanel({ kind: "item" })).toBe(true);
  expect(isFromContent({ kind: "start" })).toBe(false);
});
