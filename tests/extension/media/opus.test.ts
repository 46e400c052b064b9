import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { hasOpus, LOOKAHEAD_S, OpusEncoder, PACKETS } from "../../../extension/src/media/opus";
import type { CodedSound } from "../../../extension/src/wire/connection";

const PACKET = 960;

/** Gives a packet of one byte, its number, for every 60 ms; always 6.5 ms behind, as libopus is. */
class FakeEncoder {
  static made: FakeEncoder[] = [];
  static isConfigSupported = vi.fn(async (config: AudioEncoderConfig) => ({ supported: true, config }));
  state: CodecState = "unconfigured";
  config: AudioEncoderConfig | null = null;
  #samples = 0;
  #packets = 0;
  constructor(readonly init: AudioEncoderInit) {
    FakeEncoder.made.push(this);
  }
  configure(config: AudioEncoderConfig): void {
    this.config = config;
    this.state = "configured";
  }
  encode(piece: FakePiece): void {
    this.#samples += piece.init.numberOfFrames;
    while (this.#samples >= (this.#packets + 1) * PACKET) {
      const number = this.#packets++;
      const chunk = { byteLength: 1, copyTo: (to: Uint8Array) => to.fill(number) };
      this.init.output(chunk as unknown as EncodedAudioChunk, {});
    }
  }
  close(): void {
    this.state = "closed";
  }
}

class FakePiece {
  constructor(readonly init: AudioDataInit) {}
  close(): void {}
}

function listener() {
  const blocks: CodedSound[] = [];
  const failed = vi.fn();
  return { blocks, failed, opus: new OpusEncoder((sound) => blocks.push(sound), failed) };
}

beforeEach(() => {
  FakeEncoder.made = [];
  vi.stubGlobal("AudioEncoder", FakeEncoder);
  vi.stubGlobal("AudioData", FakePiece);
});
afterEach(() => vi.unstubAllGlobals());

const piece = (samples = 3200) => new Int16Array(samples);

describe("Opus", () => {
  test("goes out in blocks of three packets, each at the time of its first sample less the look-ahead", () => {
    const { blocks, opus } = listener();
    for (let at = 0; at < 9; at++) opus.push(100 + at * 0.2, piece());

    expect(blocks.length).toBe(10);
    expect([...(blocks[1]?.payload ?? [])]).toEqual([1, 0, 3, 1, 0, 4, 1, 0, 5]);
    blocks.forEach((block, number) => {
      expect(block.capturedAtS).toBeCloseTo(100 + number * PACKETS * 0.06 - LOOKAHEAD_S, 6);
      expect(block.seconds).toBeCloseTo(0.18, 6);
    });
  });

  test("follows a clock that drifts", () => {
    const { blocks, opus } = listener();
    for (let at = 0; at < 500; at++) opus.push(at * 0.2002, piece());

    const last = blocks.at(-1) as CodedSound;
    expect(last.capturedAtS).toBeCloseTo((blocks.length - 1) * 0.18 * 1.001 - LOOKAHEAD_S, 2);
    expect(FakeEncoder.made).toHaveLength(1);
  });

  test("begins anew after a pause, and gives nothing of before a time of after", () => {
    const { blocks, opus } = listener();
    opus.push(0, piece());
    opus.push(7, piece());

    expect(FakeEncoder.made.map(({ state }) => state)).toEqual(["closed", "configured"]);
    expect(blocks.map(({ capturedAtS }) => capturedAtS)).toEqual([-LOOKAHEAD_S, 7 - LOOKAHEAD_S]);
  });

  test("sizes are constant and pauses are sent", () => {
    const { opus } = listener();
    opus.push(0, piece());

    expect(FakeEncoder.made[0]?.config).toMatchObject({ bitrateMode: "constant", opus: { usedtx: false } });
  });

  test("that fails says so, unless it was given up before", () => {
    const { failed, opus } = listener();
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    opus.push(0, piece());
    opus.push(7, piece());
    FakeEncoder.made[0]?.init.error(new DOMException("of before"));
    expect(failed).not.toHaveBeenCalled();
    FakeEncoder.made[1]?.init.error(new DOMException("of now"));
    expect(failed).toHaveBeenCalledOnce();
  });
});

describe("whether this browser has Opus", () => {
  test("is what it says, and no where a setting or all of it is unknown", async () => {
    expect(await hasOpus()).toBe(true);
    FakeEncoder.isConfigSupported.mockRejectedValueOnce(new TypeError("frameDuration"));
    expect(await hasOpus()).toBe(false);
    vi.stubGlobal("AudioEncoder", undefined);
    expect(await hasOpus()).toBe(false);
  });
});
