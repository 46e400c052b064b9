/**
 * All words that Candor shows in the browser, in the user's language. The only place that reads _locales.
 */
import en from "../_locales/en/messages.json";
import id from "../_locales/id/messages.json";

export type TextKey = keyof typeof en;
export type Language = "en" | "id";

const WORDS: Record<Language, Record<TextKey, { message: string }>> = { en, id };
let chosen: Language | null = null;

/** The first of the user's languages that we speak; English otherwise. */
export function pickLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const base = tag.toLowerCase().split("-")[0];
    if (base === "en" || base === "id") return base;
  }
  return "en";
}

export function language(): Language {
  chosen ??= pickLanguage(navigator.languages);
  return chosen;
}

export function setLanguage(next: Language): void {
  chosen = next;
}

/** Keys that have a form for one and a form for several. */
export type PluralKey = {
  [Key in TextKey]: Key extends `${infer Stem}_one` ? (`${Stem}_other` extends TextKey ? Stem : never) : never;
}[TextKey];

/** The words for a number of things, in the form that the language has for it; $1 is the number. */
export function plural(key: PluralKey, count: number, ...values: (string | number)[]): string {
  const form = new Intl.PluralRules(language()).select(count) === "one" ? "one" : "other";
  return text(`${key}_${form}` as TextKey, count, ...values);
}

/** The words for a key, with $1, $2 ... filled in. */
export function text(key: TextKey, ...values: (string | number)[]): string {
  return WORDS[language()][key].message.replace(/\$(\d)/g, (_all, position: string) =>
    String(values[Number(position) - 1] ?? ""),
  );
}
