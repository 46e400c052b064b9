/**
 * How does a picture of any size become one of at most 640 px width, cheaply, on the call page's main thread?
 *
 * Bilinear over box averages: a picture more than twice too wide is first averaged by whole factors. Pure arithmetic on
 * planes, so that only the small picture crosses to the worker.
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
  const factor = Math.floor(Math.min(from.width / to.width, from.height / to.height));
  if (factor < 2) {
    bilinear(source, from, out, to);
    return;
  }
  const small = { channels: from.channels, width: (from.width / factor) | 0, height: (from.height / factor) | 0 };
  if (small.width === to.width && small.height === to.height) {
    boxAverage(source, from, out, small, factor);
    return;
  }
  const averaged = new Uint8Array(packedBytes([small]));
  boxAverage(source, from, averaged, small, factor);
  bilinear(averaged, small, out, to);
}

/** Average of factor x factor samples. */
function boxAverage(source: Uint8Array, from: Plane, out: Uint8Array, to: Plane, factor: number): void {
  const { channels } = from;
  const stride = from.width * channels;
  const area = factor * factor;
  for (let y = 0, at = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++) {
      for (let c = 0; c < channels; c++, at++) {
        let sum = area >> 1;
        const corner = y * factor * stride + x * factor * channels + c;
        for (let row = 0; row < factor; row++) {
          for (let column = 0; column < factor; column++) {
            sum += source[corner + row * stride + column * channels] as number;
          }
        }
        out[at] = (sum / area) | 0;
      }
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
  const columns = taps(from.width, to.width, channels);
  const rows = taps(from.height, to.height, from.width * channels);
  for (let y = 0, at = 0; y < to.height; y++) {
    const top = rows.near[y] as number;
    const bottom = rows.far[y] as number;
    const down = rows.weight[y] as number;
    for (let x = 0; x < to.width; x++) {
      const left = columns.near[x] as number;
      const right = columns.far[x] as number;
      const across = columns.weight[x] as number;
      for (let c = 0; c < channels; c++, at++) {
        const upper = mix(source[top + left + c] as number, source[top + right + c] as number, across);
        const lower = mix(source[bottom + left + c] as number, source[bottom + right + c] as number, across);
        out[at] = (mix(upper, lower, down) + 32768) >> 16;
      }
    }
  }
}

/** Weighted mean times 256; two of them in a row give times 65536. */
function mix(a: number, b: number, weight: number): number {
  return a * (256 - weight) + b * weight;
}
