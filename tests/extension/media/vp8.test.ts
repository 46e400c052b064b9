import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { colourOf, hasVp8, type VideoOrder, Vp8Encoder } from "../../../extension/src/media/vp8";
import type { RawPicture } from "../../../extension/src/messages";

const ORDER: VideoOrder = { fps: 12, bitsPerS: 350_000, maxPx: 640 * 360, mustBeKey: false };
const PICTURE: RawPicture = { format: "I420", width: 640, height: 360, colorSpace: null, data: new ArrayBuffer(0) };

interface Made {
  config: VideoEncoderConfig | null;
  keys: boolean[];
  times: number[];
}
let encoders: Made[];
let leavesOut: boolean;
let isBroken: boolean;

/** Answers at the flush, as a real one; a new one begins with a keyframe whatever it is told. */
class FakeVideoEncoder {
  static isConfigSupported = async (config: VideoEncoderConfig) => ({ supported: config.codec === "vp8" && !isBroken });
  state = "unconfigured";
  #made: Made = { config: null, keys: [], times: [] };
  #waiting: boolean | null = null;
  constructor(readonly init: VideoEncoderInit) {
    encoders.push(this.#made);
  }
  configure(config: VideoEncoderConfig): void {
    this.#made.config = config;
    this.state = "configured";
  }
  encode(frame: { timestamp: number }, { keyFrame }: { keyFrame: boolean }): void {
    if (isBroken) throw new DOMException("gone", "InvalidStateError");
    this.#made.times.push(frame.timestamp);
    this.#waiting = leavesOut ? null : keyFrame || this.#made.keys.length === 0;
  }
  async flush(): Promise<void> {
    if (this.#waiting === null) return;
    this.#made.keys.push(this.#waiting);
    const chunk = { type: this.#waiting ? "key" : "delta", byteLength: 3, copyTo: () => undefined };
    const colorSpace = { matrix: "bt709", fullRange: true } as const;
    const metadata = this.#waiting ? { decoderConfig: { codec: "vp8", colorSpace } } : {};
    this.init.output(chunk as unknown as EncodedVideoChunk, metadata as EncodedVideoChunkMetadata);
  }
  close(): void {
    this.state = "closed";
  }
}

beforeEach(() => {
  encoders = [];
  leavesOut = isBroken = false;
  vi.stubGlobal("VideoEncoder", FakeVideoEncoder);
  vi.stubGlobal(
    "VideoFrame",
    class {
      timestamp: number;
      constructor(_: unknown, init: { timestamp: number }) {
        this.timestamp = init.timestamp;
      }
      close(): void {}
    },
  );
});

afterEach(() => vi.unstubAllGlobals());

describe("a stream", () => {
  test("counts the pictures since its keyframe, and tells the colours of all", async () => {
    const encoder = new Vp8Encoder();
    const made = [];
    for (const mustBeKey of [true, false, false, true, false]) {
      made.push(await encoder.encode(1, PICTURE, { ...ORDER, mustBeKey }));
    }
    expect(made.map((picture) => picture?.chain)).toEqual([0, 1, 2, 0, 1]);
    expect(made.map((picture) => picture?.colour)).toEqual([3, 3, 3, 3, 3]);
    expect(encoders.length).toBe(1);
  });

  test("begins anew at another size or rate", async () => {
    const encoder = new Vp8Encoder();
    await encoder.encode(1, PICTURE, ORDER);
    await encoder.encode(2, PICTURE, ORDER);
    const smaller = await encoder.encode(3, { ...PICTURE, height: 480 }, ORDER);
    const slower = await encoder.encode(4, { ...PICTURE, height: 480 }, { ...ORDER, bitsPerS: 100_000 });
    expect([smaller?.chain, slower?.chain]).toEqual([0, 0]);
    expect((smaller?.width ?? 0) * (smaller?.height ?? 0)).toBeLessThanOrEqual(ORDER.maxPx);
    expect(smaller?.width).toBe((encoders.at(-1)?.config?.width ?? 0) & ~1);
  });

  test("goes on without a picture that the encoder left out", async () => {
    const encoder = new Vp8Encoder();
    await encoder.encode(1, PICTURE, ORDER);
    leavesOut = true;
    expect(await encoder.encode(2, PICTURE, ORDER)).toBeNull();
    leavesOut = false;
    expect((await encoder.encode(3, PICTURE, ORDER))?.chain).toBe(1);
  });

  test("has times that rise, whatever the clock does", async () => {
    const encoder = new Vp8Encoder();
    for (const atS of [5, 5, 1, 7]) await encoder.encode(atS, PICTURE, ORDER);
    expect(encoders[0]?.times).toEqual([5_000_000, 5_000_001, 5_000_002, 7_000_000]);
  });

  test("a broken encoder is given up, and the next picture gets a new one", async () => {
    const encoder = new Vp8Encoder();
    await encoder.encode(1, PICTURE, ORDER);
    isBroken = true;
    await expect(encoder.encode(2, PICTURE, ORDER)).rejects.toThrow("gone");
    isBroken = false;
    expect((await encoder.encode(3, PICTURE, ORDER))?.chain).toBe(0);
    expect(encoders.length).toBe(2);
  });
});

test("a browser without an encoder, or without this one, makes no VP8", async () => {
  expect(await hasVp8()).toBe(true);
  isBroken = true;
  expect(await hasVp8()).toBe(false);
  vi.stubGlobal("VideoEncoder", undefined);
  expect(await hasVp8()).toBe(false);
});

test.each([
  [undefined, 0],
  [{ matrix: "smpte170m", fullRange: false }, 0],
  [{ matrix: "bt709", fullRange: false }, 1],
  [{ matrix: "smpte170m", fullRange: true }, 2],
  [{ matrix: "bt709", fullRange: true }, 3],
] as const)("colours %o are %i on the wire", (space, colour) => {
  expect(colourOf(space as VideoColorSpaceInit | undefined)).toBe(colour);
});
