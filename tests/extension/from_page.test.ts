import { describe, expect, test } from "vitest";
import { isWithinReason } from "../../extension/src/from_page";
import type { FromContent } from "../../extension/src/messages";
import { TILE } from "./builders";

const PAGE = { platform: "generic", tiles: [TILE], misfits: [], sharing: null };
const PICTURE = { format: "I420", width: 640, height: 360, colorSpace: null, data: new ArrayBuffer(640 * 360 * 1.5) };
const SOUND = { capturedAtS: 1.7e9, hz: 48_000, samples: new ArrayBuffer(9600 * 4) };

const check = (message: unknown) => isWithinReason(message as FromContent);

test("what an honest page says passes", () => {
  expect(check({ kind: "page", page: PAGE })).toBe(true);
  expect(check({ kind: "picked", tile: { ...TILE, name: null }, platform: "meet" })).toBe(true);
  expect(check({ kind: "picture", capturedAtS: 1.7e9, picture: PICTURE })).toBe(true);
  expect(check({ kind: "picture", capturedAtS: 1, picture: PICTURE, closeUp: { id: 3, picture: PICTURE } })).toBe(true);
  expect(check({ kind: "sound", sound: SOUND })).toBe(true);
  expect(check({ kind: "crop", crop: null, name: null })).toBe(true);
  expect(check({ kind: "lost" })).toBe(true);
});

describe("is refused:", () => {
  test.each([
    ["no page", undefined],
    ["tiles that are no list", { ...PAGE, tiles: { length: 1 } }],
    ["more tiles than any page has", { ...PAGE, tiles: Array(501).fill(TILE) }],
    ["a tile that is none", { ...PAGE, tiles: [null] }],
    ["a tile with a page for a name", { ...PAGE, tiles: [{ ...TILE, name: "x".repeat(501) }] }],
    ["a tile whose name is no text", { ...PAGE, tiles: [{ ...TILE, name: { toString: () => "Ada" } }] }],
    ["a tile of no size", { ...PAGE, tiles: [{ ...TILE, width: Number.NaN }] }],
    ["a tile numbered by words", { ...PAGE, tiles: [{ ...TILE, id: "1" }] }],
    ["misfits that are words", { ...PAGE, misfits: "none" }],
  ])("a page with %s", (_what, page) => {
    expect(check({ kind: "page", page })).toBe(false);
  });

  test.each([null, {}, { id: "3", picture: PICTURE }, { id: 0.5, picture: PICTURE }])("a close-up %j", (closeUp) => {
    expect(check({ kind: "picture", capturedAtS: 1, picture: PICTURE, closeUp })).toBe(false);
  });

  test.each([
    ["nothing", null],
    ["too few bytes", { ...PICTURE, data: new ArrayBuffer(10) }],
    ["too many bytes", { ...PICTURE, data: new ArrayBuffer(640 * 360 * 4) }],
    ["no buffer", { ...PICTURE, data: "x" }],
    ["a huge claim", { ...PICTURE, width: 1e9 }],
    ["no width", { ...PICTURE, width: 0 }],
    ["half a pixel", { ...PICTURE, width: 639.5 }],
    ["a format that nobody knows", { ...PICTURE, format: "BGRX" }],
  ])("a picture of %s, and a close-up of it", (_what, picture) => {
    expect(check({ kind: "picture", capturedAtS: 1.7e9, picture })).toBe(false);
    expect(check({ kind: "picture", capturedAtS: 1, picture: PICTURE, closeUp: { id: 3, picture } })).toBe(false);
  });

  test.each([
    ["nothing", null],
    ["a minute", { ...SOUND, samples: new ArrayBuffer(48_000 * 60 * 4) }],
    ["half a sample", { ...SOUND, samples: new ArrayBuffer(3) }],
    ["no rate", { ...SOUND, hz: 0 }],
    ["no time", { ...SOUND, capturedAtS: Number.POSITIVE_INFINITY }],
  ])("sound of %s", (_what, sound) => {
    expect(check({ kind: "sound", sound })).toBe(false);
  });

  test("a pick of nothing, and a name that is a page", () => {
    expect(check({ kind: "picked", tile: undefined, platform: "meet" })).toBe(false);
    expect(check({ kind: "crop", crop: null, name: "x".repeat(501) })).toBe(false);
  });
});
