/**
 * How does a picture of any size become one of at most 640 px width, cheaply, on the call page's main thread?
 *
 * Bilinear over averages: a picture at least twice too wide is first halved, again and again. Pure
 * arithmetic on planes, so that only the small picture crosses to the worker.
 */
import type { PixelFormat } from "../messages";

/** Wide enough for faces at a webcam's usual distance (docs/extension.md). */
export const MAX_WIDTH_PX = 640;

export interface Plane {
  /** Interleaved channels per sample: 1 for Y, U, V; 2 for UV; 4 for RGBA. */
  channels: number;
  width: number;
  height: number;
}

/** Size in px of the picture to send: at most MAX_WIDTH_PX wide, even on both sides (4:2:0 needs it), never enlarged. */
export function targetSize(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, MAX_WIDTH_PX / width);
  return { width: even(width * scale), height: even(height * scale) };
}

function even(length: number): number {
  return Math.max(2, Math.round(length / 2) * 2);
}

/** The planes of a packed picture, in memory order. */
export function planesOf(format: PixelFormat, width: number, height: number): Plane[] {
  const half = { width: width >> 1, height: height >> 1 };
  if (format === "RGBA") return [{ channels: 4, width, height }];
  const luma = { channels: 1, width, height };
  if (format === "NV12") return [luma, { channels: 2, ...half }];
  return [luma, { channels: 1, ...half }, { channels: 1, ...half }];
}

export function packedBytes(planes: Plane[]): number {
  return planes.reduce((sum, plane) => sum + plane.channels * plane.width * plane.height, 0);
}

/** Scale a packed picture (even width and height) to another even size. */
export function scalePicture(
  format: PixelFormat,
  source: Uint8Array,
  from: { width: number; height: number },
  to: { width: number; height: number },
): Uint8Array<ArrayBuffer> {
  const sources = planesOf(format, from.width, from.height);
  const targets = planesOf(format, to.width, to.height);
  const out = new Uint8Array(packedBytes(targets));
  let read = 0;
  let write = 0;
  sources.forEach((plane, index) => {
    const target = targets[index] as Plane;
    const sourceBytes = packedBytes([plane]);
    const targetBytes = packedBytes([target]);
    scalePlane(source.subarray(read, read + sourceBytes), plane, out.subarray(write, write + targetBytes), target);
    read += sourceBytes;
    write += targetBytes;
  });
  return out;
}

function scalePlane(source: Uint8Array, from: Plane, out: Uint8Array, to: Plane): void {
  const isFarTooLarge = from.width >= 2 * to.width && from.height >= 2 * to.height;
  if (!isFarTooLarge) {
    bilinear(source, from, out, to);
    return;
  }
  const half = { channels: from.channels, width: from.width >> 1, height: from.height >> 1 };
  const isDone = half.width === to.width && half.height === to.height;
  const halved = isDone ? out : new Uint8Array(packedBytes([half]));
  if (canReadFours(source, from)) halveFours(source, from, halved, half);
  else halve(source, from, halved, half);
  if (!isDone) scalePlane(halved, half, out, to);
}

/** Average of 2 x 2 samples. */
function halve(source: Uint8Array, from: Plane, out: Uint8Array, to: Plane): void {
  const { channels } = from;
  const stride = from.width * channels;
  for (let y = 0, at = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++) {
      const corner = 2 * (y * stride + x * channels);
      for (let c = corner; c < corner + channels; c++) {
        const upper = (source[c] as number) + (source[c + channels] as number);
        const lower = (source[c + stride] as number) + (source[c + stride + channels] as number);
        out[at++] = (upper + lower + 2) >> 2;
      }
    }
  }
}

/** Whether rows are made of fours of samples of one channel, each of which can be read as one number. */
function canReadFours(source: Uint8Array, { channels, width }: Plane): boolean {
  return channels === 1 && width % 4 === 0 && source.byteOffset % 4 === 0;
}

const EVERY_SECOND_BYTE = 0x00ff00ff;

/** The same as `halve`, a quarter of its time: two sums are built at once, in the halves of one number. */
function halveFours(source: Uint8Array, from: Plane, out: Uint8Array, to: Plane): void {
  const fours = new Uint32Array(source.buffer, source.byteOffset, source.length >> 2);
  const stride = from.width >> 2;
  for (let y = 0, at = 0; y < to.height; y++) {
    const end = (2 * y + 1) * stride;
    for (let i = 2 * y * stride; i < end; i++) {
      const upper = fours[i] as number;
      const lower = fours[i + stride] as number;
      const even = (upper & EVERY_SECOND_BYTE) + (lower & EVERY_SECOND_BYTE);
      const odd = ((upper >>> 8) & EVERY_SECOND_BYTE) + ((lower >>> 8) & EVERY_SECOND_BYTE);
      const sums = even + odd + 0x00020002;
      // Each sample keeps the lowest 8 bits of what is written to it.
      out[at++] = sums >>> 2;
      out[at++] = sums >>> 18;
    }
  }
}

interface Taps {
  near: Int32Array;
  far: Int32Array;
  /** Weight of `far`, 0 to 256. */
  weight: Int32Array;
}

/** For each target sample its two neighbours in the source, sample centres aligned. */
function taps(from: number, to: number, step: number): Taps {
  const near = new Int32Array(to);
  const far = new Int32Array(to);
  const weight = new Int32Array(to);
  for (let i = 0; i < to; i++) {
    const position = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    const whole = Math.floor(position);
    near[i] = whole * step;
    far[i] = Math.min(from - 1, whole + 1) * step;
    weight[i] = Math.round((position - whole) * 256);
  }
  return { near, far, weight };
}

function bilinear(source: Uint8Array, from: Plane, out: Uint8Array, to: Plane): void {
  const { channels } = from;
  const stride = from.width * channels;
  const columns = taps(from.width, to.width, channels);
  const rows = taps(from.height, to.height, stride);
  /** The source's samples at the height of the target's row, times 256. */
  const row = new Int32Array(stride);
  for (let y = 0, at = 0; y < to.height; y++) {
    const top = rows.near[y] as number;
    const bottom = rows.far[y] as number;
    const down = rows.weight[y] as number;
    for (let i = 0; i < stride; i++) row[i] = mix(source[top + i] as number, source[bottom + i] as number, down);
    for (let x = 0; x < to.width; x++) {
      const left = columns.near[x] as number;
      const right = columns.far[x] as number;
      const across = columns.weight[x] as number;
      for (let c = 0; c < channels; c++) {
        out[at++] = (mix(row[left + c] as number, row[right + c] as number, across) + 32768) >> 16;
      }
    }
  }
}

/** Weighted mean times 256; two of them in a row give times 65536. */
function mix(a: number, b: number, weight: number): number {
  return Math.imul(a, 256 - weight) + Math.imul(b, weight);
}
