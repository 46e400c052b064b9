/**
 * Which part of the next picture does the server want from nearby? Where the page has more pixels than the stream carries,
 * that part is cut from the very picture that is sent, as the page has it. The server asks, one at a time.
 */
import type { CloseUpOrder, PixelFormat, RawPicture } from "../messages";
import { evenRect } from "./picture";
import { type Plane, packedBytes, planesOf, targetSize } from "./scale";

export interface CloseUpRect {
  id: number;
  /** px, even. */
  rect: { x: number; y: number; width: number; height: number };
}

export class CloseUps {
  #order: CloseUpOrder | null = null;

  ask(order: CloseUpOrder): void {
    this.#order = order;
  }

  /** Ask for each picture that is sent, of the size that the page has it: what to cut from it, if anything. */
  take({ width, height }: { width: number; height: number }): CloseUpRect | null {
    const order = this.#order;
    this.#order = null;
    if (!order || targetSize(width, height).width >= width) return null;
    return { id: order.id, rect: evenRect(new DOMRectReadOnly(0, 0, width, height), order.crop) };
  }
}

/** An even part of a packed picture, in memory of its own. */
export function cutOf(picture: RawPicture, rect: CloseUpRect["rect"]): RawPicture {
  const { width, height } = rect;
  const from = planesOf(picture.format, picture.width, picture.height);
  const to = planesOf(picture.format, width, height);
  const out = new Uint8Array(packedBytes(to));
  let read = 0;
  let write = 0;
  from.forEach((plane, index) => {
    const part = to[index] as Plane;
    const [x, y] = [scaled(picture.format, index, rect.x), scaled(picture.format, index, rect.y)];
    for (let row = 0; row < part.height; row++) {
      const at = read + ((y + row) * plane.width + x) * plane.channels;
      const bytes = part.width * plane.channels;
      out.set(new Uint8Array(picture.data, at, bytes), write);
      write += bytes;
    }
    read += packedBytes([plane]);
  });
  return { ...picture, width, height, data: out.buffer };
}

/** Planes of colour have half as many samples on each side. */
function scaled(format: PixelFormat, plane: number, px: number): number {
  return format !== "RGBA" && plane > 0 ? px >> 1 : px;
}
