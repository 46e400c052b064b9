import { describe, expect, test } from "vitest";
import { interviewNowS, withNoteOrder } from "../../../extension/src/session/notes";
import type { SessionView } from "../../../extension/src/session/session_view";
import { withServerMessage } from "../../../extension/src/session/view";
import type { NoteOrder } from "../../../extension/src/values";
import type { Note } from "../../../extension/src/wire/messages.gen";
import { runningView, STATE } from "../builders";

const order = (text: string, id = "n-1", atS = 72): NoteOrder => ({ kind: "note", id, atS, text });
const confirmed = (view: SessionView, ...notes: Note[]) => withServerMessage(view, { type: "notes", notes }, 0);
const note = (text: string, id = "n-1", atS = 72): Note => ({ id, at_s: atS, text, by: "Ina" });
const shown = (view: SessionView) => view.notes.map(({ text, isSaved }) => [text, isSaved]);

describe("a note", () => {
  test("is shown at once as not saved, and as saved when the server has it", () => {
    const written = withNoteOrder(runningView(), order("one"));
    expect(shown(written)).toEqual([["one", false]]);
    expect(shown(confirmed(written, note("one")))).toEqual([["one", true]]);
  });

  test("is not replaced by an older text that was on its way", () => {
    const changed = withNoteOrder(confirmed(runningView(), note("one")), order("two", "n-1", 99));
    expect(shown(confirmed(changed, note("one")))).toEqual([["two", false]]);
    expect(confirmed(changed, note("two")).notes[0]?.atS).toBe(72);
  });

  test("that is removed stays until the server has removed it", () => {
    const removed = withNoteOrder(confirmed(runningView(), note("one")), order(""));
    expect(shown(removed)).toEqual([["", false]]);
    expect(shown(confirmed(removed, note("")))).toEqual([]);
  });

  test("stands in the order of the interview, also when another browser wrote it", () => {
    const view = confirmed(withNoteOrder(runningView(), order("late", "n-2", 90)), note("early"));
    expect(view.notes.map(({ text }) => text)).toEqual(["early", "late"]);
  });

  test("keeps its place among others of the same moment when it is confirmed", () => {
    const view = ["one", "two"].reduce((held, text) => withNoteOrder(held, order(text, text)), runningView());
    expect(shown(confirmed(view, note("one", "one")))).toEqual([
      ["one", true],
      ["two", false],
    ]);
  });

  test("ends its own draft and no other", () => {
    const view = runningView({ draft: order("on", "n-9") });
    expect(withNoteOrder(view, order("one")).draft).not.toBeNull();
    expect(withNoteOrder(view, order("one", "n-9")).draft).toBeNull();
  });
});

test("the interview's time goes on between two states, and is 0 before the first", () => {
  expect(interviewNowS(runningView(), 5000)).toBe(0);
  const view = withServerMessage(runningView(), { ...STATE, at_s: 60 }, 5000);
  expect(interviewNowS(view, 7500)).toBe(62.5);
});
