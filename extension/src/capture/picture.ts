/**
 * From a VideoFrame of the tile's track to a small packed picture that can cross to the worker.
 */
import type { PixelFormat, RawPicture } from "../messages";
import { packedBytes, planesOf, scalePicture, targetSize } from "./scale";

/** Copy the visible part of a frame and scale it down. The frame stays the caller's to close. */
export async function pictureOf(frame: VideoFrame): Promise<RawPicture> {
  const visible = frame.visibleRect ?? new DOMRectReadOnly(0, 0, frame.codedWidth, frame.codedHeight);
  const rect = evenRect(visible);
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
function evenRect(visible: DOMRectReadOnly): { x: number; y: number; width: number; height: number } {
  const down = (length: number) => Math.floor(length / 2) * 2;
  return { x: down(visible.x), y: down(visible.y), width: down(visible.width), height: down(visible.height) };
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
