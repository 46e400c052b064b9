/**
 * In which state has each question been during the last minutes? States over time and nothing else: no score, no guess
 * about what was not watched.
 */
import {
  type PastState,
  QUESTION_VALUES,
  type Question,
  type State,
  type StateMessage,
  type TrendMessage,
} from "../wire/messages.gen";
import { STATE_SILENCE_MS } from "./protection";
import type { Stretch, Trend } from "./session_view";

/** How far back is shown. */
export const TREND_S = 300;
/** Longer silence of the server than this was not watched: nothing is shown for it. */
const GAP_S = STATE_SILENCE_MS / 1000;

export function emptyTrend(): Trend {
  return Object.fromEntries(QUESTION_VALUES.map((question) => [question, []])) as unknown as Trend;
}

/** What the server has on record, after a welcome: it knows more than a panel that begins anew. */
export function withPast({ stretches }: TrendMessage): Trend {
  const of = (question: Question) => stretches.filter((told) => told.question === question);
  const told = QUESTION_VALUES.map((question) => [question, of(question).map(toStretch)]);
  return Object.fromEntries(told) as Trend;
}

function toStretch({ state, from_s: fromS, until_s: untilS }: PastState): Stretch {
  return { state, fromS, untilS };
}

/** The newest moment that is known of; 0 where nothing is. */
export function endOf(trend: Trend): number {
  return Math.max(0, ...QUESTION_VALUES.map((question) => trend[question].at(-1)?.untilS ?? 0));
}

export function withState(trend: Trend, { at_s: atS, questions }: StateMessage): Trend {
  const added = questions.map(({ question, state }) => [question, continued(trend[question], state, atS)]);
  return { ...trend, ...Object.fromEntries(added) };
}

function continued(known: readonly Stretch[], state: State, atS: number): Stretch[] {
  const kept = known.filter((stretch) => stretch.untilS >= atS - TREND_S && stretch.untilS <= atS);
  const last = kept.pop();
  if (!last) return [{ state, fromS: atS, untilS: atS }];
  if (atS - last.untilS > GAP_S) return [...kept, last, { state, fromS: atS, untilS: atS }];
  const longer = { ...last, untilS: atS };
  return last.state === state ? [...kept, longer] : [...kept, longer, { state, fromS: atS, untilS: atS }];
}
