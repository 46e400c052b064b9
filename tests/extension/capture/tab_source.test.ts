import { beforeEach, describe, expect, test, vi } from "vitest";
import { TAB_MARK } from "../../../extension/src/capture/tab_mark";
import { TabSource } from "../../../extension/src/capture/tab_source";
import type { FromContent, ToContent } from "../../../extension/src/messages";

const CROP = { x: 0.5, y: 0, width: 0.25, height: 0.5 };

/** As much of a tab's track as its source looks at. */
class FakeTrack {
  onended: (() => void) | null = null;
  isStopped = false;
  constructor(
    private readonly surface = "browser",
    private readonly mark: string | null = TAB_MARK,
  ) {}
  getSettings() {
    return { displaySurface: this.surface, width: 1600, height: 800 };
  }
  getCaptureHandle() {
    return this.mark === null ? null : { handle: this.mark };
  }
  clone() {
    return new FakeTrack();
  }
  stop() {
    this.isStopped = true;
  }
}

/** How many tracks are read at this moment. */
let reading = 0;
class FakeProcessor {
  readonly readable = {
    getReader: () => {
      reading += 1;
      return { read: () => new Promise(() => undefined), cancel: async () => (reading -= 1) };
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  reading = 0;
  Object.assign(globalThis, { MediaStreamTrackProcessor: FakeProcessor });
});

const mode = (mode: "picking" | "live" | "hidden", isMine = true): ToContent => ({
  kind: "mode",
  mode,
  isMine,
  fps: 8,
});
const cut = (crop: typeof CROP | null, name: string | null = "Ada"): ToContent => ({
  kind: "crop",
  frame: 7,
  crop,
  name,
});

async function shared(track = new FakeTrack()) {
  const said: FromContent[] = [];
  const stream = { getVideoTracks: () => [track] } as unknown as MediaStream;
  const source = new TabSource(
    async () => stream,
    (message) => said.push(message),
  );
  source.hear({ kind: "share_tab" });
  await vi.advanceTimersByTimeAsync(5000);
  return { said, source, track, kinds: () => said.map((message) => message.kind) };
}

test("the browser is asked only once the page is marked", async () => {
  let asked = 0;
  const ask = () => {
    asked += 1;
    return new Promise<MediaStream>(() => undefined);
  };
  const source = new TabSource(ask, () => undefined);
  source.hear({ kind: "share_tab" });
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toBe(0);
  source.hear({ kind: "marked" });
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toBe(1);
});

test("the page is marked while a tab is chosen, then drawn on", async () => {
  const { said } = await shared();
  expect(said).toEqual([
    { kind: "share", step: "choose" },
    { kind: "share", step: "draw" },
  ]);
});

test("the first rectangle is the pick, with its size and the name below it; a moved one is not", async () => {
  const { said, source, kinds } = await shared();
  source.hear(cut(CROP));
  source.hear(cut({ ...CROP, x: 0.1 }));

  const tile = { id: 1, name: "Ada", kind: "person", isDrawn: false, width: 400, height: 400 };
  expect(said).toContainEqual({ kind: "picked", platform: "tab", tile });
  expect(kinds().filter((kind) => kind === "picked")).toHaveLength(1);
});

test("pictures are read while the interview is live, and the tab stays shared in between", async () => {
  const { source, track } = await shared();
  source.hear(cut(CROP));
  source.hear(mode("live"));
  expect(reading).toBe(1);
  source.hear(mode("hidden"));
  expect(reading).toBe(0);
  expect(track.isStopped).toBe(false);
});

describe("the shared tab is let go", () => {
  test("when another tile is picked", async () => {
    const { source, track } = await shared();
    source.hear(cut(CROP));
    source.hear(mode("hidden", false));
    expect(track.isStopped).toBe(true);
  });

  test("when no rectangle is drawn", async () => {
    const { source, track, kinds } = await shared();
    source.hear(cut(null));
    expect(track.isStopped).toBe(true);
    expect(kinds()).not.toContain("lost");
  });

  test("and it is said, when the interviewer or the browser ends it, or the call page is gone", async () => {
    const ended = await shared();
    ended.source.hear(cut(CROP));
    ended.track.onended?.();
    expect(ended.kinds()).toContain("lost");

    const gone = await shared();
    gone.source.hear(cut(CROP));
    gone.source.hear({ kind: "gone", frame: 3 });
    expect(gone.kinds()).not.toContain("lost");
    gone.source.hear({ kind: "gone", frame: 7 });
    expect(gone.kinds()).toContain("lost");
  });
});

test("a tile that is gone is said, and picked again by itself when it is back", async () => {
  const { source, track, kinds } = await shared();
  source.hear(cut(CROP));
  source.hear(cut(null));
  expect(kinds().at(-1)).toBe("lost");
  source.hear(cut(CROP));
  expect(kinds().filter((kind) => kind === "picked")).toHaveLength(2);
  expect(track.isStopped).toBe(false);
});

test.each([
  ["a window", new FakeTrack("window"), "not_a_tab"],
  ["another tab", new FakeTrack("browser", "something else"), "other_tab"],
  ["a tab without a mark", new FakeTrack("browser", null), "other_tab"],
])("%s is refused", async (_what, track, problem) => {
  const { said } = await shared(track);
  expect(track.isStopped).toBe(true);
  expect(said.at(-1)).toEqual({ kind: "share_problem", problem });
});

test("a question that is closed without an answer is no problem", async () => {
  const said: FromContent[] = [];
  const deny = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  const source = new TabSource(deny, (message) => said.push(message));
  source.hear({ kind: "share_tab" });
  source.hear({ kind: "marked" });
  await vi.advanceTimersByTimeAsync(0);
  expect(said.at(-1)).toEqual({ kind: "share_problem", problem: null });
});
