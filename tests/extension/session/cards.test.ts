import { describe, expect, test } from "vitest";
import { escalated, escalationOf } from "../../../extension/src/session/cards";
import type { SessionView } from "../../../extension/src/session/session_view";
import * as views from "../../../extension/src/session/view";
import type { HeldEscalation } from "../../../extension/src/wire/messages.gen";
import { runningView, warning } from "../builders";

const OPEN: HeldEscalation = { number: 1, warning: "w-1", phase: "open", by: "", reason: null, words: "" };
const DIAN = { name: "Dian", reach: "ext. 12", within_min: 10, meanwhile: "" };

function told(...held: HeldEscalation[]): SessionView {
  const view = views.withServerMessage(runningView(), warning(), 1000);
  return views.withServerMessage(view, { type: "escalations", contact: DIAN, held }, 2000);
}
const ids = (view: SessionView) => escalated(view).map((card) => card.warning.id);

describe("an escalated warning", () => {
  test("is shown at once, before the server has said anything of it", () => {
    const view = views.withChoice(told(), "w-1", "escalate");
    expect(ids(view)).toEqual(["w-1"]);
    expect(view.contact).toEqual(DIAN);
  });

  test("stays in view while somebody sees to it, and not once it is closed", () => {
    expect(ids(told(OPEN))).toEqual(["w-1"]);
    expect(ids(told({ ...OPEN, phase: "taken", by: "Rita" }))).toEqual(["w-1"]);
    const closed = views.withChoice(
      told({ ...OPEN, phase: "closed", by: "Rita", reason: "checked" }),
      "w-1",
      "escalate",
    );
    expect(ids(closed)).toEqual([]);
  });

  test("that is escalated again is told by its newest escalation", () => {
    const view = told({ ...OPEN, phase: "closed" }, { ...OPEN, number: 2 });
    expect(view.cards.map((card) => escalationOf(view, card)?.number)).toEqual([2]);
  });

  test("is no other warning", () => {
    expect(ids(told({ ...OPEN, warning: "w-2" }))).toEqual([]);
  });
});
