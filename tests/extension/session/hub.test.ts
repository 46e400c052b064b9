import { describe, expect, test } from "vitest";
import type { FromContent, FromPanel, ToContent, ToPanel } from "../../../extension/src/messages";
import { PAGE, PAIRING, STATE, TILE, WELCOME } from "../builders";

import { meeting, started } from "./meeting";

function picture(): FromContent {
  const raw = { format: "I420" as const, width: 2, height: 2, colorSpace: null, data: new ArrayBuffer(6) };
  return { kind: "picture", capturedAtS: 1, picture: raw };
}

describe("the way to a running interview", () => {
  test("buttons appear once paired, a mark once picked, capture begins at Start", () => {
    const { modes } = started();

    expect(modes().map((message) => message.kind === "mode" && message.mode)).toEqual(
      expect.arrayContaining(["hidden", "picking", "picked", "live"]),
    );
    expect(modes().at(-1)).toEqual({ kind: "mode", mode: "live", isMine: true, fps: 5 });
  });

  test("Start does nothing without pairing or tile", () => {
    const { hub, worker } = meeting();
    hub.fromPanel({ kind: "start" });
    hub.paired(PAIRING);
    hub.fromPanel({ kind: "start" });

    expect(worker.filter((message) => message.kind === "open")).toHaveLength(0);
  });

  test("the worker is told the tile when it connects", () => {
    const { worker } = started();

    expect(worker.slice(-2)).toMatchObject([{ kind: "open" }, { kind: "tile", name: "Ada", width: 1280 }]);
  });
});

describe("pictures", () => {
  test("go to the worker, and the page is told when one is dealt with", () => {
    const { hub, frame, worker, content } = started();
    hub.fromContent(frame, picture());
    hub.fromWorker({ kind: "taken", sentBytes: 20_000 });

    expect(worker.at(-1)?.kind).toBe("picture");
    expect(content.filter((message) => message.kind === "taken")).toHaveLength(1);
  });

  test("are asked for as often as server and budget both allow, and what goes out is counted", () => {
    const { hub, modes } = started();
    hub.fromWorker({ kind: "message", message: WELCOME });
    hub.fromWorker({ kind: "pace", fps: 8 });
    expect(modes().at(-1)).toMatchObject({ fps: 5 });
    hub.fromWorker({ kind: "pace", fps: 3 });
    expect(modes().at(-1)).toMatchObject({ fps: 3 });

    for (const sentBytes of [6000, 0, 4000]) hub.fromWorker({ kind: "taken", sentBytes });
    hub.tick();

    expect(hub.view).toMatchObject({ sentFps: 1, sentKbitPerS: 40 });
  });

  test("the page is asked for a close-up, which goes along with its picture", () => {
    const { hub, frame, worker, content } = started();
    const crop = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
    hub.fromWorker({ kind: "message", message: { type: "close_up_wanted", id: 5, ...crop } });
    expect(content.at(-1)).toEqual({ kind: "close_up", order: { id: 5, crop } });

    const message = picture();
    if (message.kind === "picture")
      hub.fromContent(frame, { ...message, closeUp: { id: 5, picture: message.picture } });
    expect(worker.at(-1)).toMatchObject({ kind: "picture", closeUp: { id: 5 } });
  });

  test("of a tile that is not picked go nowhere", () => {
    const { hub, worker } = started();
    const other = hub.addContent({ post: () => undefined });
    hub.fromContent(other, picture());

    expect(worker.filter((message) => message.kind === "picture")).toHaveLength(0);
  });

  test("stop after End", () => {
    const { hub, frame, worker, modes } = started();
    hub.fromPanel({ kind: "end" });
    hub.fromContent(frame, picture());

    expect(worker.filter((message) => message.kind === "picture")).toHaveLength(0);
    expect(modes().at(-1)).toMatchObject({ mode: "hidden" });
  });
});

test("sound of the picked tile goes to the worker while the interview runs", () => {
  const { hub, frame, worker } = started();
  const sound = { kind: "sound" as const, sound: { capturedAtS: 1, hz: 48_000, samples: new ArrayBuffer(8) } };
  const other = hub.addContent({ post: () => undefined });
  hub.fromContent(other, sound);
  hub.fromContent(frame, sound);
  hub.fromPanel({ kind: "end" });
  hub.fromContent(frame, sound);

  expect(worker.filter((message) => message.kind === "sound")).toHaveLength(1);
});

describe("the interviewer shares the screen", () => {
  function sharing(shared: "screen" | "tab" | null) {
    const all = started();
    const share = (what: typeof shared) =>
      all.hub.fromContent(all.frame, { kind: "page", page: { ...PAGE, sharing: what } });
    share(shared);
    return { ...all, share };
  }

  test("capture stops, nothing is drawn on the page, and the panel is told why", () => {
    const { hub, modes, panel } = sharing("screen");

    expect(modes().at(-1)).toMatchObject({ mode: "hidden", isMine: true });
    expect(panel.at(-1)?.view.gap).toBe("screen_shared");
    expect(hub.view.phase).toBe("running");
  });

  test("it goes on by itself when sharing ends", () => {
    const { hub, modes, share } = sharing("screen");
    share(null);

    expect(modes().at(-1)).toMatchObject({ mode: "live" });
    expect(hub.view.gap).toBeNull();
  });

  test("it goes on when the interviewer says that the panel is not on it, until the next time", () => {
    const { hub, modes, share } = sharing("screen");
    hub.fromPanel({ kind: "unseen" });
    expect(modes().at(-1)).toMatchObject({ mode: "live" });

    share(null);
    share("screen");
    expect(hub.view.gap).toBe("screen_shared");
  });

  test("a shared tab does not show the panel", () => {
    expect(sharing("tab").hub.view.gap).toBeNull();
  });
});

