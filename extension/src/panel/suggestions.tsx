/**
 * At most one suggestion at a time; everything else waits folded, and nothing that was answered is hidden.
 */
import { useRef } from "preact/hooks";
import { type TextKey, text } from "../i18n";
import { answerOf, escalationOf, sortCards } from "../session/cards";
import { newestCheck } from "../session/checks";
import type { Card, SessionView } from "../session/session_view";
import type { HeldEscalation } from "../wire/messages.gen";
import type { Actions } from "./actions";
import { Closed, Escalations } from "./escalations";
import { StateIcon, stateOf } from "./icons";
import { interviewTime } from "./time";
import { WarningCard } from "./warning_card";

export interface SuggestionsProps {
  view: SessionView;
  actions: Actions;
  isPaused: boolean;
}

export function Suggestions({ view, actions, isPaused }: SuggestionsProps) {
  const { current, waiting, later, answered } = sortCards(view.cards);
  const title = useRef<HTMLHeadingElement>(null);
  // The answered card goes: the keyboard stays where the next one comes.
  const staying: Actions = {
    ...actions,
    answer(...answer) {
      title.current?.focus();
      actions.answer(...answer);
    },
  };

  return (
    <section aria-labelledby="card-title">
      <h2 id="card-title" tabIndex={-1} ref={title}>
        {text("card_title")}
      </h2>
      <div aria-live="polite">
        {current ? (
          <Answerable
            key={current.warning.id}
            view={view}
            card={current}
            actions={staying}
            canCheck={!isPaused && !isChecking(view)}
          />
        ) : (
          <p class="quiet">{text("cards_none")}</p>
        )}
      </div>
      <Escalations view={view} />
      <Folded title="cards_waiting" view={view} cards={waiting} actions={staying} />
      <Folded title="cards_later" view={view} cards={later} actions={staying} />
      <Folded title="cards_answered" view={view} cards={answered} actions={null} />
    </section>
  );
}

/** One check at a time; the card that runs has its own ways out. */
function isChecking(view: SessionView): boolean {
  return view.phase !== "running" || view.checkAskedAtMs !== null || newestCheck(view)?.check.phase === "running";
}

interface AnswerableProps {
  view: SessionView;
  card: Card;
  actions: Actions;
  canCheck?: boolean;
}

function Answerable({ view, card, actions, canCheck = false }: AnswerableProps) {
  return (
    <WarningCard
      card={card}
      contact={view.contact}
      onAnswer={(kind, note) => actions.answer(card.warning.id, kind, note)}
      onCheck={canCheck ? () => actions.check({ kind: "check_start", check: null, cannot: [] }) : null}
    />
  );
}

interface FoldedProps {
  title: TextKey;
  view: SessionView;
  cards: Card[];
  actions: Actions | null;
}

function Folded({ title, view, cards, actions }: FoldedProps) {
  if (cards.length === 0) return null;
  return (
    <details>
      <summary>{text(title, cards.length)}</summary>
      {cards.map((card) =>
        actions ? (
          <Answerable key={card.warning.id} view={view} card={card} actions={actions} />
        ) : (
          <AnsweredLine key={card.warning.id} card={card} held={escalationOf(view, card)} />
        ),
      )}
    </details>
  );
}

function AnsweredLine({ card, held }: { card: Card; held: HeldEscalation | null }) {
  const { warning } = card;
  const answer = answerOf(card) ?? "not";
  const state = stateOf(warning);
  return (
    <p class={`answered earlier ${state}`}>
      <StateIcon state={state} />
      <span>
        <span class="quiet">{interviewTime(warning.at_s)}</span> {warning.title}{" "}
        <span class="tag">{text(`answered_${answer}`)}</span> {held?.phase === "closed" && <Closed held={held} />}
      </span>
    </p>
  );
}
