/**
 * Reads the tile's track where the browser has no MediaStreamTrackProcessor (Firefox): plays it in a video of our own,
 * which is never shown, and draws the pictures that are due. The page's own track and element are never touched.
 */
import type { CloseUp, RawPicture } from "../messages";
import type { CloseUps } from "./close_up";
import type { Pace } from "./pace";
import { evenRect } from "./picture";
import { targetSize } from "./scale";
import type { Crop } from "./tiles";

/** Often enough for 15 pictures a second. In a background tab the browser calls less often. */
const LOOK_EVERY_MS = 30;
const ALL: Crop = { x: 0, y: 0, width: 1, height: 1 };
type Rect = ReturnType<typeof evenRect>;

export class DrawnReader {
  readonly #video = document.createElement("video");
  readonly #canvas = new OffscreenCanvas(2, 2);
  readonly #timer: ReturnType<typeof setInterval>;
  #shownAtS = -1;

  constructor(
    track: MediaStreamTrack,
    /** Asked for each picture: which part of it is the tile; null: all. */
    private readonly crop: () => Crop | null,
    private readonly pace: Pace,
    private readonly closeUps: CloseUps,
    private readonly deliver: (capturedAtS: number, picture: RawPicture, closeUp?: CloseUp) => void,
  ) {
    this.#video.muted = true;
    this.#video.srcObject = new MediaStream([track]);
    this.#video.play().catch((error: unknown) => console.warn("candor: the tile cannot be played", error));
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#video.addEventListener("timeupdate", () => this.#look());
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#video.srcObject = null;
  }

  #look(): void {
    const { currentTime, videoWidth } = this.#video;
    const beginMs = performance.now();
    if (videoWidth === 0 || currentTime === this.#shownAtS || !this.pace.take(beginMs)) return;
    this.#shownAtS = currentTime;
    const capturedAtS = (performance.timeOrigin + beginMs) / 1000;
    try {
      const { videoWidth, videoHeight } = this.#video;
      const whole = evenRect(new DOMRectReadOnly(0, 0, videoWidth, videoHeight), this.crop() ?? ALL);
      const picture = this.#draw(whole, targetSize(whole.width, whole.height));
      const near = this.closeUps.take(whole);
      this.deliver(capturedAtS, picture, near ? { id: near.id, picture: this.#cut(whole, near.rect) } : undefined);
      this.pace.spent(performance.now() - beginMs);
    } catch (error) {
      this.pace.release();
      console.warn("candor: a picture of the tile could not be read", error);
    }
  }

  /** A part of the part that is the tile, as large as it is. */
  #cut(whole: Rect, { x, y, width, height }: Rect): RawPicture {
    return this.#draw({ x: whole.x + x, y: whole.y + y, width, height }, { width, height });
  }

  #draw(from: Rect, { width, height }: { width: number; height: number }): RawPicture {
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    const context = this.#canvas.getContext("2d", { alpha: false, willReadFrequently: true });
    if (!context) throw new Error("no 2d canvas in this browser");
    context.drawImage(this.#video, from.x, from.y, from.width, from.height, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    return { format: "RGBA", width, height, colorSpace: null, data: data.buffer as ArrayBuffer };
  }
}
