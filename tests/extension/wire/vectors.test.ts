// Golden vectors, played by both languages: the same bytes and texts are read alike, or refused by the same code.
import { describe, expect, it } from "vitest";
import { encodeFrame, FrameError, parseFrame } from "../../../extension/src/wire/framing";
import { MAX_BINARY_BYTES } from "../../../extension/src/wire/messages.gen";
import { joinPackets } from "../../../extension/src/wire/opus";
import { parseClientMessage, parseServerMessage } from "../../../extension/src/wire/validate";
import clientMessages from "../../wire/vectors/client_messages.json";
import framing from "../../wire/vectors/framing.json";
import opus from "../../wire/vectors/opus.json";
import serverMessages from "../../wire/vectors/server_messages.json";
import { bytes, hex } from "./hex";

interface Vector {
  name: string;
  hex: string;
  text: string;
  error?: string;
  frame: {
    kind: 1 | 2 | 3 | 4;
    seq: number;
    captured_at_s: number;
    width: number;
    height: number;
    payload: string;
    chain?: number;
    colour?: number;
  };
}

const FRAMES = framing as unknown as Vector[];

function codeOf(action: () => unknown): string | null {
  try {
    action();
    return null;
  } catch (error) {
    if (error instanceof FrameError) return error.code;
    throw error;
  }
}

describe("frames", () => {
  for (const vector of FRAMES) {
    it(vector.error ? `refuses ${vector.name}` : `reads and writes ${vector.name}`, () => {
      if (vector.error) {
        expect(codeOf(() => parseFrame(bytes(vector.hex)))).toBe(vector.error);
        return;
      }
      const { captured_at_s: capturedAtS, payload, ...rest } = vector.frame;
      const video = rest.kind === 3 ? { chain: 0, colour: 0 } : {};
      const frame = { ...video, ...rest, capturedAtS, payload: bytes(payload) };
      expect(parseFrame(bytes(vector.hex))).toEqual(frame);
      expect(hex(encodeFrame(frame))).toBe(vector.hex);
    });
  }

  it("refuses a message above the limit", () => {
    expect(codeOf(() => parseFrame(new Uint8Array(MAX_BINARY_BYTES + 1)))).toBe("too_large");
  });

  it("reads a frame that stands in the middle of a buffer", () => {
    const whole = bytes(FRAMES[0]?.hex ?? "");
    const larger = new Uint8Array(whole.length + 7);
    larger.set(whole, 7);
    expect(parseFrame(larger.subarray(7))).toEqual(parseFrame(whole));
  });

  it("refuses to write what the server would refuse", () => {
    const frame = {
      kind: 1 as const,
      seq: 0,
      capturedAtS: Number.NaN,
      width: 1,
      height: 1,
      payload: new Uint8Array(1),
    };
    expect(codeOf(() => encodeFrame(frame))).toBe("bad_frame");
  });
});

describe("packets of Opus", () => {
  for (const { name, packets, payload } of opus as { name: string; packets?: string[]; payload: string }[]) {
    if (packets) it(`writes ${name}`, () => expect(hex(joinPackets(packets.map(bytes)))).toBe(payload));
  }
});

describe("text messages", () => {
  for (const { name, text, error } of clientMessages as Vector[]) {
    if (error === "bad_version") continue; // a client of this version cannot write these
    it(`${error ? "refuses" : "reads"} ${name}`, () =>
      expect(parseClientMessage(text) === null).toBe(error !== undefined));
  }
  for (const { name, text, error } of serverMessages as Vector[]) {
    it(`${error ? "refuses" : "reads"} ${name}`, () =>
      expect(parseServerMessage(text) === null).toBe(error !== undefined));
  }
});
