import { describe, expect, test } from "vitest";
import { emptyTrend, endOf, TREND_S, withPast, withState } from "../../../extension/src/session/trend";
import type { State, StateMessage } from "../../../extension/src/wire/messages.gen";
import { STATE } from "../builders";

function at(atS: number, state: State): StateMessage {
  return { ...STATE, at_s: atS, questions: [{ question: "identity", state, reason: "r", text: "t" }] };
}
const over = (...states: [number, State][]) =>
  states.map(([atS, state]) => at(atS, state)).reduce(withState, emptyTrend()).identity;

describe("the trend of a question", () => {
  test("joins what stays the same, and a change ends at the moment of the next", () => {
    expect(over([1, "checking"], [2, "checking"], [3, "no_concern"], [4, "no_concern"])).toEqual([
      { state: "checking", fromS: 1, untilS: 3 },
      { state: "no_concern", fromS: 3, untilS: 4 },
    ]);
  });

  test("leaves out what was not watched, even if the state is the same afterwards", () => {
    expect(over([1, "no_concern"], [2, "no_concern"], [40, "no_concern"])).toEqual([
      { state: "no_concern", fromS: 1, untilS: 2 },
      { state: "no_concern", fromS: 40, untilS: 40 },
    ]);
  });

  test("forgets what is over for long, but knows since when the present state lasts", () => {
    const seconds = Array.from({ length: 2 * TREND_S }, (_, second): [number, State] => [second + 1, "no_concern"]);
    expect(over([0, "checking"], ...seconds)).toEqual([{ state: "no_concern", fromS: 1, untilS: 2 * TREND_S }]);
  });

  test("begins anew when the interview's clock does", () => {
    expect(over([50, "no_concern"], [3, "checking"])).toEqual([{ state: "checking", fromS: 3, untilS: 3 }]);
  });

  test("is the server's after a welcome, and goes on from there", () => {
    const seen = { question: "identity", state: "checking", from_s: 3, until_s: 60 } as const;
    const later = { ...seen, state: "no_concern", from_s: 60, until_s: 90 } as const;
    const past = withPast({ type: "trend", stretches: [seen, later, { ...later, question: "genuine" }] });
    expect(withState(past, at(92, "no_concern")).identity).toEqual([
      { state: "checking", fromS: 3, untilS: 60 },
      { state: "no_concern", fromS: 60, untilS: 92 },
    ]);
    expect(past.continuity).toEqual([]);
    expect(endOf(past)).toBe(90);
    expect(endOf(emptyTrend())).toBe(0);
  });

  test("keeps the other questions as they were", () => {
    const trend = withState(withState(emptyTrend(), at(1, "checking")), { ...STATE, at_s: 2, questions: [] });
    expect(trend.identity).toHaveLength(1);
  });
});
