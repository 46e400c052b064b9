/** Encodes the same pictures again and again, with the extension's own encoders; measure_encoding.mjs takes the time. */
import { JpegEncoder } from "../../extension/src/media/jpeg";
import { Vp8Encoder } from "../../extension/src/media/vp8";
import type { RawPicture } from "../../extension/src/messages";

interface Order {
  way: "jpeg" | "vp8";
  quality: number;
  bitsPerS: number;
  pictures: RawPicture[];
  times: number;
}

const FPS = 12;
const MAX_PX = 1920 * 1080;

self.addEventListener("message", async ({ data }: MessageEvent<Order>) => {
  const jpeg = new JpegEncoder();
  const vp8 = new Vp8Encoder();
  const order = { fps: FPS, bitsPerS: data.bitsPerS, maxPx: MAX_PX, mustBeKey: false };
  let bytes = 0;
  for (let n = 0; n < data.times * data.pictures.length; n++) {
    const picture = data.pictures[n % data.pictures.length] as RawPicture;
    const made =
      data.way === "jpeg"
        ? await jpeg.encode(picture, data.quality, MAX_PX, MAX_PX)
        : await vp8.encode(n / FPS, picture, order);
    bytes += made?.payload.length ?? 0;
  }
  postMessage(bytes);
});
