/**
 * From a VideoFrame of the tile's track to a small packed picture that can cross to the worker.
 */
import type { PixelFormat, RawPicture } from "../messages";
import { packedBytes, planesOf, scalePicture, targetSize } from "./scale";
import type { Crop } from "./tiles";

const ALL: Crop = { x: 0, y: 0, width: 1, height: 1 };

/** Copy the visible part of a frame, or a part of that, and scale it down. The frame stays the caller's to close. */
export async function pictureOf(frame: VideoFrame, crop: Crop | null): Promise<RawPicture> {
  const visible = frame.visibleRect ?? new DOMRectReadOnly(0, 0, frame.codedWidth, frame.codedHeight);
  const rect = evenRect(visible, crop ?? ALL);
  const format = readableFormat(frame.format);
  const layout = packedLayout(format, rect.width, rect.height);
  const full = new Uint8Array(packedBytes(planesOf(format, rect.width, rect.height)));
  // A format of its own is only allowed to be named when pixels have to be converted.
  await frame.copyTo(full, format === "RGBA" ? { rect, layout, format } : { rect, layout });
  const size = targetSize(rect.width, rect.height);
  const isSmall = size.width === rect.width && size.height === rect.height;
  const data = isSmall ? full : scalePicture(format, full, rect, size);
  return { format, ...size, colorSpace: format === "RGBA" ? null : frame.colorSpace.toJSON(), data: data.buffer };
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
