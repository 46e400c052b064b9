/**
 * The opened card of an item: what to say, how to go on from there, what earlier rounds noted, the answer, its rating.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { text } from "../i18n";
import type { ItemState } from "../session/checklist";
import {
  type ChecklistCard,
  type EarlierNote,
  MAX_ANSWER_CHARS,
  SKIP_REASON_VALUES,
  type SkipReason,
} from "../wire/messages.gen";
import type { CardProps, Changer } from "./checklist_props";
import { focusItem } from "./focus";
import { interviewTime } from "./time";

export function ItemCard(props: CardProps) {
  const { card, state, change, earlier } = props;
  return (
    <div class="item-card">
      {card.kind === "verify" ? <p>{card.say}</p> : <p class="say">“{card.say}”</p>}
      <FollowUps questions={card.follow_ups} />
      {card.hint && (
        <p class="small">
          <span class="quiet">{text("item_hint")}:</span> {card.hint}
        </p>
      )}
      <Earlier notes={earlier} anchors={card.anchors} />
      <MovementButton {...props} />
      <AnswerField card={card} state={state} change={change} />
      <Rating card={card} state={state} change={change} />
      <Skipped card={card} state={state} change={change} />
      {state.mark === "asked" && state.atS !== null && (
        <p class="quiet small">{text("item_noted", interviewTime(state.atS), state.by)}</p>
      )}
      <Ways {...props} />
    </div>
  );
}

function FollowUps({ questions }: { questions: readonly string[] }) {
  if (questions.length === 0) return null;
  return (
    <div class="small">
      <p class="quiet">{text("item_follow_ups")}</p>
      <ul class="follow-ups">
        {questions.map((question) => (
          <li key={question}>“{question}”</li>
        ))}
      </ul>
    </div>
  );
}

/** What was noted in earlier rounds of the same candidate, where the template asks to compare. */
function Earlier({ notes, anchors }: { notes: EarlierNote[]; anchors: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <dl class="earlier-notes">
      {notes.map(({ round, on, noted }) => (
        <div key={`${round}${on}${noted.change}`}>
          <dt>{text("item_earlier", round, on)}</dt>
          <dd>{noted.text || text(`mark_${noted.mark}`)}</dd>
          {noted.rating !== null && (
            <dd class="quiet">
              {noted.rating}: {anchors[noted.rating - 1] ?? ""}
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

function MovementButton({ card, view, actions, isPaused, onCall, change, state }: CardProps) {
  if (!card.movement) return null;
  const start = () => {
    actions.check({ kind: "check_start", check: null, cannot: [] });
    if (state.mark === "open") change({ mark: "asked" });
    onCall();
  };
  return (
    <button class="check-button" type="button" disabled={isPaused || view.phase !== "running"} onClick={start}>
      {text("check_start")}
    </button>
  );
}

/** Every letter is kept at once; the field belongs to who types and is not written over from elsewhere. */
function AnswerField({ card, state, change }: Pick<CardProps, "card" | "state" | "change">) {
  const id = `answer-${card.id}`;
  const isAfterwards = card.kind === "verify";
  const write = (words: string) =>
    change({ text: words, mark: state.mark === "open" && words.trim() && !isAfterwards ? "asked" : state.mark });
  return (
    <div>
      <label for={id}>{text(card.kind === "question" ? "item_answer" : "item_note")}</label>
      <textarea
        id={id}
        rows={2}
        maxLength={MAX_ANSWER_CHARS}
        defaultValue={state.text}
        onInput={(event) => write(event.currentTarget.value)}
      />
    </div>
  );
}

/** A rating is one of the template's sentences: which of them fits, not how much somebody is worth. */
function Rating({ card, state, change }: { card: ChecklistCard; state: ItemState; change: Changer }) {
  if (card.anchors.length === 0) return null;
  return (
    <fieldset class="rating">
      <legend>{text("item_rating")}</legend>
      {card.anchors.map((anchor, index) => (
        <label key={anchor}>
          <input
            type="radio"
            name={`rating-${card.id}`}
            checked={state.rating === index + 1}
            onChange={() => change({ mark: "asked", rating: index + 1 })}
          />
          <span>
            <strong>{index + 1}</strong> {anchor}
          </span>
        </label>
      ))}
      {state.rating !== null && (
        <button class="link" type="button" onClick={() => change({ rating: null })}>
          {text("item_unrate")}
        </button>
      )}
    </fieldset>
  );
}

/** The way on, and the way out: skipping is neutral, whatever the reason. */
function Ways({ card, state, change, onNext }: CardProps) {
  const [isChoosing, setChoosing] = useState(false);
  const leave = (reason: SkipReason | null) => {
    setChoosing(false);
    if (reason) change({ mark: "skipped", reason });
    focusItem(card.id);
  };
  if (isChoosing) return <SkipReasons onChoice={leave} />;
  const canSkip = state.mark === "open" && !card.extra && card.kind !== "verify";
  const goOn = () => {
    if (canSkip) change({ mark: "asked" });
    onNext();
  };
  return (
    <div class="row ways">
      <button class={canSkip ? "primary" : ""} type="button" onClick={goOn}>
        {text(canSkip ? `item_next_${card.kind === "check" ? "shown" : "asked"}` : "item_next")}
      </button>
      {canSkip && (
        <button class="link" type="button" onClick={() => setChoosing(true)}>
          {text("item_skip")}
        </button>
      )}
    </div>
  );
}

function SkipReasons({ onChoice }: { onChoice: (reason: SkipReason | null) => void }) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <fieldset class="reasons">
      <legend>{text("item_skip_why")}</legend>
      {SKIP_REASON_VALUES.map((reason, index) => (
        <button key={reason} ref={index === 0 ? first : null} type="button" onClick={() => onChoice(reason)}>
          {text(`skip_${reason}`)}
        </button>
      ))}
      <button class="link" type="button" onClick={() => onChoice(null)}>
        {text("card_cancel")}
      </button>
    </fieldset>
  );
}

function Skipped({ state, change, card }: Pick<CardProps, "card" | "state" | "change">) {
  if (state.mark !== "skipped" || !state.reason) return null;
  const reopen = () => {
    change({ mark: "open" });
    focusItem(card.id);
  };
  return (
    <p class="small">
      {text("item_skipped", text(`skip_${state.reason}`))}{" "}
      <button class="link" type="button" onClick={reopen}>
        {text("item_reopen")}
      </button>
    </p>
  );
}
