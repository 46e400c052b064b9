/**
 * The interviewer's own notes: written in one field, each with the moment of the interview when it was begun.
 */
import { useRef, useState } from "preact/hooks";
import { plural, text } from "../i18n";
import { interviewNowS } from "../session/notes";
import type { HeldNote, SessionView } from "../session/session_view";
import type { NoteOrder } from "../values";
import { MAX_NOTE_CHARS } from "../wire/messages.gen";
import type { Actions } from "./actions";
import { useFocus } from "./focus";
import { interviewTime } from "./time";

/** Shown at once; older ones are folded. */
const SHOWN = 3;

export function Notes({ view, actions, nowMs }: { view: SessionView; actions: Actions; nowMs: number }) {
  const newestFirst = [...view.notes].reverse();
  const older = newestFirst.slice(SHOWN);
  return (
    <section class="notes" aria-labelledby="notes-title">
      <h2 id="notes-title">{text("notes_title")}</h2>
      <Writing draft={view.draft} actions={actions} nowS={interviewNowS(view, nowMs)} />
      <NoteList notes={newestFirst.slice(0, SHOWN)} actions={actions} />
      {older.length > 0 && (
        <details>
          <summary>{plural("notes_older", older.length)}</summary>
          <NoteList notes={older} actions={actions} />
        </details>
      )}
    </section>
  );
}

/** Enter saves, with Shift it begins a new line; what is written is kept elsewhere at every letter. */
function Writing({ draft, actions, nowS }: { draft: NoteOrder | null; actions: Actions; nowS: number }) {
  const begun = useRef(draft);
  const form = useRef<HTMLFormElement>(null);

  function write(words: string): void {
    const { id, atS } = begun.current ?? { id: crypto.randomUUID(), atS: nowS };
    begun.current = { kind: "note", id, atS, text: words };
    actions.draft(begun.current);
    if (words === "") begun.current = null;
  }

  function save(event: Event): void {
    event.preventDefault();
    if (!begun.current?.text.trim() || !actions.note(begun.current)) return;
    begun.current = null;
    form.current?.reset();
  }

  return (
    <form class="note-form" ref={form} onSubmit={save}>
      <label class="visually-hidden" for="note-text">
        {text("notes_label")}
      </label>
      <textarea
        id="note-text"
        rows={1}
        maxLength={MAX_NOTE_CHARS}
        aria-describedby="note-help"
        defaultValue={draft?.text ?? ""}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => isSavingKey(event) && save(event)}
      />
      <button type="submit">{text("card_save")}</button>
      <p id="note-help" class="quiet small">
        {text("notes_help")}
      </p>
    </form>
  );
}

/** While letters are being put together (Chinese, Japanese ...), Enter belongs to that. */
function isSavingKey(event: KeyboardEvent): boolean {
  return event.key === "Enter" && !event.shiftKey && !event.isComposing;
}

/** Without actions they can be read only: the interview is over. */
export function NoteList({ notes, actions }: { notes: HeldNote[]; actions: Actions | null }) {
  if (notes.length === 0) return null;
  return (
    <ul class="note-list">
      {notes.map((note) => (
        <Item key={note.id} note={note} actions={actions} />
      ))}
    </ul>
  );
}

function Item({ note, actions }: { note: HeldNote; actions: Actions | null }) {
  const [isChanging, setChanging] = useState(false);
  if (isChanging && actions) return <Changing note={note} actions={actions} onDone={() => setChanging(false)} />;
  return (
    <li>
      <p>
        <span class="quiet">{interviewTime(note.atS)}</span>{" "}
        {note.text === "" ? <em>{text("notes_removing")}</em> : note.text}{" "}
        {!note.isSaved && <span class="tag">{text("notes_unsaved")}</span>}
      </p>
      {actions && (
        <button class="link" type="button" onClick={() => setChanging(true)}>
          {text("notes_change")}
          <span class="visually-hidden"> {text("card_at", interviewTime(note.atS))}</span>
        </button>
      )}
    </li>
  );
}

function Changing({ note, actions, onDone }: { note: HeldNote; actions: Actions; onDone: () => void }) {
  const id = `note-${note.id}`;
  const words = useFocus<HTMLTextAreaElement>();

  function save(text: string): void {
    if (actions.note({ kind: "note", id: note.id, atS: note.atS, text })) onDone();
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const written = new FormData(event.target as HTMLFormElement).get("text");
    if (String(written ?? "").trim()) save(String(written));
  }

  return (
    <li>
      <form class="note" onSubmit={submit}>
        <label for={id}>{text("notes_change_label", interviewTime(note.atS))}</label>
        <textarea
          id={id}
          ref={words}
          name="text"
          rows={2}
          maxLength={MAX_NOTE_CHARS}
          defaultValue={note.text}
          required
        />
        <div class="row">
          <button class="primary" type="submit">
            {text("card_save")}
          </button>
          <button class="link" type="button" onClick={() => save("")}>
            {text("notes_remove")}
          </button>
          <button class="link" type="button" onClick={onDone}>
            {text("card_cancel")}
          </button>
        </div>
      </form>
    </li>
  );
}
