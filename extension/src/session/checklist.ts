/**
 * The checklist as the panel knows it: what the server has on record, and what the interviewer has changed since. Pure
 * values; the counts are those of server/candor/checklists/progress.py.
 */
import type { ItemChange } from "../values";
import {
  type ChecklistCard,
  type ChecklistMessage,
  CLIENT_SHAPES,
  type EarlierNote,
  type ItemAnswer,
  type Mark,
  type NotedItem,
  SECTION_VALUES,
  type Section,
} from "../wire/messages.gen";
import { fits } from "../wire/validate";
import type { SessionView } from "./session_view";

/** What an item says now, saved or not. */
export interface ItemState {
  mark: Mark;
  text: string;
  rating: number | null;
  reason: ItemChange["reason"];
  /** When it got its mark, interview time; null while the server has not said. */
  atS: number | null;
  by: string;
  isSaved: boolean;
}

export interface Progress {
  asked: number;
  skipped: number;
  counted: number;
}

export interface SectionItems {
  section: Section;
  items: ChecklistCard[];
}

const NOTHING: ItemState = { mark: "open", text: "", rating: null, reason: null, atS: null, by: "", isSaved: true };
const LONGEST_AGE_S = 86_400;

/** The server's word, after each welcome. Changes of items that it does not have belong to nothing any more. */
export function withChecklist(view: SessionView, checklist: ChecklistMessage): SessionView {
  const known = new Set(checklist.items.map((card) => card.id));
  return { ...view, checklist, unsaved: view.unsaved.filter((change) => known.has(change.item)) };
}

/** A change is on record. A newer one of the same item may be under way: that one stays. */
export function withItemSaved(view: SessionView, noted: NotedItem): SessionView {
  if (view.checklist === null) return view;
  const others = view.checklist.noted.filter((known) => known.item !== noted.item);
  const unsaved = view.unsaved.filter((change) => change.change !== noted.change);
  return { ...view, unsaved, checklist: { ...view.checklist, noted: [...others, noted] } };
}

/** The interviewer changed an item: the newest change of an item says everything about it. */
export function withItemChange(view: SessionView, change: ItemChange): SessionView {
  return { ...view, unsaved: [...view.unsaved.filter((known) => known.item !== change.item), change] };
}

/** Whether a change is known there, saved or not: messages between parts of the extension may be lost. */
export function hasArrived(view: SessionView, { change }: ItemChange): boolean {
  const isSaved = view.checklist?.noted.some((noted) => noted.change === change) ?? false;
  return isSaved || view.unsaved.some((known) => known.change === change);
}

export function itemState(view: SessionView, item: string): ItemState {
  const noted = view.checklist?.noted.find((known) => known.item === item);
  const { at_s: atS = null, by = "" } = noted ?? {};
  const change = view.unsaved.find((known) => known.item === item);
  if (change) {
    const { mark, text, rating, reason } = change;
    return { mark, text, rating, reason, atS: mark === noted?.mark ? atS : null, by, isSaved: false };
  }
  if (!noted) return NOTHING;
  const { mark, text, rating, reason } = noted;
  return { mark, text, rating, reason, atS, by, isSaved: true };
}

/** A change of an item, with everything about it that stays as it is. */
export function changed(
  view: SessionView,
  item: string,
  part: Partial<Pick<ItemChange, "mark" | "text" | "rating" | "reason">>,
  given: { change: string; givenAtMs: number },
): ItemChange {
  const { mark, text, rating, reason } = { ...itemState(view, item), ...part };
  return {
    kind: "item",
    ...given,
    item,
    mark,
    text,
    rating: mark === "asked" ? rating : null,
    reason: mark === "skipped" ? (reason ?? "other") : null,
  };
}

/** What is verified afterwards, and what is only asked when something stayed unclear, is not counted. */
export function isCounted(card: ChecklistCard): boolean {
  return card.kind !== "verify" && !card.extra;
}

export function progressOf(view: SessionView, items: readonly ChecklistCard[]): Progress {
  const marks = items.filter(isCounted).map((card) => itemState(view, card.id).mark);
  const count = (mark: Mark) => marks.filter((known) => known === mark).length;
  return { asked: count("asked"), skipped: count("skipped"), counted: marks.length };
}

export function sectionsOf(checklist: ChecklistMessage): SectionItems[] {
  const all = SECTION_VALUES.map((section) => ({
    section,
    items: checklist.items.filter((card) => card.section === section),
  }));
  return all.filter(({ items }) => items.length > 0);
}

export function earlierOf(checklist: ChecklistMessage, item: string): EarlierNote[] {
  return checklist.earlier.filter((early) => early.noted.item === item);
}

/** The first item that is still to be asked. */
export function firstOpen(view: SessionView): ChecklistCard | null {
  return openItems(view)[0] ?? null;
}

/** The item to go on with after one: the next that is open, else the first that was left. */
export function nextOpen(view: SessionView, after: string): ChecklistCard | null {
  const items = view.checklist?.items ?? [];
  const place = items.findIndex((card) => card.id === after);
  const open = openItems(view).filter((card) => card.id !== after);
  return open.find((card) => items.indexOf(card) > place) ?? open[0] ?? null;
}

function openItems(view: SessionView): ChecklistCard[] {
  const items = view.checklist?.items ?? [];
  return items.filter((card) => isCounted(card) && itemState(view, card.id).mark === "open");
}

export function toWire(change: ItemChange, nowMs: number): ItemAnswer {
  const { change: name, item, mark, text, rating, reason, givenAtMs } = change;
  const ageS = Math.min(LONGEST_AGE_S, Math.max(0, (nowMs - givenAtMs) / 1000));
  return { type: "item_answer", change: name, item, mark, text: text.toWellFormed(), rating, reason, age_s: ageS };
}

/** Whether something that was kept, or came from another part of the extension, is a change that the server can read. */
export function isItemChange(value: unknown): value is ItemChange {
  if (typeof value !== "object" || value === null) return false;
  const change = value as ItemChange;
  const shape = CLIENT_SHAPES.item_answer;
  if (change.kind !== "item" || typeof change.text !== "string" || typeof change.givenAtMs !== "number") return false;
  return shape !== undefined && fits(toWire(change, change.givenAtMs), shape);
}
