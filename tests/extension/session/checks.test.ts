import { describe, expect, test } from "vitest";
import * as checks from "../../../extension/src/session/checks";
import { withServerMessage } from "../../../extension/src/session/view";
import { check, runningView, warning } from "../builders";

describe("checks told by the server", () => {
  test("an update stands in the place of the older content", () => {
    const held = checks.withCheck(checks.withCheck([], check(), 0), check({ phase: "done", result: "Seen." }), 900);

    expect(held).toHaveLength(1);
    expect(held[0]).toMatchObject({ atMs: 900, check: { phase: "done", result: "Seen." } });
  });

  test("told again after a reconnect it is no news", () => {
    const over = checks.withCheck(checks.withCheck([], check(), 0), check({ phase: "done" }), 900);

    expect(checks.withCheck(over, check({ phase: "done" }), 99_000)[0]?.atMs).toBe(900);
    expect(checks.withCheck(checks.withCheck([], check(), 0), check({ left_s: 3 }), 5000)[0]?.atMs).toBe(5000);
  });

  test("only the newest keeps its pictures", () => {
    const first = checks.withCheck([], check({ id: "check-1", evidence_jpeg_base64: "/9j/" }), 0);
    const both = checks.withCheck(first, check({ id: "check-2", evidence_jpeg_base64: "/9j/" }), 0);

    expect(both.map((held) => held.check.evidence_jpeg_base64)).toEqual([null, "/9j/"]);
  });

  test("what the interviewer said stays chosen until the server says what it heard", () => {
    const asked = { kind: "check_confirm", id: "check-1", seen: true } as const;
    const view = checks.withCheckOrder(runningView({ checks: checks.withCheck([], check(), 0) }), asked, 0);

    expect(view.checks[0]?.chosen).toBe(true);
    expect(checks.withCheck(view.checks, check(), 0)[0]?.chosen).toBe(true);
    expect(checks.withCheck(view.checks, check({ confirmed: false }), 0)[0]?.chosen).toBe(false);
  });

  test("a check that begins ends the waiting for it", () => {
    const view = withServerMessage(runningView({ checkAskedAtMs: 1 }), check(), 5);

    expect(view).toMatchObject({ checkAskedAtMs: null, checks: [{ atMs: 5 }] });
  });
});

describe("asking for a check", () => {
  test("waits for the server, and not for ever", () => {
    const view = checks.withCheckOrder(runningView(), { kind: "check_start", check: null, cannot: [] }, 1000);

    expect(checks.withoutOldCheckOrder(view, 1000 + checks.ASKED_PATIENCE_MS).checkAskedAtMs).toBe(1000);
    expect(checks.withoutOldCheckOrder(view, 1001 + checks.ASKED_PATIENCE_MS).checkAskedAtMs).toBeNull();
  });

  test("something else instead leaves out what the person cannot do", () => {
    const order = checks.instead(check({ kind: "look_up" }), "say_digits");

    expect(order).toEqual({ kind: "check_start", check: "say_digits", cannot: ["look_up"] });
  });
});

test("the countdown goes on from what was left when it was told, and stops at zero", () => {
  const held = { check: check({ left_s: 7.5 }), atMs: 1000, chosen: null };

  expect([1000, 2000, 60_000].map((nowMs) => checks.secondsLeft(held, nowMs))).toEqual([8, 7, 0]);
});

test("a check is read before anything else while it runs and shortly after", () => {
  const view = (phase: "running" | "done") => runningView({ checks: checks.withCheck([], check({ phase }), 0) });

  expect(checks.hasFreshCheck(runningView(), 0)).toBe(false);
  expect(checks.hasFreshCheck(view("running"), 1e9)).toBe(true);
  expect([1000, 1e9].map((nowMs) => checks.hasFreshCheck(view("done"), nowMs))).toEqual([true, false]);
});

test("a red warning is read before a check that is over, not before one that runs", () => {
  const view = (phase: "running" | "done", severity: "red" | "amber") =>
    runningView({
      checks: checks.withCheck([], check({ phase }), 0),
      cards: [{ warning: warning({ severity }), chosen: null }],
    });

  expect(checks.hasFreshCheck(view("done", "red"), 1000)).toBe(false);
  expect(checks.hasFreshCheck(view("done", "amber"), 1000)).toBe(true);
  expect(checks.hasFreshCheck(view("running", "red"), 1000)).toBe(true);
});
