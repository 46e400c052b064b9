/**
 * Raw pictures in, pictures of one VP8 stream out, one for one. Only in a worker, as all encoding here.
 *
 * The encoder is asked for no look-ahead and is flushed after every picture, so what goes in comes out, or was left out by its
 * own rate control before it was encoded; then the stream goes on without it.
 */

import type { RawPicture } from "../messages";
import { COLOUR_BT709, COLOUR_FULL_RANGE, MAX_CHAIN } from "../wire/framing";
import { type EncodedPicture, frameOf, sizeWithin } from "./jpeg";

/** A picture of a stream: only of use to who has read all since the keyframe. */
export interface VideoPicture extends EncodedPicture {
  chain: number;
  colour: number;
}

export interface VideoOrder {
  fps: number;
  bitsPerS: number;
  maxPx: number;
  /** Begin the stream anew. */
  mustBeKey: boolean;
}

const CODEC = { codec: "vp8", latencyMode: "realtime", bitrateMode: "constant" } as const;

/** Whether this browser can make VP8. */
export async function hasVp8(): Promise<boolean> {
  if (typeof VideoEncoder === "undefined") return false;
  const usual = { ...CODEC, width: 640, height: 360, bitrate: 350_000, framerate: 12 };
  return VideoEncoder.isConfigSupported(usual).then(
    ({ supported }) => supported === true,
    () => false,
  );
}

export class Vp8Encoder {
  #encoder: VideoEncoder | null = null;
  #settings = "";
  #chain = 0;
  #colour = 0;
  #atUs = 0;
  #made: VideoPicture | null = null;

  /** Encode one picture; null when the encoder left it out. Throws when the encoder is broken: the next picture gets a new one. */
  async encode(capturedAtS: number, picture: RawPicture, order: VideoOrder): Promise<VideoPicture | null> {
    const { width, height } = evenWithin(picture, order.maxPx);
    const encoder = this.#configured(width, height, order);
    this.#atUs = Math.max(this.#atUs + 1, Math.round(capturedAtS * 1e6));
    this.#made = null;
    const frame = frameOf(picture, this.#atUs);
    try {
      encoder.encode(frame, { keyFrame: order.mustBeKey || this.#chain >= MAX_CHAIN });
      await encoder.flush();
    } catch (error) {
      this.#close();
      throw error;
    } finally {
      frame.close();
    }
    return this.#made;
  }

  /** A change of anything is a new encoder: its first picture is a keyframe. */
  #configured(width: number, height: number, { fps, bitsPerS }: VideoOrder): VideoEncoder {
    const config = { ...CODEC, width, height, bitrate: bitsPerS, framerate: fps };
    const settings = JSON.stringify(config);
    if (this.#encoder?.state === "configured" && this.#settings === settings) return this.#encoder;
    this.#close();
    this.#encoder = new VideoEncoder({
      output: (chunk, metadata) => this.#take(chunk, metadata, width, height),
      error: (error) => console.warn("candor: the video encoder failed", error),
    });
    this.#encoder.configure(config);
    this.#settings = settings;
    return this.#encoder;
  }

  #take(
    chunk: EncodedVideoChunk,
    metadata: EncodedVideoChunkMetadata | undefined,
    width: number,
    height: number,
  ): void {
    const payload = new Uint8Array(chunk.byteLength);
    chunk.copyTo(payload);
    if (metadata?.decoderConfig) this.#colour = colourOf(metadata.decoderConfig.colorSpace);
    this.#chain = chunk.type === "key" ? 0 : this.#chain + 1;
    this.#made = { width, height, payload, chain: this.#chain, colour: this.#colour };
  }

  #close(): void {
    if (this.#encoder && this.#encoder.state !== "closed") this.#encoder.close();
    this.#encoder = null;
  }
}

/** How the wire says what the encoder says of its colours. */
export function colourOf(space: VideoColorSpaceInit | undefined): number {
  return (space?.matrix === "bt709" ? COLOUR_BT709 : 0) + (space?.fullRange ? COLOUR_FULL_RANGE : 0);
}

/** 4:2:0 has half as many colours on each side. */
function evenWithin(picture: RawPicture, maxPx: number): { width: number; height: number } {
  const { width, height } = sizeWithin(picture.width, picture.height, maxPx);
  return { width: Math.max(2, width & ~1), height: Math.max(2, height & ~1) };
}
