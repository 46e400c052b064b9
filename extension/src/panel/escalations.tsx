/**
 * Warnings that were handed to somebody else: whom to tell, what to do until then, and who has taken it.
 */
import { plural, text } from "../i18n";
import { escalated, escalationOf } from "../session/cards";
import type { Card, SessionView } from "../session/session_view";
import type { HeldEscalation, ToldContact } from "../wire/messages.gen";
import { StateIcon, stateOf } from "./icons";
import { interviewTime } from "./time";

export function Escalations({ view }: { view: SessionView }) {
  const open = escalated(view);
  return (
    <div class="escalations" aria-live="polite">
      {open.map((card) => (
        <Escalated key={card.warning.id} card={card} held={escalationOf(view, card)} contact={view.contact} />
      ))}
    </div>
  );
}

interface EscalatedProps {
  card: Card;
  held: HeldEscalation | null;
  contact: ToldContact | null;
}

function Escalated({ card, held, contact }: EscalatedProps) {
  const isTaken = held?.phase === "taken";
  const state = stateOf(card.warning);
  return (
    <article class={`card escalated ${state}`}>
      <p class="card-head">
        <StateIcon state={state} />
        <span>
          <span class="quiet">{interviewTime(card.warning.at_s)}</span> {card.warning.title}
        </span>
      </p>
      <p>
        <strong>{isTaken ? text("escalation_taken", held.by) : text("escalation_open")}</strong>
      </p>
      {!isTaken && <Contact contact={contact} />}
      {contact?.meanwhile && <p>{text("escalation_meanwhile", contact.meanwhile)}</p>}
    </article>
  );
}

/** Nothing is sent by itself: the interviewer tells somebody. */
export function Contact({ contact }: { contact: ToldContact | null }) {
  if (contact === null) return <p>{text("escalation_nobody")}</p>;
  return (
    <p>
      {text("escalation_tell", contact.name, contact.reach)} {plural("escalation_within", contact.within_min)}
    </p>
  );
}

/** How a closed one ended, beside its warning. */
export function Closed({ held }: { held: HeldEscalation }) {
  const reason = held.reason ? text(`escalation_reason_${held.reason}`) : "";
  return (
    <span class="quiet">
      {text("escalation_closed", held.by, reason)} {held.words}
    </span>
  );
}
