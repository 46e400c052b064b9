/**
 * A checklist for the stories, in the words of the shipped one; a story's language is that of the panel around it.
 */

import type { SessionView } from "../src/session/session_view";
import type { ItemChange } from "../src/values";
import type { ChecklistCard, ChecklistMessage, NotedItem, Section } from "../src/wire/messages.gen";

type More = Partial<ChecklistCard>;

function cardOf(id: string, section: Section, title: string, say: string, more: More = {}): ChecklistCard {
  return {
    id,
    section,
    kind: "question",
    title,
    say,
    follow_ups: [],
    hint: "",
    anchors: [],
    movement: false,
    extra: false,
    ...more,
  };
}

export const CARDS: ChecklistCard[] = [
  cardOf("camera_open", "identity", "Camera on, background open", "Could you set it that way?", { kind: "check" }),
  cardOf(
    "movement",
    "identity",
    "A movement drawn at random",
    "A program draws a small movement for every candidate.",
    {
      kind: "check",
      movement: true,
      hint: "Once early and once late in the call, at a moment of your choice.",
    },
  ),
  cardOf("change_light", "identity", "Another light", "Could you switch a lamp on or off?", {
    kind: "check",
    extra: true,
  }),
  cardOf(
    "place_today",
    "place",
    "Where they work from",
    "Where are you working from today, and is it where you would work from in this job?",
    {
      follow_ups: [
        "Which part of town is that, and what is close by for lunch?",
        "What has changed in the street lately?",
      ],
      hint: "Compare with the application. Ask about the place of work only, never about where somebody comes from.",
    },
  ),
  cardOf("work_broke", "experience", "Something that went wrong", "How did you notice, and what did you do first?", {
    follow_ups: ["Could you draw the parts, and show me where it was?"],
    anchors: [
      "No case of their own, also after the follow-ups",
      "A case, but cause or own part stays open",
      "A case with cause, own steps and outcome that fit together",
    ],
  }),
  cardOf("cv_detail", "experience", "One line of the CV", "Let us take one line of your CV. When did that begin?"),
  cardOf("verify_training", "process", "Degree or training", "Ask the registrar, on a number from the school's page.", {
    kind: "verify",
  }),
  cardOf("their_questions", "closing", "Their questions", "What would you like to ask us?"),
];

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
  title: "Remote interview",
  items: CARDS,
  noted: NOTED,
  earlier: [
    {
      round: "Engineer, round 1",
      on: "2026-01-08",
      noted: notedOf("place_today", { text: "Coblong, near the university; the noodle place on the corner." }),
    },
    {
      round: "Engineer, round 1",
      on: "2026-01-08",
      noted: notedOf("work_broke", { text: "The queue of payments filled up.", rating: 3 }),
    },
  ],
};

export const UNSAVED: ItemChange = {
  kind: "item",
  change: "c-9",
  item: "place_today",
  mark: "asked",
  text: "Coblong, works from the co-working space there on most days",
  rating: null,
  reason: null,
  givenAtMs: 0,
};

export function withList(view: SessionView, change: Partial<ChecklistMessage>): SessionView {
  return { ...view, checklist: { ...CHECKLIST, ...change } };
}
