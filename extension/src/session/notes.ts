/**
 * The interviewer's own notes as the panel knows them: each with its time, and whether the server has written it down.
 */
import type { NoteOrder } from "../values";
import type { Note } from "../wire/messages.gen";
import type { HeldNote, SessionView } from "./session_view";

/** What the interviewer has just written, before the server has confirmed it. */
export function withNoteOrder(view: SessionView, order: NoteOrder): SessionView {
  const { id, text } = order;
  const known = view.notes.find((note) => note.id === id);
  const atS = known?.atS ?? order.atS;
  const draft = view.draft?.id === id ? null : view.draft;
  return { ...view, draft, notes: placed(view.notes, { id, atS, text, by: known?.by ?? "", isSaved: false }) };
}

/** What the server has written down. An older text than the one on its way does not replace it. */
export function withNotes(notes: HeldNote[], told: readonly Note[]): HeldNote[] {
  return told.reduce((held, { id, at_s: atS, text, by }) => {
    const known = held.find((note) => note.id === id);
    if (known && !known.isSaved && known.text.trim() !== text) return held;
    return placed(held, { id, atS, text, by, isSaved: true });
  }, notes);
}

/** One that is being removed stays until that is confirmed, so that nothing vanishes that may come back. */
function placed(notes: HeldNote[], note: HeldNote): HeldNote[] {
  if (note.isSaved && note.text === "") return notes.filter((other) => other.id !== note.id);
  const isKnown = notes.some((other) => other.id === note.id);
  const all = isKnown ? notes.map((other) => (other.id === note.id ? note : other)) : [...notes, note];
  return all.sort((a, b) => a.atS - b.atS);
}

/** The interview time now; it goes on while the server is silent. */
export function interviewNowS(view: SessionView, nowMs: number): number {
  if (view.state === null || view.stateAtMs === null) return 0;
  return view.state.at_s + Math.max(0, nowMs - view.stateAtMs) / 1000;
}
