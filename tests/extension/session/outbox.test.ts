import { describe, expect, test } from "vitest";
import { Outbox, SAVE_PATIENCE_MS, SETTLE_MS } from "../../../extension/src/session/outbox";
import type { SessionView } from "../../../extension/src/session/session_view";
import type { ServerMessage } from "../../../extension/src/wire/messages.gen";
import { CHECKLIST, itemChange, noted, runningView } from "../builders";

const view = runningView({
  checklist: CHECKLIST,
  unsaved: [itemChange("place"), itemChange("work", { givenAtMs: 10 })],
});
const LATER = 10 + SETTLE_MS;
const REFUSAL: ServerMessage = { type: "error", code: "bad_message", text: "no such item" };

/** The items and ends that are sent at a time. */
function sent(outbox: Outbox, now: SessionView, atMs: number): string[] {
  return outbox.due(now, atMs).map((message) => (message.kind === "item" ? message.answer.item : message.kind));
}

function saved(item: string): ServerMessage {
  return { type: "item_saved", noted: noted(item, { change: `n-${item}` }) };
}

describe("changes of the checklist", () => {
  test("are sent one at a time, the oldest first", () => {
    const outbox = new Outbox();
    expect(sent(outbox, view, LATER)).toEqual(["place"]);
    expect(sent(outbox, view, LATER)).toEqual([]);

    outbox.heard(saved("place"));
    expect(sent(outbox, { ...view, unsaved: view.unsaved.slice(1) }, LATER)).toEqual(["work"]);
  });

  test("wait until nobody types any more, but not after End", () => {
    expect(sent(new Outbox(), view, SETTLE_MS - 1)).toEqual([]);
    expect(sent(new Outbox(), { ...view, phase: "ending" }, 1)).toEqual(["place"]);
  });

  test("wait for a connection, and for the checklist of it", () => {
    expect(sent(new Outbox(), { ...view, link: "waiting" }, LATER)).toEqual([]);
    expect(sent(new Outbox(), { ...view, checklist: null }, LATER)).toEqual([]);
  });

  test("are sent again after a reconnect", () => {
    const outbox = new Outbox();
    sent(outbox, view, LATER);
    outbox.heard(CHECKLIST);

    expect(sent(outbox, view, LATER)).toEqual(["place"]);
  });

  test("that are refused are not sent again, and hold up nothing", () => {
    const outbox = new Outbox();
    for (let time = 0; time < 2; time++) {
      sent(outbox, view, LATER);
      outbox.heard(REFUSAL);
    }

    expect(view.unsaved.filter((change) => outbox.isRefused(change)).map((change) => change.item)).toEqual(["place"]);
    expect(sent(outbox, view, LATER)).toEqual(["work"]);
  });

  test("are tried again when it was something else that was refused", () => {
    const outbox = new Outbox();
    outbox.heard(REFUSAL);
    sent(outbox, view, LATER);
    outbox.heard(REFUSAL);

    expect(sent(outbox, view, LATER)).toEqual(["place"]);
  });
});

describe("the end of the interview", () => {
  const ending: SessionView = { ...view, phase: "ending" };

  test("goes out at once when nothing waits, and once", () => {
    const outbox = new Outbox();
    outbox.endPressed(0);

    expect(sent(outbox, { ...ending, unsaved: [] }, 0)).toEqual(["end"]);
    expect(sent(outbox, { ...ending, unsaved: [] }, 0)).toEqual([]);
  });

  test("follows the last change", () => {
    const outbox = new Outbox();
    outbox.endPressed(0);
    const last = { ...ending, unsaved: [itemChange("work")] };

    expect(sent(outbox, last, 0)).toEqual(["work"]);
    outbox.heard(saved("work"));
    expect(sent(outbox, { ...last, unsaved: [] }, 1)).toEqual(["end"]);
  });

  test("is not that of another interview", () => {
    const outbox = new Outbox();
    outbox.endPressed(0);

    expect(sent(outbox, { ...view, unsaved: [] }, 1)).toEqual([]);
    expect(sent(outbox, { ...ending, unsaved: [] }, 2)).toEqual([]);
  });

  test("does not wait for ever", () => {
    const outbox = new Outbox();
    outbox.endPressed(0);
    const away: SessionView = { ...ending, link: "waiting" };

    expect(sent(outbox, away, SAVE_PATIENCE_MS - 1)).toEqual([]);
    expect(sent(outbox, away, SAVE_PATIENCE_MS)).toEqual(["end"]);
  });
});
