/**
 * A checklist for the stories, in the words of the shipped one; a story's language is that of the panel around it.
 */

import type { SessionView } from "../src/session/session_view";
import type { ItemChange } from "../src/values";
import type { ChecklistCard, ChecklistMessage, NotedItem } from "../src/wire/messages.gen";
import { SAID, typed } from "./said";

/** Not all of them, so that a picture of the panel can be looked at; two of each kind of item. */
const SHOWN = [
  "camera_open",
  "movement",
  "change_light",
  "place_today",
  "work_broke",
  "cv_detail",
  "verify_training",
  "their_questions",
];
export const CARDS: readonly ChecklistCard[] = SAID.checklist.items.filter((card) => SHOWN.includes(card.id));

export function notedOf(item: string, change: Partial<NotedItem>): NotedItem {
  return {
    item,
    change: `c-${item}`,
    mark: "asked",
    at_s: 751,
    text: "",
    rating: null,
    reason: null,
    by: "Ira Admin",
    ...change,
  };
}

export const NOTED: NotedItem[] = [
  notedOf("camera_open", { at_s: 65 }),
  notedOf("movement", { mark: "skipped", reason: "another_way", at_s: 190 }),
];

const CHECKLIST: ChecklistMessage = {
  type: "checklist",
  template: "default",
  version: 1,
  title: SAID.checklist.title,
  items: [...CARDS],
  noted: NOTED,
  earlier: [
    {
      round: "Engineer, round 1",
      on: "2026-01-08",
      noted: notedOf("place_today", {
        text: typed(
          "Coblong, near the university; the noodle place on the corner.",
          "Coblong, dekat kampus; warung mi di pojok.",
        ),
      }),
    },
    {
      round: "Engineer, round 1",
      on: "2026-01-08",
      noted: notedOf("work_broke", {
        text: typed("The queue of payments filled up.", "Antrean pembayaran penuh."),
        rating: 3,
      }),
    },
  ],
};

export const UNSAVED: ItemChange = {
  kind: "item",
  change: "c-9",
  item: "place_today",
  mark: "asked",
  text: typed(
    "Coblong, works from the co-working space there on most days",
    "Coblong, biasanya bekerja dari ruang kerja bersama di sana",
  ),
  rating: null,
  reason: null,
  givenAtMs: 0,
};

export function withList(view: SessionView, change: Partial<ChecklistMessage>): SessionView {
  return { ...view, checklist: { ...CHECKLIST, ...change } };
}
