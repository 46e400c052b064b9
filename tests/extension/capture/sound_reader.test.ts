import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type OnPiece, SoundReader, type Tap } from "../../../extension/src/capture/sound_reader";
import type { RawSound } from "../../../extension/src/messages";

class FakeTap implements Tap {
  static made: FakeTap[] = [];
  isStopped = false;
  constructor(
    readonly track: MediaStreamTrack,
    readonly onPiece: OnPiece,
    readonly onEnded: () => void,
  ) {
    FakeTap.made.push(this);
  }
  stop(): void {
    this.isStopped = true;
  }
}

function trackOf(id: string): MediaStreamTrack {
  const track = { id, stop: vi.fn(), clone: () => ({ ...track, id: `clone of ${id}`, stop: vi.fn() }) };
  return track as unknown as MediaStreamTrack;
}

const PIECE = new Float32Array(480).fill(0.25);

beforeEach(() => {
  FakeTap.made = [];
  vi.useFakeTimers({ now: 1_000_000, toFake: ["performance", "Date"] });
});
afterEach(() => vi.useRealTimers());

test("reads clones, and tells whether they are of these tracks", () => {
  const [one, other] = [trackOf("one"), trackOf("other")];
  const reader = new SoundReader([one], FakeTap, () => undefined);

  expect(FakeTap.made.map(({ track }) => track.id)).toEqual(["clone of one"]);
  expect([reader.reads([one]), reader.reads([other]), reader.reads([one, other])]).toEqual([true, false, false]);
  reader.stop();
  expect(FakeTap.made[0]?.isStopped).toBe(true);
  expect(one.stop).not.toHaveBeenCalled();
});

test("voices are added up in blocks whose time is that of arrival less their length", () => {
  const blocks: RawSound[] = [];
  new SoundReader([trackOf("one"), trackOf("other")], FakeTap, (sound) => blocks.push(sound));
  const beganAtS = (performance.timeOrigin + performance.now()) / 1000;
  for (let piece = 0; piece < 21; piece++) {
    vi.advanceTimersByTime(10);
    for (const tap of FakeTap.made) tap.onPiece(PIECE, 48_000);
  }

  expect(blocks).toHaveLength(1);
  expect(blocks[0]?.capturedAtS).toBeCloseTo(beganAtS, 2);
  expect([...new Set(new Float32Array(blocks[0]?.samples ?? new ArrayBuffer()))]).toEqual([0.5]);
});
