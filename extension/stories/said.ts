/**
 * The server's own words in the story's language, from tests/e2e/story_words.py; put in by build.mjs.
 */
import type { CheckKind, ChecklistMessage, NoticeCode, Summary, WarningMessage } from "../src/wire/messages.gen";

type Card = Pick<WarningMessage, "title" | "detail" | "harmless" | "next_step" | "say">;

interface Said {
  reasons: Record<string, string>;
  cards: Record<string, Card>;
  checks: Partial<Record<CheckKind, { title: string; say: string; look: string }>>;
  outcomes: Record<"seen" | "not_seen" | "cant_tell" | "heard", string>;
  notices: Record<NoticeCode, string>;
  checklist: ChecklistMessage;
  summary: Summary;
  calm: Summary;
}

declare const __SAID__: Record<"en" | "id", Said>;

export const LANGUAGE = new URLSearchParams(location.search).get("lang") === "id" ? "id" : "en";
export const SAID = __SAID__[LANGUAGE];

/** What a person typed in the story's language. */
export function typed(en: string, id: string): string {
  return LANGUAGE === "id" ? id : en;
}
