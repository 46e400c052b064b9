import { expect, test } from "vitest";
import { gapInProtection, PICTURE_SILENCE_MS, STATE_SILENCE_MS } from "../../../extension/src/session/protection";
import { emptyView } from "../../../extension/src/session/view";
import { runningView, TILE } from "../builders";

test("there is no gap while all is well, nor before the start, nor after the end", () => {
  expect(gapInProtection(runningView(), 1000)).toBeNull();
  expect(gapInProtection(emptyView(), 1000)).toBeNull();
  expect(gapInProtection(runningView({ phase: "ended", link: "closed" }), 1e9)).toBeNull();
});

const lost = { ...runningView().picked, isPresent: false } as NonNullable<ReturnType<typeof runningView>["picked"]>;

const drawn = { ...lost, isPresent: true, tile: { ...TILE, isDrawn: true } };

test.each([
  ["the page is closed", "page_gone", { frames: [] }, 0],
  ["the tile is taken away", "tile_gone", { picked: lost }, 0],
  ["the socket is down", "no_connection", { link: "waiting" as const }, 0],
  ["consent is missing", "no_consent", { notices: [{ code: "no_consent" as const, text: "", atMs: 0 }] }, 0],
  [
    "the analysis stopped",
    "analysis_stopped",
    { notices: [{ code: "analysis_stopped" as const, text: "", atMs: 0 }] },
    0,
  ],
  ["no picture comes", "no_pictures", { heardAtMs: 9000 }, PICTURE_SILENCE_MS + 1],
  ["no picture comes of a painted tile", "not_painted", { heardAtMs: 9000, picked: drawn }, PICTURE_SILENCE_MS + 1],
  ["no first picture comes", "no_pictures", { pictureAtMs: null, heardAtMs: 9000 }, PICTURE_SILENCE_MS + 1],
  ["no state comes for five seconds", "no_answer", { pictureAtMs: 9000 }, STATE_SILENCE_MS + 1],
  ["the server refuses", "server_said_no", { failure: { code: "replaced" as const, text: "" } }, 0],
])("there is a gap when %s", (_words, gap, change, nowMs) => {
  expect(gapInProtection(runningView(change), nowMs)).toBe(gap);
});

test("a server error is told after the interview fell back to idle, too", () => {
  const view = runningView({ phase: "idle", failure: { code: "replaced", text: "" } });
  expect(gapInProtection(view, 0)).toBe("server_said_no");
});