describe("the shared tab", () => {
  const CROP = { x: 0.1, y: 0.2, width: 0.3, height: 0.4 };

  test("is asked for by the panel, drawn on by the page, cut by its source", () => {
    const { hub, frame, content } = started();
    const source: ToContent[] = [];
    hub.addContent({ post: (message) => source.push(message) });
    hub.fromPanel({ kind: "share_tab" });
    hub.fromContent(frame + 1, { kind: "share", step: "draw" });
    hub.fromContent(frame, { kind: "crop", crop: CROP, name: "Ada" });

    expect(source).toContainEqual({ kind: "share_tab" });
    expect(content).toContainEqual({ kind: "share", step: "draw" });
    expect(source).toContainEqual({ kind: "crop", frame, crop: CROP, name: "Ada" });
  });

  test("says in the panel why it could not be shared, until it is tried again", () => {
    const { hub, frame } = started();
    hub.fromContent(frame, { kind: "share_problem", problem: "other_tab" });
    expect(hub.view.shareProblem).toBe("other_tab");

    hub.fromPanel({ kind: "share_tab" });
    expect(hub.view.shareProblem).toBeNull();
  });

  test("that ends is another gap than a tile that is gone", () => {
    const { hub, frame } = started();
    hub.fromContent(frame, { kind: "picked", platform: "tab", tile: TILE });
    hub.fromContent(frame, { kind: "lost" });

    expect(hub.view.gap).toBe("share_ended");
  });
});

describe("what breaks is told", () => {
  test("silence of the server becomes a gap, its next word ends it", () => {
    const { hub, frame, clock } = started();
    clock.nowMs += 6000;
    hub.fromContent(frame, picture());
    hub.tick();
    expect(hub.view.gap).toBe("no_answer");

    hub.fromWorker({ kind: "message", message: STATE });
    expect(hub.view.gap).toBeNull();
  });

  test("a closed page becomes a gap for every panel", () => {
    const { hub, frame, panel } = started();
    hub.removeContent(frame);

    expect(panel.at(-1)?.view.gap).toBe("page_gone");
  });

  test("End without an answer is over after ten seconds, without a report", () => {
    const { hub, clock } = started();
    hub.fromPanel({ kind: "end" });
    clock.nowMs += 10_001;
    hub.tick();

    expect(hub.view).toMatchObject({ phase: "ended", reportUrl: null });
  });
});

test("a panel that opens late is told everything at once", () => {
  const { hub } = started();
  const late: ToPanel[] = [];
  hub.addPanel({ post: (message) => late.push(message) });

  expect(late[0]?.view).toMatchObject({ phase: "running", candidate: "Ada" });
});

test("paired anew with the same interview, the worker connects with the new token", () => {
  const { hub, worker } = started();
  hub.paired({ ...PAIRING, token: "newer" });

  expect(worker.find((message) => message.kind === "open" && message.pairing.token === "newer")).toBeTruthy();
  expect(hub.view.phase).toBe("running");
});

test("an answer is shown at once and sent", () => {
  const { hub, worker } = started();
  hub.fromPanel({ kind: "answer", warning: "w-1", answer: "later", note: "" });

  expect(worker.at(-1)).toEqual({ kind: "answer", warning: "w-1", answer: "later", note: "" });
});

test("what is asked of checks goes to the worker as it is, and the panel shows that it waits", () => {
  const { hub, worker } = started();
  const orders = [
    { kind: "check_start", check: null, cannot: ["look_up"] },
    { kind: "check_skip", id: "check-1" },
    { kind: "check_confirm", id: "check-1", seen: false },
  ] as const;
  for (const order of orders) hub.fromPanel(structuredClone(order) as FromPanel);

  expect(worker.slice(-3)).toEqual(orders);
  expect(hub.view.checkAskedAtMs).toBe(1000);
});

test("a note goes to the worker and is shown; one that was begun is kept, and sent before End", () => {
  const { hub, worker } = started();
  const note = (text: string, id = "n-1") => ({ kind: "note", id, atS: 3, text }) as const;
  hub.fromPanel(note("one"));
  hub.fromPanel({ kind: "draft", note: note("tw", "n-2") });
  expect(worker.at(-1)).toEqual(note("one"));
  expect(hub.view).toMatchObject({ draft: note("tw", "n-2"), notes: [{ text: "one", isSaved: false }] });

  hub.fromPanel({ kind: "draft", note: note("", "n-2") });
  expect(hub.view.draft).toBeNull();

  hub.fromPanel({ kind: "draft", note: note("two", "n-2") });
  hub.fromPanel({ kind: "end" });
  expect(worker.slice(-2)).toEqual([note("two", "n-2"), { kind: "end" }]);
  expect(hub.view.draft).toBeNull();
});
