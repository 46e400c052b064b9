/**
 * Pictures on their way out: as video where the server wants it and the browser can, else each as JPEG; never more of them
 * than fit the bytes that the server wants, which sound shares.
 *
 * A video's picture is left out before it is encoded, never after: the next one needs it.
 */

import type { CloseUp, RawPicture } from "../messages";
import type { Limits } from "../wire/messages.gen";
import { Budget } from "./budget";
import type { JpegEncoder } from "./jpeg";
import type { Link } from "./link";
import { SPAN_MS, Spending } from "./spending";
import type { VideoPicture, Vp8Encoder } from "./vp8";

/** Kept for sound, whether there is any or not: Opus with its headers, and some air. */
const SOUND_BITS_PER_S = 32_000;
/** Sound that is not coded needs so much. */
const PCM_BITS_PER_S = 264_000;
const LEAST_BITS_PER_S = 60_000;
/** Rate control wavers; what would still be too much waits. */
const SAFETY = 0.95;
/** Before the first one was seen. */
const KEYFRAME_BYTES = 20_000;
const USUAL_FPS = 12;
/** Blinks need 7 a second, the pulse 8 (models/calibration/signals). */
const FEW_FPS = 8;
const BITS_FOR_USUAL_FPS = 250_000;

/** Of all bytes, while close-ups are wanted: of 400 kbit/s one of 10 kB in two seconds, which is as often as the server asks. */
const CLOSE_UP_SHARE = 0.1;
/** So long after the last one the stream takes all again. A change begins the stream anew, so not too often. */
const CLOSE_UPS_IN_USE_MS = 15_000;
/** What looks at faces needs no more (docs/extension-performance.md). */
const CLOSE_UP_PX = 400 * 400;
const CLOSE_UP_QUALITIES = [0.85, 0.7, 0.5, 0.3, 0.15];

type Jpeg = Pick<JpegEncoder, "encode">;
type Video = Pick<Vp8Encoder, "encode">;
type Out = Pick<Link, "wantsPicture" | "sendPicture" | "sendCloseUp"> & {
  readonly connection: { readonly limits: Limits | null; readonly needsKeyframe: boolean };
};

export class Pictures {
  #budget: Budget | null = null;
  #keyframeBytes = KEYFRAME_BYTES;
  #latestBytes = 0;
  #toldFps = 0;
  #isVideoBroken = false;
  #closeUpAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly out: Out,
    private readonly jpeg: Jpeg,
    private readonly video: Video,
    private readonly still: Jpeg,
    private readonly nowMs: () => number,
    private readonly onPace: (fps: number) => void,
  ) {}

  /** Make and send one picture, and first its close-up; returns how many bytes went out, 0 when all was left out. */
  async send(capturedAtS: number, picture: RawPicture, closeUp?: CloseUp): Promise<number> {
    const { limits } = this.out.connection;
    if (!this.out.wantsPicture() || !limits) return 0;
    if (closeUp) this.#closeUpAtMs = this.nowMs();
    const budget = this.#budgetFor(limits);
    const near = closeUp ? await this.#near(capturedAtS, closeUp, budget.spending) : 0;
    const isVideo = limits.codec === "vp8" && !this.#isVideoBroken;
    const make = isVideo ? this.#asVideo : this.#asJpeg;
    return near + (await make.call(this, capturedAtS, picture, limits, budget));
  }

  /** At the best quality that its share of the bytes allows. */
  async #near(capturedAtS: number, { id, picture }: CloseUp, spending: Spending): Promise<number> {
    const most = spending.keptBytes;
    for (const quality of CLOSE_UP_QUALITIES) {
      const still = await this.still.encode(picture, quality, CLOSE_UP_PX, Number.POSITIVE_INFINITY);
      if (still.payload.length > most) continue;
      if (!spending.has(still.payload.length, this.nowMs(), "close_up")) return 0;
      const bytes = this.out.sendCloseUp(capturedAtS, still, id);
      if (bytes > 0) spending.add(bytes, this.nowMs(), "close_up");
      return bytes;
    }
    return 0;
  }

  /** Sound has gone out, which counts, too. */
  heard(bytes: number): void {
    if (bytes > 0) this.#budget?.spending.add(bytes, this.nowMs(), "sound");
  }

  async #asJpeg(capturedAtS: number, picture: RawPicture, limits: Limits, budget: Budget): Promise<number> {
    const encoded = await this.jpeg.encode(picture, budget.step.quality, limits.max_frame_px, limits.max_frame_bytes);
    const { length } = encoded.payload;
    const fits = budget.take(length, this.nowMs());
    this.#tellPace(budget.step.fps);
    return fits && this.out.sendPicture(capturedAtS, encoded) ? length : 0;
  }

  async #asVideo(capturedAtS: number, picture: RawPicture, limits: Limits, budget: Budget): Promise<number> {
    const { needsKeyframe: mustBeKey } = this.out.connection;
    const bitsPerS = 8 * budget.bytesPerS;
    const fps = this.#pictureBits(budget.spending) >= BITS_FOR_USUAL_FPS ? USUAL_FPS : FEW_FPS;
    this.#tellPace(fps);
    const usual = bitsPerS / 8 / fps;
    const expected = mustBeKey ? this.#keyframeBytes : Math.max(usual, this.#latestBytes);
    if (!budget.spending.has(Math.min(expected, budget.bytesPerS), this.nowMs())) return 0;
    const order = { fps, bitsPerS: Math.round(SAFETY * bitsPerS), maxPx: limits.max_frame_px, mustBeKey };
    const made = await this.#made(capturedAtS, picture, order);
    if (!made) return 0;
    const { length } = made.payload;
    if (made.chain === 0) this.#keyframeBytes = length;
    else this.#latestBytes = length;
    if (!this.out.sendPicture(capturedAtS, made)) return 0;
    budget.spending.add(length, this.nowMs());
    return length;
  }

  /** An encoder that fails is not tried again: there is JPEG. */
  async #made(...args: Parameters<Video["encode"]>): Promise<VideoPicture | null> {
    try {
      return await this.video.encode(...args);
    } catch (error) {
      this.#isVideoBroken = true;
      throw error;
    }
  }

  /** What pictures and close-ups may take. */
  #pictureBits(spending: Spending): number {
    const isPcm = 8 * spending.soundBytesPerS(this.nowMs()) > 2 * SOUND_BITS_PER_S;
    const bits = 8 * spending.bytesPerS - (isPcm ? PCM_BITS_PER_S : SOUND_BITS_PER_S);
    return Math.max(LEAST_BITS_PER_S, bits);
  }

  #budgetFor({ kbit_s = 400 }: Limits): Budget {
    const bytesPerS = (1000 * kbit_s) / 8;
    const spending = this.#budget?.spending.bytesPerS === bytesPerS ? this.#budget.spending : new Spending(bytesPerS);
    const isInUse = this.nowMs() - this.#closeUpAtMs < CLOSE_UPS_IN_USE_MS;
    spending.keptBytes = isInUse ? (CLOSE_UP_SHARE * bytesPerS * SPAN_MS) / 1000 : 0;
    const closeUpBits = isInUse ? 8 * CLOSE_UP_SHARE * bytesPerS : 0;
    const rest = Math.max(LEAST_BITS_PER_S, this.#pictureBits(spending) - closeUpBits) / 8;
    if (this.#budget?.spending !== spending) this.#budget = new Budget(rest, spending);
    this.#budget.bytesPerS = rest;
    return this.#budget;
  }

  #tellPace(fps: number): void {
    if (fps === this.#toldFps) return;
    this.#toldFps = fps;
    this.onPace(fps);
  }
}
