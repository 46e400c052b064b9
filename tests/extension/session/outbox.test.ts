import { describe, expect, test } from "vitest";
import { Outbox, SETTLE_MS } from "../../../extension/src/session/outbox";
import { CHECKLIST, itemChange, runningView } from "../builders";

const view = runningView({
  checklist: CHECKLIST,
  unsaved: [itemChange("place"), itemChange("work", { givenAtMs: 10 })],
});
const LATER = 10 + SETTLE_MS;

describe("changes of the checklist", () => {
  test("are sent one at a time, the oldest first", () => {
    const outbox = new Outbox();
    expect(outbox.next(view, LATER)?.item).toBe("place");
    expect(outbox.next(view, LATER)).toBeNull();

    outbox.saved("n-place");
    expect(outbox.next({ ...view, unsaved: view.unsaved.slice(1) }, LATER)?.item).toBe("work");
  });

  test("wait until nobody types any more, but not after End", () => {
    expect(new Outbox().next(view, SETTLE_MS - 1)).toBeNull();
    expect(new Outbox().next({ ...view, phase: "ending" }, 1)?.item).toBe("place");
  });

  test("wait for a connection, and for the checklist of it", () => {
    expect(new Outbox().next({ ...view, link: "waiting" }, LATER)).toBeNull();
    expect(new Outbox().next({ ...view, checklist: null }, LATER)).toBeNull();
  });

  test("are sent again after a reconnect", () => {
    const outbox = new Outbox();
    outbox.next(view, LATER);
    outbox.reconnected();

    expect(outbox.next(view, LATER)?.item).toBe("place");
  });

  test("that are refused are not sent again, and hold up nothing", () => {
    const outbox = new Outbox();
    outbox.next(view, LATER);
    outbox.refused();

    expect(outbox.isRefused("n-place")).toBe(true);
    expect(outbox.waiting(view).map((change) => change.item)).toEqual(["work"]);
    expect(outbox.next(view, LATER)?.item).toBe("work");
  });

  test("a refusal of something else is none of theirs", () => {
    const outbox = new Outbox();
    outbox.refused();

    expect(outbox.next(view, LATER)?.item).toBe("place");
  });
});
