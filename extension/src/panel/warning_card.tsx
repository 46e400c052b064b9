/**
 * One warning in five parts: what was seen, its picture, harmless reasons, what to do, what to say. Then four answers.
 */
import { useId, useState } from "preact/hooks";
import { type TextKey, text } from "../i18n";
import type { Card } from "../session/session_view";
import type { AnswerKind } from "../wire/messages.gen";
import { MAX_NOTE_CHARS, type Question, type ToldContact, type WarningMessage } from "../wire/messages.gen";
import { Contact } from "./escalations";
import { useFocus } from "./focus";
import { StateIcon, stateOf } from "./icons";
import { interviewTime } from "./time";

type OnAnswer = (kind: AnswerKind, note: string) => void;

export interface WarningCardProps {
  card: Card;
  /** Whom an escalation is told to. */
  contact: ToldContact | null;
  onAnswer: OnAnswer;
  /** Asks for a movement check; null where none can be made now. */
  onCheck: (() => void) | null;
}

/** What a movement that nobody could foresee has something to say about. */
const MOVEMENT_TELLS: readonly Question[] = ["live_person", "genuine"];

export function WarningCard({ card, contact, onAnswer, onCheck }: WarningCardProps) {
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
      <Answers harmless={warning.harmless} contact={contact} onAnswer={onAnswer} />
    </article>
  );
}

function when(warning: WarningMessage): string {
  const from = interviewTime(warning.at_s);
  return warning.until_s === null ? text("card_at", from) : text("card_from_to", from, interviewTime(warning.until_s));
}

/** Small beside the words, so that they are read first; as large as the panel when asked for. */
function Evidence({ warning }: { warning: WarningMessage }) {
  const [isLarge, setLarge] = useState(false);
  if (!warning.evidence_jpeg_base64) return null;
  return (
    <button
      class={isLarge ? "evidence large" : "evidence"}
      type="button"
      title={text(isLarge ? "card_smaller" : "card_larger")}
      aria-expanded={isLarge}
      onClick={() => setLarge(!isLarge)}
    >
      <img src={`data:image/jpeg;base64,${warning.evidence_jpeg_base64}`} alt={text("card_evidence")} />
    </button>
  );
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

interface AnswersProps {
  harmless: readonly string[];
  contact: ToldContact | null;
  onAnswer: OnAnswer;
}

function Answers({ harmless, contact, onAnswer }: AnswersProps) {
  const [asking, setAsking] = useState<Asking>(null);
  const [left, setLeft] = useState<Asking>(null);

  function cancel(): void {
    setLeft(asking);
    setAsking(null);
  }

  if (asking === "explained") return <ReasonList harmless={harmless} onAnswer={onAnswer} onCancel={cancel} />;
  if (asking) return <NoteForm kind={asking} contact={contact} onAnswer={onAnswer} onCancel={cancel} />;
  return (
    <div class="answers">
      <Choice words="card_explained" hasFocus={left === "explained"} onClick={() => setAsking("explained")} />
      <Choice words="card_later" onClick={() => onAnswer("later", "")} />
      <Choice words="card_note" hasFocus={left === "note"} onClick={() => setAsking("note")} />
      <Choice words="card_escalate" hasFocus={left === "escalate"} onClick={() => setAsking("escalate")} />
    </div>
  );
}

function Choice({ words, hasFocus = false, onClick }: { words: TextKey; hasFocus?: boolean; onClick: () => void }) {
  return (
    <button type="button" ref={useFocus<HTMLButtonElement>(hasFocus)} onClick={onClick}>
      {text(words)}
    </button>
  );
}

function ReasonList(props: { harmless: readonly string[]; onAnswer: OnAnswer; onCancel: () => void }) {
  const reasons = [...props.harmless, text("card_other_reason")];
  const first = useFocus<HTMLButtonElement>();
  return (
    <fieldset class="reasons">
      <legend>{text("card_which_reason")}</legend>
      {reasons.map((reason, index) => (
        <button
          key={reason}
          ref={index === 0 ? first : null}
          type="button"
          onClick={() => props.onAnswer("explained", reason)}
        >
          {reason}
        </button>
      ))}
      <button class="link" type="button" onClick={props.onCancel}>
        {text("card_cancel")}
      </button>
    </fieldset>
  );
}

interface NoteFormProps {
  kind: "note" | "escalate";
  contact: ToldContact | null;
  onAnswer: OnAnswer;
  onCancel: () => void;
}

function NoteForm(props: NoteFormProps) {
  const id = useId();
  const words = useFocus<HTMLTextAreaElement>();
  const isEscalating = props.kind === "escalate";

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const note = new FormData(event.target as HTMLFormElement).get("note");
    props.onAnswer(props.kind, String(note ?? "").trim());
  }
  return (
    <form class="note" onSubmit={submit}>
      <label for={id}>{text(isEscalating ? "card_escalate_label" : "card_note_label")}</label>
      {isEscalating && (
        <div class="small" id={`${id}-help`}>
          <Contact contact={props.contact} />
          <p class="quiet">{text("card_escalate_help")}</p>
        </div>
      )}
      <textarea
        id={id}
        ref={words}
        name="note"
        rows={3}
        maxLength={MAX_NOTE_CHARS}
        required={!isEscalating}
        aria-describedby={isEscalating ? `${id}-help` : undefined}
      />
      <div class="row">
        <button class="primary" type="submit">
          {text(isEscalating ? "card_escalate" : "card_save")}
        </button>
        <button class="link" type="button" onClick={props.onCancel}>
          {text("card_cancel")}
        </button>
      </div>
    </form>
  );
}
