import { describe, expect, test } from "vitest";
import en from "../../extension/_locales/en/messages.json";
import id from "../../extension/_locales/id/messages.json";
import { pickLanguage, setLanguage, type TextKey, text } from "../../extension/src/i18n";

const placeholders = (message: string) => [...message.matchAll(/\$\d/g)].map(String).sort();

describe("locales", () => {
  test("say the same things in the same order", () => {
    expect(Object.keys(id)).toEqual(Object.keys(en));
  });

  test.each(Object.keys(en) as TextKey[])("%s has words and the same places to fill in", (key) => {
    expect(en[key].message.trim()).not.toBe("");
    expect(id[key].message.trim()).not.toBe("");
    expect(placeholders(id[key].message)).toEqual(placeholders(en[key].message));
  });

  test("never claim what nobody can know", () => {
    const all = JSON.stringify([en, id]).toLowerCase();
    for (const word of ["verified", "deepfake", "fake", "fraud", "palsu", "terverifikasi", "emotion", "honest"]) {
      expect(all).not.toContain(`"${word}`);
      expect(all).not.toMatch(new RegExp(`\\b${word}\\b`));
    }
  });
});

test("words are filled in, in the language that was set", () => {
  setLanguage("id");
  expect(text("rate", "7.9")).toBe("7.9 gambar/dtk");
  setLanguage("en");
  expect(text("rate", "7.9")).toBe("7.9 pictures/s");
});

test.each([
  [["id-ID", "en"], "id"],
  [["de-DE", "id"], "id"],
  [["de"], "en"],
  [[], "en"],
])("of the languages %j it speaks %s", (preferred, expected) => {
  expect(pickLanguage(preferred)).toBe(expected);
});
