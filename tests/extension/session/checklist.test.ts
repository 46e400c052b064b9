import { describe, expect, test } from "vitest";
import * as lists from "../../../extension/src/session/checklist";
import { withServerMessage } from "../../../extension/src/session/view";
import { parseClientMessage } from "../../../extension/src/wire/validate";
import { CHECKLIST, itemChange, noted, runningView } from "../builders";

const view = runningView({ checklist: CHECKLIST });

describe("what an item says", () => {
  test("is open before anything was said", () => {
    expect(lists.itemState(view, "place")).toMatchObject({ mark: "open", text: "", atS: null, isSaved: true });
  });

  test("is the newest change, marked as not saved, until the server has it", () => {
    const changed = lists.withItemChange(view, itemChange("place", { text: "Bandung" }));
    expect(lists.itemState(changed, "place")).toMatchObject({ mark: "asked", text: "Bandung", isSaved: false });

    const message = { type: "item_saved", noted: noted("place", { change: "n-place", text: "Bandung" }) } as const;
    const saved = withServerMessage(changed, message, 0);
    expect(lists.itemState(saved, "place")).toMatchObject({ text: "Bandung", atS: 65, by: "Ina", isSaved: true });
    expect(saved.unsaved).toEqual([]);
  });

  test("keeps a newer change when an older one is confirmed", () => {
    const first = lists.withItemChange(view, itemChange("place", { change: "n-1", text: "Ban" }));
    const both = lists.withItemChange(first, itemChange("place", { change: "n-2", text: "Bandung" }));
    const saved = lists.withItemSaved(both, noted("place", { change: "n-1", text: "Ban" }));

    expect(lists.itemState(saved, "place")).toMatchObject({ text: "Bandung", isSaved: false });
  });

  test("keeps its time while words are added, and has none yet after another mark", () => {
    const known = { ...view, checklist: { ...CHECKLIST, noted: [noted("place")] } };
    const same = lists.withItemChange(known, itemChange("place", { text: "Bandung" }));
    const other = lists.withItemChange(known, itemChange("place", { mark: "skipped", reason: "no_time" }));

    expect(lists.itemState(same, "place").atS).toBe(65);
    expect(lists.itemState(other, "place").atS).toBeNull();
  });

  test("after a reconnect is what the server says, with what it has not got", () => {
    const waiting = { ...view, unsaved: [itemChange("place", { text: "Bandung" }), itemChange("of_another_list")] };
    const told = withServerMessage(waiting, { ...CHECKLIST, noted: [noted("work"), noted("place")] }, 0);

    expect(told.unsaved.map((change) => change.item)).toEqual(["place"]);
    expect(lists.itemState(told, "place").text).toBe("Bandung");
    expect(lists.itemState(told, "work").mark).toBe("asked");
  });
});

describe("a change", () => {
  const given = { change: "n-1", givenAtMs: 5 };

  test("says everything about its item", () => {
    const known = { ...view, checklist: { ...CHECKLIST, noted: [noted("work", { text: "A queue", rating: 2 })] } };
    const change = lists.changed(known, "work", { text: "A queue filled up" }, given);

    expect(change).toMatchObject({ ...given, item: "work", mark: "asked", text: "A queue filled up", rating: 2 });
  });

  test("never contradicts itself: no rating of what was not asked, no reason for what was not skipped", () => {
    const known = { ...view, checklist: { ...CHECKLIST, noted: [noted("work", { rating: 2 })] } };
    const skipped = lists.changed(known, "work", { mark: "skipped", reason: "no_time" }, given);
    expect(skipped).toMatchObject({ rating: null, reason: "no_time" });

    const after = lists.withItemChange(known, skipped);
    expect(lists.changed(after, "work", { mark: "asked" }, given)).toMatchObject({ mark: "asked", reason: null });
  });

  test("tells the server how old it is, and is readable there", () => {
    const answer = lists.toWire(itemChange("place", { text: "half a pair \ud83d", givenAtMs: 1000 }), 13_500);

    expect(answer.age_s).toBe(12.5);
    expect(parseClientMessage(JSON.stringify(answer))).toEqual(answer);
    expect(lists.toWire(itemChange("place", { givenAtMs: 9000 }), 1000).age_s).toBe(0);
  });

  test("that was kept is looked at before it is used", () => {
    expect(lists.isItemChange(itemChange("place"))).toBe(true);
    const bad = [
      null,
      "item",
      {},
      itemChange("p".repeat(41)),
      itemChange("place", { text: "x".repeat(501) }),
      { ...itemChange("place"), mark: "failed" },
      { ...itemChange("place"), givenAtMs: "yesterday" },
      { ...itemChange("place"), text: 7 },
    ];
    expect(bad.filter(lists.isItemChange)).toEqual([]);
  });

  test("has arrived when it is waiting there, or saved", () => {
    const change = itemChange("place");
    expect(lists.hasArrived(view, change)).toBe(false);
    const waiting = lists.withItemChange(view, change);
    expect(lists.hasArrived(waiting, change)).toBe(true);
    expect(lists.hasArrived(lists.withItemSaved(waiting, noted("place", { change: change.change })), change)).toBe(
      true,
    );
  });
});

describe("progress", () => {
  const some = {
    ...view,
    checklist: { ...CHECKLIST, noted: [noted("place"), noted("light"), noted("degree")] },
    unsaved: [itemChange("work", { mark: "skipped", reason: "no_time" })],
  };

  test("counts what everybody is asked, skipped ones apart, saved or not", () => {
    expect(lists.progressOf(some, CHECKLIST.items)).toEqual({ asked: 1, skipped: 1, counted: 3 });
  });

  test("goes by section, in the order of the interview", () => {
    const sections = lists.sectionsOf(CHECKLIST);
    expect(sections.map(({ section }) => section)).toEqual(["identity", "place", "experience", "process"]);
    expect(sections.map(({ items }) => lists.progressOf(some, items).counted)).toEqual([1, 1, 1, 0]);
  });

  test("it goes on with the next open item, and then with those that were left", () => {
    expect(lists.nextOpen(view, "id_card")?.id).toBe("place");
    expect(lists.nextOpen(view, "work")?.id).toBe("id_card");
    expect(lists.nextOpen(some, "id_card")).toBeNull();
  });

  test("the first open item is one that is counted", () => {
    expect(lists.firstOpen(some)?.id).toBe("id_card");
    const asked = lists.withItemChange(some, itemChange("id_card"));
    expect(lists.firstOpen(asked)).toBeNull();
  });
});
