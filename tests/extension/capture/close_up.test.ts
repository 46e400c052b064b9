import { beforeAll, expect, test, vi } from "vitest";
import { CloseUps, cutOf } from "../../../extension/src/capture/close_up";
import { packedBytes, planesOf } from "../../../extension/src/capture/scale";
import type { PixelFormat, RawPicture } from "../../../extension/src/messages";
import { Box } from "./boxes";

const CROP = { x: 0.25, y: 0.5, width: 0.25, height: 0.25 };

beforeAll(() => vi.stubGlobal("DOMRectReadOnly", Box));

/** Every sample says where it is: its plane, row and column. */
function mapped(format: PixelFormat, width: number, height: number): RawPicture {
  const planes = planesOf(format, width, height);
  const data = new Uint8Array(packedBytes(planes));
  let at = 0;
  planes.forEach((plane, number) => {
    for (let y = 0; y < plane.height; y++) {
      for (let x = 0; x < plane.width * plane.channels; x++) data[at++] = 100 * number + 10 * y + x;
    }
  });
  return { format, width, height, colorSpace: null, data: data.buffer };
}

test("one is cut where it was asked for, once", () => {
  const closeUps = new CloseUps();
  expect(closeUps.take({ width: 1280, height: 720 })).toBeNull();
  closeUps.ask({ id: 7, crop: CROP });
  expect(closeUps.take({ width: 1280, height: 720 })).toEqual({
    id: 7,
    rect: { x: 320, y: 360, width: 320, height: 180 },
  });
  expect(closeUps.take({ width: 1280, height: 720 })).toBeNull();
});

test("the newest question replaces the one before", () => {
  const closeUps = new CloseUps();
  closeUps.ask({ id: 7, crop: CROP });
  closeUps.ask({ id: 8, crop: CROP });
  expect(closeUps.take({ width: 1280, height: 720 })?.id).toBe(8);
});

test.each([
  { width: 640, height: 360 },
  { width: 320, height: 180 },
])("nothing is cut from $width x $height, of which the stream carries all", (size) => {
  const closeUps = new CloseUps();
  closeUps.ask({ id: 7, crop: CROP });
  expect(closeUps.take(size)).toBeNull();
});

test.each<[PixelFormat, number[]]>([
  ["I420", [22, 23, 24, 25, 32, 33, 34, 35, 111, 112, 211, 212]],
  ["NV12", [22, 23, 24, 25, 32, 33, 34, 35, 112, 113, 114, 115]],
])("a part of %s is cut from every plane", (format, samples) => {
  const part = cutOf(mapped(format, 8, 4), { x: 2, y: 2, width: 4, height: 2 });
  expect(part).toMatchObject({ format, width: 4, height: 2 });
  expect([...new Uint8Array(part.data)]).toEqual(samples);
});

test("a part of RGBA is cut with all four channels", () => {
  const part = cutOf(mapped("RGBA", 4, 4), { x: 2, y: 2, width: 2, height: 2 });
  expect([...new Uint8Array(part.data)]).toEqual([28, 29, 30, 31, 32, 33, 34, 35, 38, 39, 40, 41, 42, 43, 44, 45]);
});

test("a cut leaves the memory of the whole picture alone, which may be larger than it", () => {
  const whole = mapped("I420", 8, 4);
  const room = new ArrayBuffer(1000);
  new Uint8Array(room).set(new Uint8Array(whole.data));
  const part = cutOf({ ...whole, data: room }, { x: 0, y: 0, width: 2, height: 2 });
  expect(part.data.byteLength).toBe(6);
  expect([...new Uint8Array(part.data)]).toEqual([0, 1, 10, 11, 100, 200]);
});
