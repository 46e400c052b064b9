/**
 * Raw picture in, JPEG (or another still) out. Only in a worker: on a window's main thread the encoder waits for idle time (about a second).
 */
import type { RawPicture } from "../messages";

/** Tried once when a picture is larger than the server takes. */
const LOW_QUALITY = 0.2;

export interface EncodedPicture {
  width: number;
  height: number;
  payload: Uint8Array<ArrayBuffer>;
}

export class JpegEncoder {
  constructor(private readonly type: "image/jpeg" | "image/webp" = "image/jpeg") {}

  #canvas = new OffscreenCanvas(1, 1);

  async encode(picture: RawPicture, quality: number, maxPx: number, maxBytes: number): Promise<EncodedPicture> {
    const { width, height } = sizeWithin(picture.width, picture.height, maxPx);
    this.#draw(picture, width, height);
    let payload = await this.#still(quality);
    if (payload.length > maxBytes) payload = await this.#still(LOW_QUALITY);
    return { width, height, payload };
  }

  #draw(picture: RawPicture, width: number, height: number): void {
    if (this.#canvas.width !== width || this.#canvas.height !== height)
      this.#canvas = new OffscreenCanvas(width, height);
    const context = this.#canvas.getContext("2d", { alpha: false, willReadFrequently: true });
    if (!context) throw new Error("no 2d canvas in this browser");
    const frame = frameOf(picture, 0);
    context.drawImage(frame, 0, 0, width, height);
    frame.close();
  }

  async #still(quality: number): Promise<Uint8Array<ArrayBuffer>> {
    const blob = await this.#canvas.convertToBlob({ type: this.type, quality });
    return new Uint8Array(await blob.arrayBuffer());
  }
}

/** The picture as the browser's own value; to be closed. */
export function frameOf(picture: RawPicture, timestamp: number): VideoFrame {
  return new VideoFrame(picture.data, {
    format: picture.format,
    codedWidth: picture.width,
    codedHeight: picture.height,
    timestamp,
    ...(picture.colorSpace ? { colorSpace: picture.colorSpace } : {}),
  });
}

/** The size to encode so that a server's limit on width times height is kept. */
export function sizeWithin(width: number, height: number, maxPx: number): { width: number; height: number } {
  const scale = Math.min(1, Math.sqrt(maxPx / (width * height)));
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}
