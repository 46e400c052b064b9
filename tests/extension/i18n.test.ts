import { describe, expect, test } from "vitest";
import en from "../../extension/_locales/en/messages.json";
import id from "../../extension/_locales/id/messages.json";
import { pickLanguage, plural, setLanguage, type TextKey, text } from "../../extension/src/i18n";

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

/** Words that stand beside others, in a button or a tag, and how many characters have room there. */
const ROOM: [RegExp, number][] = [
  [/^(state|severity)_/, 30],
  [/^card_(explained|later|note|escalate|save|cancel)$/, 17],
  [/^answered_/, 16],
  [/^check_(phase_|confirm_yes|confirm_no|cannot|skip)/, 24],
  [/^link_/, 20],
  [/^(tab|mark)_/, 18],
  [/^trend_(new|for|now)$/, 14],
  [/^notes_(unsaved|change|remove|removing)$/, 18],
];

describe("what has little room", () => {
  const short = (Object.keys(en) as TextKey[]).flatMap((key) => {
    const room = ROOM.find(([place]) => place.test(key));
    return room ? [[key, room[1]] as const] : [];
  });

  test.each(short)("%s has at most %i characters in each language", (key, room) => {
    for (const { message } of [en[key], id[key]]) expect([...message].length).toBeLessThanOrEqual(room);
  });

  test.each(Object.keys(en) as TextKey[])("%s is not much longer in Indonesian, if it is a sentence", (key) => {
    if (en[key].message.length > 40) expect(id[key].message.length).toBeLessThanOrEqual(1.4 * en[key].message.length);
  });
});

describe("numbers of things", () => {
  const stems = Object.keys(en)
    .filter((key) => key.endsWith("_one") && `${key.slice(0, -4)}_other` in en)
    .map((key) => key.slice(0, -4) as Parameters<typeof plural>[0]);

  test.each(stems)("%s has the form that each language asks for", (stem) => {
    for (const [language, words] of [["en", en] as const, ["id", id] as const]) {
      setLanguage(language);
      for (const count of [0, 1, 2, 5, 21]) {
        const form = new Intl.PluralRules(language).select(count) as "one" | "other";
        expect(plural(stem, count)).toBe(words[`${stem}_${form}` as TextKey].message.replace("$1", String(count)));
      }
    }
    setLanguage("en");
  });

  test("a number before a word that ends in s always has its two forms", () => {
    // A rate has a fraction, which is always several; what a server gets is a verb.
    const fine = ["rate", "sending", "sees_server_named"];
    const counted = (Object.keys(en) as TextKey[]).filter((key) => /\$\d [a-z]+s\b/.test(en[key].message));
    expect(counted.filter((key) => !key.endsWith("_other") && !fine.includes(key))).toEqual([]);
  });
});

test("words are filled in, in the language that was set", () => {
  setLanguage("id");
  expect(text("rate", "7.9")).toBe("7.9 gambar/dtk diperiksa");
  setLanguage("en");
  expect(text("rate", "7.9")).toBe("7.9 pictures/s checked");
});

test.each([
  [["id-ID", "en"], "id"],
  [["de-DE", "id"], "id"],
  [["de"], "en"],
  [[], "en"],
])("of the languages %j it speaks %s", (preferred, expected) => {
  expect(pickLanguage(preferred)).toBe(expected);
});
