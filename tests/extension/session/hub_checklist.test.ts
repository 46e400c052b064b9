import { describe, expect, test } from "vitest";
import type { KeptChanges, ToWorker } from "../../../extension/src/messages";
import type { Hub } from "../../../extension/src/session/hub";
import type { ItemChange } from "../../../extension/src/values";
import { CHECKLIST, itemChange, noted, PAIRING } from "../builders";

import { meeting, started } from "./meeting";

describe("the checklist", () => {
  const sent = (worker: ToWorker[]) => worker.flatMap((message) => (message.kind === "item" ? [message.answer] : []));
  const saved = (hub: Hub, change: ItemChange) =>
    hub.fromWorker({
      kind: "message",
      message: { type: "item_saved", noted: noted(change.item, { change: change.change }) },
    });

  function filledIn() {
    const kept: (KeptChanges | null)[] = [];
    const all = started((changes) => kept.push(changes));
    all.hub.fromWorker({ kind: "message", message: CHECKLIST });
    const change = itemChange("place", { text: "Bandung", givenAtMs: all.clock.nowMs });
    all.hub.fromPanel(change);
    return { ...all, kept, change };
  }

  test("a change is kept at once, sent soon, and let go of once the server has it", () => {
    const { hub, worker, clock, kept, change } = filledIn();
    expect(kept).toEqual([{ interview: "i-1", changes: [change] }]);

    clock.nowMs += 1000;
    hub.tick();
    expect(sent(worker)).toMatchObject([{ change: "n-place", text: "Bandung", age_s: 1 }]);

    saved(hub, change);
    expect(hub.view.unsaved).toEqual([]);
    expect(kept.at(-1)).toBeNull();
  });

  test("what was under way when the connection was lost is sent again when it is back", () => {
    const { hub, worker, clock, change } = filledIn();
    clock.nowMs += 1000;
    hub.tick();
    hub.fromWorker({ kind: "link", state: "waiting", problem: "lost", retryAtMs: null });
    hub.fromWorker({ kind: "link", state: "open", problem: null, retryAtMs: null });
    hub.fromWorker({ kind: "message", message: CHECKLIST });

    expect(sent(worker).map((answer) => answer.change)).toEqual([change.change, change.change]);
  });

  test("End waits for it, but not for ever", () => {
    const { hub, worker, clock, change } = filledIn();
    hub.fromPanel({ kind: "end" });
    expect(sent(worker)).toHaveLength(1);
    expect(worker.some((message) => message.kind === "end")).toBe(false);

    saved(hub, change);
    expect(worker.at(-1)).toEqual({ kind: "end" });

    const stuck = filledIn();
    stuck.hub.fromPanel({ kind: "end" });
    stuck.clock.nowMs += 9000;
    stuck.hub.tick();
    expect(stuck.worker.at(-1)).toEqual({ kind: "end" });
    clock.nowMs += 9000;
    hub.tick();
    expect(worker.filter((message) => message.kind === "end")).toHaveLength(1);
  });

  test("a change that the server refuses is shown as such and does not come again", () => {
    const { hub, worker, clock } = filledIn();
    clock.nowMs += 1000;
    hub.tick();
    for (let time = 0; time < 3; time++) {
      hub.fromWorker({ kind: "message", message: { type: "error", code: "bad_message", text: "no such item" } });
      hub.fromWorker({ kind: "message", message: CHECKLIST });
      hub.tick();
    }

    expect(sent(worker)).toHaveLength(2);
    expect(hub.view).toMatchObject({ itemRefused: true, unsaved: [{ item: "place" }] });
  });

  test("another life of the extension goes on with what was kept of this interview", () => {
    const { change } = filledIn();
    const { hub } = meeting();
    hub.paired(PAIRING);
    hub.restore({ interview: "another", changes: [change] });
    expect(hub.view.unsaved).toEqual([]);

    hub.restore({ interview: "i-1", changes: [change, { ...change, text: 7 } as unknown as ItemChange] });
    expect(hub.view.unsaved).toEqual([change]);
  });

  test("while it lives, it knows better than what was kept", () => {
    const { hub, change } = filledIn();
    saved(hub, change);
    hub.restore({ interview: "i-1", changes: [change] });

    expect(hub.view.unsaved).toEqual([]);
  });

  test("nothing of an interview is kept once it is forgotten", () => {
    const { hub, kept } = filledIn();
    hub.fromPanel({ kind: "forget" });

    expect(kept.at(-1)).toBeNull();
  });

  test("what is no change is not taken", () => {
    const { hub } = filledIn();
    hub.fromPanel({ ...itemChange("work"), text: "x".repeat(501) });

    expect(hub.view.unsaved.map((change) => change.item)).toEqual(["place"]);
  });
});
