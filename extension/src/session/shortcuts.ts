/**
 * One letter for what an interviewer does most: begin a note, go on in the checklist. Never while something is typed.
 */
export const SHORTCUTS = ["note", "next"] as const;
export type Shortcut = (typeof SHORTCUTS)[number];

/** The letter of each; empty: there is none. */
export type Keys = Record<Shortcut, string>;

export const FIRST_KEYS: Keys = { note: "n", next: "c" };

/** What is looked at of a pressed key and of where it was pressed. */
export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
  isComposing: boolean;
  defaultPrevented: boolean;
  target: unknown;
}

/** What a pressed key asks for, or null. */
export function shortcutOf(pressed: Pressed, keys: Keys): Shortcut | null {
  const { key, ctrlKey, metaKey, altKey, repeat, isComposing, defaultPrevented, target } = pressed;
  if (ctrlKey || metaKey || altKey || repeat || isComposing || defaultPrevented || isTypedInto(target)) return null;
  return SHORTCUTS.find((one) => keys[one] !== "" && keys[one] === key.toLowerCase()) ?? null;
}

/** Fields that a letter belongs to; a tick or a choice takes none. */
function isTypedInto(target: unknown): boolean {
  const { tagName = "", type = "", isContentEditable = false } = (target ?? {}) as Partial<HTMLInputElement>;
  if (isContentEditable || tagName === "TEXTAREA" || tagName === "SELECT") return true;
  return tagName === "INPUT" && !["checkbox", "radio", "button", "submit"].includes(type);
}

/** Another letter for one of them; none serves two, and what is no letter or digit is none. */
export function withKey(keys: Keys, shortcut: Shortcut, typed: string): Keys {
  const key = letterOf(typed);
  const others = SHORTCUTS.filter((one) => one !== shortcut && keys[one] === key);
  const freed = Object.fromEntries(others.map((one) => [one, ""]));
  return { ...keys, ...freed, [shortcut]: key };
}

/** Whether something that was kept is a set of keys. */
export function isKeys(value: unknown): value is Keys {
  if (typeof value !== "object" || value === null) return false;
  const keys = value as Record<string, unknown>;
  return SHORTCUTS.every((one) => typeof keys[one] === "string" && letterOf(keys[one]) === keys[one]);
}

function letterOf(typed: string): string {
  return [...typed.toLowerCase()].filter((letter) => /[\p{L}\p{N}]/u.test(letter)).at(-1) ?? "";
}
