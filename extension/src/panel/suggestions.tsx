/**
 * At most one suggestion at a time; everything else waits folded, and nothing that was answered is hidden.
 */
import { type TextKey, text } from "../i18n";
import { answerOf, sortCards } from "../session/cards";
import type { Card, SessionView } from "../session/view";
import type { Actions } from "./actions";
import { interviewTime } from "./time";
import { WarningCard } from "./warning_card";

export function Suggestions({ view, actions }: { view: SessionView; actions: Actions }) {
  const { current, waiting, later, answered } = sortCards(view.cards);
  return (
    <section aria-labelledby="card-title">
      <h2 id="card-title">{text("card_title")}</h2>
      <div aria-live="polite">
        {current ? (
          <Answerable key={current.warning.id} card={current} actions={actions} />
        ) : (
          <p class="quiet">{text("cards_none")}</p>
        )}
      </div>
      <Folded title="cards_waiting" cards={waiting} actions={actions} />
      <Folded title="cards_later" cards={later} actions={actions} />
      <Folded title="cards_answered" cards={answered} actions={null} />
    </section>
  );
}

function Answerable({ card, actions }: { card: Card; actions: Actions }) {
  return <WarningCard card={card} onAnswer={(kind, note) => actions.answer(card.warning.id, kind, note)} />;
}

function Folded({ title, cards, actions }: { title: TextKey; cards: Card[]; actions: Actions | null }) {
  if (cards.length === 0) return null;
  return (
    <details>
      <summary>{text(title, cards.length)}</summary>
      {cards.map((card) =>
        actions ? (
          <Answerable key={card.warning.id} card={card} actions={actions} />
        ) : (
          <AnsweredLine key={card.warning.id} card={card} />
        ),
      )}
    </details>
  );
}

function AnsweredLine({ card }: { card: Card }) {
  const answer = answerOf(card);
  return (
    <p class="answered">
      <span class="quiet">{interviewTime(card.warning.at_s)}</span> {card.warning.title}{" "}
      {answer && <span class="tag">{text(`answered_${answer}`)}</span>}
    </p>
  );
}
