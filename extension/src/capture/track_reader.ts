/**
 * Reads the tile's track and hands on the pictures that are due. Works on a clone: the page's own track is never touched.
 */
import type { CloseUp, RawPicture } from "../messages";
import { type CloseUps, cutOf } from "./close_up";
import type { Pace } from "./pace";
import { copyOf, shrunk } from "./picture";
import type { Crop } from "./tiles";

export class TrackReader {
  readonly #track: MediaStreamTrack;
  readonly #frames: ReadableStreamDefaultReader<VideoFrame>;
  #isStopped = false;
  /** Memory for one whole picture, used again and again. */
  #room = new ArrayBuffer(0);

  constructor(
    readonly source: MediaStreamTrack,
    /** Asked for each picture: which part of it is the tile; null: all. */
    private readonly crop: () => Crop | null,
    private readonly pace: Pace,
    private readonly closeUps: CloseUps,
    private readonly deliver: (capturedAtS: number, picture: RawPicture, closeUp?: CloseUp) => void,
  ) {
    this.#track = source.clone();
    this.#frames = new MediaStreamTrackProcessor<VideoFrame>({
      track: this.#track,
      maxBufferSize: 1,
    }).readable.getReader();
    void this.#run();
  }

  stop(): void {
    this.#isStopped = true;
    this.#track.stop();
    // The stream may have ended by itself already; then there is nothing left to cancel.
    this.#frames.cancel().catch(() => undefined);
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      const { value: frame, done } = await this.#frames.read();
      if (done) return;
      try {
        if (this.pace.take(performance.now())) await this.#take(frame);
      } finally {
        frame.close();
      }
    }
  }

  async #take(frame: VideoFrame): Promise<void> {
    const capturedAtS = (performance.timeOrigin + performance.now()) / 1000;
    try {
      const beginMs = performance.now();
      const copying = copyOf(frame, this.crop(), this.#room);
      const copiedMs = performance.now();
      const picture = await copying;
      this.#room = picture.data;
      const onMs = performance.now();
      const near = this.closeUps.take(picture);
      this.deliver(
        capturedAtS,
        shrunk(picture),
        near ? { id: near.id, picture: cutOf(picture, near.rect) } : undefined,
      );
      this.pace.spent(copiedMs - beginMs + performance.now() - onMs);
    } catch (error) {
      this.pace.release();
      console.warn("candor: a picture of the tile could not be read", error);
    }
  }
}
