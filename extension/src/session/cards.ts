/**
 * Which warning card does the interviewer see first? One suggestion at a time; the others wait folded below it.
 */

import type { AnswerKind, HeldEscalation } from "../wire/messages.gen";
import type { Card, SessionView } from "./session_view";

export interface SortedCards {
  /** The one to read now. */
  current: Card | null;
  /** Unanswered, after the current one. */
  waiting: Card[];
  /** Put off by the interviewer. */
  later: Card[];
  /** Explained, noted or escalated: kept, never hidden. */
  answered: Card[];
}

export function answerOf(card: Card): AnswerKind | null {
  return card.chosen ?? card.warning.answer ?? null;
}

/** What became of the newest escalation of a warning; null: there was none, or the server has not said yet. */
export function escalationOf(view: SessionView, card: Card): HeldEscalation | null {
  return view.escalations.filter((held) => held.warning === card.warning.id).at(-1) ?? null;
}

/** Warnings that somebody else shall see to, and nobody has closed: also those that are still on their way. */
export function escalated(view: SessionView): Card[] {
  return view.cards.filter((card) => {
    const held = escalationOf(view, card);
    return held ? held.phase !== "closed" : answerOf(card) === "escalate";
  });
}

/** Red before amber, then the older one first: a card that is being read does not jump away for an equal one. */
export function sortCards(cards: Card[]): SortedCards {
  const open = cards.filter((card) => answerOf(card) === null).sort(byUrgency);
  const later = cards.filter((card) => answerOf(card) === "later").sort(byUrgency);
  const answered = cards.filter((card) => !open.includes(card) && !later.includes(card));
  return { current: open[0] ?? null, waiting: open.slice(1), later, answered: answered.reverse() };
}

function byUrgency(a: Card, b: Card): number {
  const redFirst = Number(b.warning.severity === "red") - Number(a.warning.severity === "red");
  return redFirst || a.warning.at_s - b.warning.at_s;
}
