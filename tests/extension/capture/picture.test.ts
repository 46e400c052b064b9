import { expect, test } from "vitest";
import { evenRect, shrunk } from "../../../extension/src/capture/picture";
import { Box } from "./boxes";

test("a part of a picture is cut at even positions, within the visible part", () => {
  const visible = new Box(2, 0, 641, 361);
  expect(evenRect(visible, { x: 0, y: 0, width: 1, height: 1 })).toEqual({ x: 2, y: 0, width: 640, height: 360 });
  const part = evenRect(visible, { x: 0.5, y: 0.25, width: 0.25, height: 0.5 });
  expect(part).toEqual({ x: 322, y: 90, width: 160, height: 180 });
});

test("a part of nothing is still a picture of two by two", () => {
  expect(evenRect(new Box(0, 0, 640, 360), { x: 0.9, y: 0.9, width: 0, height: 0 })).toMatchObject({
    width: 2,
    height: 2,
  });
});

test.each([
  { width: 640, height: 360, bytes: 345_600 },
  { width: 1280, height: 720, bytes: 345_600 },
])("a picture of $width x $height leaves the memory that it was read into, which may be larger", (size) => {
  const room = new ArrayBuffer(2_000_000);
  const picture = shrunk({ format: "I420", ...size, colorSpace: null, data: room });

  expect(picture).toMatchObject({ width: 640, height: 360 });
  expect(picture.data.byteLength).toBe(size.bytes);
  expect(picture.data).not.toBe(room);
});
