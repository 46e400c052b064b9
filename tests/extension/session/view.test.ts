import { describe, expect, test } from "vitest";
import { sortCards } from "../../../extension/src/session/cards";
import type { Card, SessionView } from "../../../extension/src/session/session_view";
import * as views from "../../../extension/src/session/view";
import { PAIRING, runningView, STATE, TILE, WELCOME, warning } from "../builders";

const told = (view: SessionView, ...messages: Parameters<typeof views.withServerMessage>[1][]) =>
  messages.reduce((next, message) => views.withServerMessage(next, message, 5000), view);

describe("messages of the server", () => {
  test("welcome opens the link, names the candidate and sets the rate", () => {
    const view = told(runningView({ link: "connecting", linkProblem: "lost", candidate: null }), WELCOME);

    expect(view).toMatchObject({ link: "open", linkProblem: null, candidate: "Ada", targetFps: 5, heardAtMs: 5000 });
  });

  test("a warning with the same id replaces its older self in its place", () => {
    const view = told(runningView(), warning(), warning({ id: "w-2" }), warning({ event: 3, title: "newer" }));

    expect(view.cards.map((card) => card.warning.id)).toEqual(["w-1", "w-2"]);
    expect(view.cards[0]?.warning.title).toBe("newer");
  });

  test("a state clears the notice that no consent was there", () => {
    const view = told(runningView(), { type: "notice", event: 0, code: "no_consent", text: "No" });

    expect(view.notices).toHaveLength(1);
    expect(told(view, STATE).notices).toHaveLength(0);
  });

  test("a passing notice goes when it is not repeated", () => {
    const view = told(runningView(), { type: "notice", event: 0, code: "analysis_behind", text: "Busy" });

    expect(views.withoutOldNotices(view, 20_000).notices).toHaveLength(1);
    expect(views.withoutOldNotices(view, 36_000).notices).toHaveLength(0);
  });

  test("the light check is a page of the paired server, whatever the interview is called", () => {
    expect(views.lightUrl(PAIRING)).toBe(`http://127.0.0.1:8700/interviews/${PAIRING.interview}/light`);
    expect(views.lightUrl({ ...PAIRING, interview: "../x?y" })).toBe(
      "http://127.0.0.1:8700/interviews/..%2Fx%3Fy/light",
    );
    expect(views.lightUrl(null)).toBeNull();
  });

  test("ended links the report of the paired server, and never anything but the web", () => {
    const path = told(runningView(), { type: "ended", report_url: "/interviews/1/report" });
    const script = told(runningView(), { type: "ended", report_url: "javascript:alert(1)" });

    expect(path).toMatchObject({ phase: "ended", reportUrl: "http://127.0.0.1:8700/interviews/1/report" });
    expect(script.reportUrl).toBeNull();
  });

  test.each([
    ["replaced", "idle"],
    ["not_allowed", "idle"],
    ["ended", "ended"],
    ["internal", "running"],
  ] as const)("error %s leads to %s", (code, phase) => {
    expect(told(runningView(), { type: "error", code, text: "why" })).toMatchObject({ phase, failure: { code } });
  });
});

describe("pairing", () => {
  test("with another interview forgets the last candidate's cards and tile", () => {
    const before = told(runningView(), warning());

    const view = views.withPairing(before, { ...PAIRING, interview: "i-2", token: "other" });

    expect(view).toMatchObject({ phase: "idle", cards: [], picked: null });
    expect(view.frames).toEqual(before.frames);
  });

  test("anew with the same interview goes on", () => {
    const before = told(runningView(), warning());

    const view = views.withPairing(before, { ...PAIRING, token: "newer" });

    expect(view).toMatchObject({ phase: "running", cards: before.cards, pairing: { token: "newer" } });
  });
});

describe("tiles", () => {
  test("the picked tile is gone with its frame, and back with a new pick", () => {
    const gone = views.withoutFrame(runningView(), 1);
    const back = views.withPick(gone, 2, "generic", TILE);

    expect(gone.picked?.isPresent).toBe(false);
    expect(back.picked).toMatchObject({ frame: 2, isPresent: true });
  });

  test("another frame's loss changes nothing", () => {
    expect(views.withLostTile(runningView(), 9).picked?.isPresent).toBe(true);
    expect(views.withoutFrame(runningView(), 9).picked?.isPresent).toBe(true);
  });
});

describe("cards", () => {
  test("one is current: red before amber, then the older; others wait, later or are answered", () => {
    let view = told(
      runningView(),
      warning({ id: "amber-old", at_s: 1 }),
      warning({ id: "amber-new", at_s: 2 }),
      warning({ id: "red", severity: "red", at_s: 3 }),
      warning({ id: "done", at_s: 0, answer: "explained" }),
    );
    view = views.withChoice(view, "amber-old", "later");

    const { current, waiting, later, answered } = sortCards(view.cards);

    const ids = (cards: Card[]) => cards.map((card) => card.warning.id);
    expect(current?.warning.id).toBe("red");
    expect([ids(waiting), ids(later), ids(answered)]).toEqual([["amber-new"], ["amber-old"], ["done"]]);
  });

  test("there is none while nothing is to be asked", () => {
    expect(sortCards([])).toEqual({ current: null, waiting: [], later: [], answered: [] });
  });
});
