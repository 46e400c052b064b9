// Binary messages: one picture (or one stretch of sound) behind a fixed header of 28 bytes, all little-endian.
// The layout is drawn in server/candor/wire/framing.py; both languages play tests/wire/vectors/framing.json.
import type { ErrorCode } from "./messages.gen";
import {
  FRAME_HEADER_BYTES,
  MAX_BINARY_BYTES,
  MAX_CLOSE_UP_BYTES,
  MAX_CLOSE_UP_PX,
  MAX_OPUS_BYTES,
  MAX_SIDE_PX,
  VERSION,
} from "./messages.gen";

export const KIND_VIDEO = 1;
export const KIND_AUDIO = 2;
export const KIND_VP8 = 3;
export const KIND_OPUS = 4;
export const KIND_CLOSE_UP = 5;
/** How colours of a video are meant, as bits; 0: BT.601, 16 to 235. */
export const COLOUR_BT709 = 1;
export const COLOUR_FULL_RANGE = 2;
/** The last place in a chain: after it there must be a keyframe. */
export const MAX_CHAIN = 0xffff;
const MAX_CAPTURED_AT_S = 1e10;
const MAGIC = [0x43, 0x4e, 0x44] as const; // "CND"

export type Kind = typeof KIND_VIDEO | typeof KIND_AUDIO | typeof KIND_VP8 | typeof KIND_OPUS | typeof KIND_CLOSE_UP;

export interface MediaFrame {
  readonly kind: Kind;
  /** Rises with every captured frame; gaps are frames dropped before sending. Close-up: the id of what was asked for. */
  readonly seq: number;
  /** Seconds on our own capture clock. */
  readonly capturedAtS: number;
  /** Video: px. Sound: samples per second. */
  readonly width: number;
  /** Video: px. Sound: channels. */
  readonly height: number;
  readonly payload: Uint8Array;
  /** VP8 only: pictures since the keyframe. */
  readonly chain?: number;
  /** VP8 only. */
  readonly colour?: number;
}

/** A binary message that breaks the layout; the same codes as on the server. */
export class FrameError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, sentence: string) {
    super(sentence);
    this.code = code;
  }
}

/** Write one binary message. Throws FrameError where the server would refuse it. */
export function encodeFrame(frame: MediaFrame): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(FRAME_HEADER_BYTES + frame.payload.length);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC, 0);
  view.setUint8(3, VERSION);
  view.setUint8(4, frame.kind);
  view.setUint8(5, frame.colour ?? 0);
  view.setUint16(6, frame.width, true);
  view.setUint16(8, frame.height, true);
  view.setUint16(10, frame.chain ?? 0, true);
  view.setUint32(12, frame.seq, true);
  view.setFloat64(16, frame.capturedAtS, true);
  view.setUint32(24, frame.payload.length, true);
  bytes.set(frame.payload, FRAME_HEADER_BYTES);
  parseFrame(bytes);
  return bytes;
}

/** Read one binary message; the inverse of encodeFrame. */
export function parseFrame(bytes: Uint8Array): MediaFrame {
  if (bytes.length > MAX_BINARY_BYTES) {
    throw new FrameError("too_large", `A binary message may have at most ${MAX_BINARY_BYTES} bytes.`);
  }
  if (bytes.length < FRAME_HEADER_BYTES) throw bad("the header is cut off");
  if (MAGIC.some((byte, at) => bytes[at] !== byte)) throw bad("it does not begin with CND");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint8(3) !== VERSION) throw new FrameError("bad_version", "The binary message is of another version.");
  const kind = view.getUint8(4);
  const [colour, chain] = [view.getUint8(5), view.getUint16(10, true)];
  const isVideo = kind === KIND_VP8 && colour <= (COLOUR_BT709 | COLOUR_FULL_RANGE);
  if (!isVideo && (colour !== 0 || chain !== 0)) throw bad("reserved bytes must be 0");
  const length = view.getUint32(24, true);
  if (length === 0 || bytes.length !== FRAME_HEADER_BYTES + length) throw bad("payload length does not fit");
  const capturedAtS = view.getFloat64(16, true);
  if (!(capturedAtS >= 0 && capturedAtS <= MAX_CAPTURED_AT_S)) throw bad("captured_at_s must be from 0 to 1e10");
  const width = view.getUint16(6, true);
  const height = view.getUint16(8, true);
  checkFormat(kind, width, height, length);
  const seq = view.getUint32(12, true);
  const frame = { kind, seq, capturedAtS, width, height, payload: bytes.slice(FRAME_HEADER_BYTES) };
  return kind === KIND_VP8 ? { ...frame, chain, colour } : frame;
}

function checkFormat(kind: number, width: number, height: number, length: number): asserts kind is Kind {
  if (kind === KIND_VIDEO || kind === KIND_VP8) {
    if (width < 1 || width > MAX_SIDE_PX || height < 1 || height > MAX_SIDE_PX) throw bad("size out of range");
  } else if (kind === KIND_AUDIO || kind === KIND_OPUS) {
    if (width < 8000 || width > 48000 || height < 1 || height > 2) throw bad("sound format out of range");
    if (kind === KIND_AUDIO && length % (2 * height) !== 0) throw bad("sound must end with a whole sample");
    if (kind === KIND_OPUS && length > MAX_OPUS_BYTES) throw new FrameError("too_large", "Too much Opus in a message.");
  } else if (kind === KIND_CLOSE_UP) {
    if (width < 1 || width > MAX_CLOSE_UP_PX || height < 1 || height > MAX_CLOSE_UP_PX) throw bad("size out of range");
    if (length > MAX_CLOSE_UP_BYTES) throw new FrameError("too_large", "Too many bytes for a close-up.");
  } else {
    throw bad(`kind ${kind} is unknown`);
  }
}

function bad(why: string): FrameError {
  return new FrameError("bad_frame", `The binary message cannot be read: ${why}.`);
}
