/**
 * From a VideoFrame of the tile's track to a small packed picture that can cross to the worker.
 */
import type { PixelFormat, RawPicture } from "../messages";
import { packedBytes, planesOf, scalePicture, targetSize } from "./scale";
import type { Crop } from "./tiles";

const ALL: Crop = { x: 0, y: 0, width: 1, height: 1 };

/**
 * Copy the visible part of a frame, or a part of that, into `room` where it is large enough: fresh memory costs more than
 * the copy. The frame stays the caller's to close.
 */
export async function copyOf(frame: VideoFrame, crop: Crop | null, room: ArrayBuffer): Promise<RawPicture> {
  const visible = frame.visibleRect ?? new DOMRectReadOnly(0, 0, frame.codedWidth, frame.codedHeight);
  const rect = evenRect(visible, crop ?? ALL);
  const format = readableFormat(frame.format);
  const layout = packedLayout(format, rect.width, rect.height);
  const { width, height } = rect;
  const bytes = packedBytes(planesOf(format, width, height));
  const data = room.byteLength >= bytes ? room : new ArrayBuffer(bytes);
  // A format of its own is only allowed to be named when pixels have to be converted.
  await frame.copyTo(data, format === "RGBA" ? { rect, layout, format } : { rect, layout });
  return { format, width, height, colorSpace: format === "RGBA" ? null : frame.colorSpace.toJSON(), data };
}

/** The picture at the size that is sent, in memory of its own. */
export function shrunk(picture: RawPicture): RawPicture {
  const { format, width, height, data } = picture;
  const size = targetSize(width, height);
  const bytes = packedBytes(planesOf(format, width, height));
  if (size.width === width && size.height === height) return { ...picture, data: data.slice(0, bytes) };
  const full = new Uint8Array(data, 0, bytes);
  return { ...picture, ...size, data: scalePicture(format, full, { width, height }, size).buffer };
}

/** 4:2:0 pictures can only be cut at even positions. */
export function evenRect(whole: DOMRectReadOnly, crop: Crop): { x: number; y: number; width: number; height: number } {
  const down = (length: number) => Math.floor(length / 2) * 2;
  return {
    x: down(whole.x + whole.width * crop.x),
    y: down(whole.y + whole.height * crop.y),
    width: Math.max(2, down(whole.width * crop.width)),
    height: Math.max(2, down(whole.height * crop.height)),
  };
}

/** Formats with alpha, more depth or unknown layout are converted by the browser. */
function readableFormat(format: VideoPixelFormat | null): PixelFormat {
  return format === "I420" || format === "NV12" ? format : "RGBA";
}

function packedLayout(format: PixelFormat, width: number, height: number): PlaneLayout[] {
  let offset = 0;
  return planesOf(format, width, height).map((plane) => {
    const layout = { offset, stride: plane.width * plane.channels };
    offset += layout.stride * plane.height;
    return layout;
  });
}
