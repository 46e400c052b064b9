/**
 * One warning in five parts: what was seen, its picture, harmless reasons, what to do, what to say. Then four answers.
 */
import { useId, useState } from "preact/hooks";
import { text } from "../i18n";
import type { Card } from "../session/session_view";
import type { AnswerKind } from "../wire/messages.gen";
import { MAX_NOTE_CHARS, type Question, type WarningMessage } from "../wire/messages.gen";
import { StateIcon, stateOf } from "./icons";
import { interviewTime } from "./time";

type OnAnswer = (kind: AnswerKind, note: string) => void;

export interface WarningCardProps {
  card: Card;
  onAnswer: OnAnswer;
  /** Asks for a movement check; null where none can be made now. */
  onCheck: (() => void) | null;
}

/** What a movement that nobody could foresee has something to say about. */
const MOVEMENT_TELLS: readonly Question[] = ["live_person", "genuine"];

export function WarningCard({ card, onAnswer, onCheck }: WarningCardProps) {
  const { warning } = card;
  const state = stateOf(warning);
  return (
    <article class={`card ${state}`} data-code={warning.code}>
      <header>
        <StateIcon state={state} />
        <span class="state">{text(`severity_${warning.severity}`)}</span>
        <span class="quiet">{when(warning)}</span>
      </header>
      <h3>{warning.title}</h3>
      <div class="what">
        <p>{warning.detail}</p>
        <Evidence warning={warning} />
      </div>
      <Harmless reasons={warning.harmless} />
      <dl>
        <dt>{text("card_next")}</dt>
        <dd>{warning.next_step}</dd>
        {warning.say && <dt>{text("card_say")}</dt>}
        {warning.say && <dd class="say">“{warning.say}”</dd>}
      </dl>
      {onCheck && MOVEMENT_TELLS.includes(warning.question) && (
        <button class="check-button" type="button" onClick={onCheck}>
          {text("check_start")}
        </button>
      )}
      <Answers harmless={warning.harmless} onAnswer={onAnswer} />
    </article>
  );
}

function when(warning: WarningMessage): string {
  const from = interviewTime(warning.at_s);
  return warning.until_s === null ? text("card_at", from) : text("card_from_to", from, interviewTime(warning.until_s));
}

function Evidence({ warning }: { warning: WarningMessage }) {
  if (!warning.evidence_jpeg_base64) return null;
  return <img src={`data:image/jpeg;base64,${warning.evidence_jpeg_base64}`} alt={text("card_evidence")} />;
}

function Harmless({ reasons }: { reasons: readonly string[] }) {
  if (reasons.length === 0) return null;
  return (
    <p class="harmless">
      <span class="quiet">{text("card_harmless")}:</span> {reasons.join("; ")}
    </p>
  );
}

/** Which answer is being given; "explained" asks for the reason, "note" and "escalate" for words. */
type Asking = "explained" | "note" | "escalate" | null;

function Answers({ harmless, onAnswer }: { harmless: readonly string[]; onAnswer: OnAnswer }) {
  const [asking, setAsking] = useState<Asking>(null);
  if (asking === "explained")
    return <ReasonList harmless={harmless} onAnswer={onAnswer} onCancel={() => setAsking(null)} />;
  if (asking) return <NoteForm kind={asking} onAnswer={onAnswer} onCancel={() => setAsking(null)} />;
  return (
    <div class="answers">
      <button type="button" onClick={() => setAsking("explained")}>
        {text("card_explained")}
      </button>
      <button type="button" onClick={() => onAnswer("later", "")}>
        {text("card_later")}
      </button>
      <button type="button" onClick={() => setAsking("note")}>
        {text("card_note")}
      </button>
      <button type="button" onClick={() => setAsking("escalate")}>
        {text("card_escalate")}
      </button>
    </div>
  );
}

function ReasonList(props: { harmless: readonly string[]; onAnswer: OnAnswer; onCancel: () => void }) {
  const reasons = [...props.harmless, text("card_other_reason")];
  return (
    <fieldset class="reasons">
      <legend>{text("card_which_reason")}</legend>
      {reasons.map((reason) => (
        <button key={reason} type="button" onClick={() => props.onAnswer("explained", reason)}>
          {reason}
        </button>
      ))}
      <button class="link" type="button" onClick={props.onCancel}>
        {text("card_cancel")}
      </button>
    </fieldset>
  );
}

function NoteForm(props: { kind: "note" | "escalate"; onAnswer: OnAnswer; onCancel: () => void }) {
  const id = useId();

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const note = new FormData(event.target as HTMLFormElement).get("note");
    props.onAnswer(props.kind, String(note ?? "").trim());
  }
  return (
    <form class="note" onSubmit={submit}>
      <label for={id}>{text(props.kind === "note" ? "card_note_label" : "card_escalate_label")}</label>
      <textarea id={id} name="note" rows={3} maxLength={MAX_NOTE_CHARS} required={props.kind === "note"} />
      <div class="row">
        <button class="primary" type="submit">
          {text(props.kind === "note" ? "card_save" : "card_escalate")}
        </button>
        <button class="link" type="button" onClick={props.onCancel}>
          {text("card_cancel")}
        </button>
      </div>
    </form>
  );
}
