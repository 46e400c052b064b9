import { describe, expect, test } from "vitest";
import { FIRST_KEYS, isKeys, type Pressed, shortcutOf, withKey } from "../../../extension/src/session/shortcuts";

const BUTTON = { tagName: "BUTTON", type: "button", isContentEditable: false };
const pressed = (key: string, change: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  isComposing: false,
  defaultPrevented: false,
  target: BUTTON,
  ...change,
});

describe("a pressed letter", () => {
  test.each([
    ["n", "note"],
    ["N", "note"],
    ["c", "next"],
    ["x", null],
    ["Enter", null],
  ])("%s asks for %s", (key, shortcut) => {
    expect(shortcutOf(pressed(key), FIRST_KEYS)).toBe(shortcut);
  });

  test.each([
    { tagName: "TEXTAREA" },
    { tagName: "INPUT", type: "text" },
    { tagName: "INPUT", type: "search" },
    { tagName: "SELECT" },
    { tagName: "DIV", isContentEditable: true },
  ])("belongs to what is typed into: %j", (target) => {
    expect(shortcutOf(pressed("n", { target }), FIRST_KEYS)).toBeNull();
  });

  test.each([{ tagName: "INPUT", type: "checkbox" }, { tagName: "INPUT", type: "radio" }, null])(
    "is a shortcut where letters do nothing: %j",
    (target) => {
      expect(shortcutOf(pressed("n", { target }), FIRST_KEYS)).toBe("note");
    },
  );

  test.each([
    { ctrlKey: true },
    { metaKey: true },
    { altKey: true },
    { repeat: true },
    { isComposing: true },
    { defaultPrevented: true },
  ])("is the browser's, or part of a longer one, with %j", (change) => {
    expect(shortcutOf(pressed("n", change), FIRST_KEYS)).toBeNull();
  });
});

describe("another letter", () => {
  test("takes the place of the one before, and none serves two", () => {
    expect(withKey(FIRST_KEYS, "note", "nK")).toEqual({ note: "k", next: "c" });
    expect(withKey(FIRST_KEYS, "note", "c")).toEqual({ note: "c", next: "" });
  });

  test("may be none, and then nothing is asked for", () => {
    const none = withKey(withKey(FIRST_KEYS, "note", ""), "next", "?");
    expect(none).toEqual({ note: "", next: "" });
    expect(shortcutOf(pressed(""), none)).toBeNull();
  });

  test.each([
    [FIRST_KEYS, true],
    [{ note: "", next: "7" }, true],
    [{ note: "nn", next: "c" }, false],
    [{ note: "n" }, false],
    [null, false],
    ["nc", false],
  ])("that was kept is looked at: %j", (kept, isGood) => {
    expect(isKeys(kept)).toBe(isGood);
  });
});
