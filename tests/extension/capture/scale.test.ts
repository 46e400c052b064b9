import { describe, expect, test } from "vitest";
import { packedBytes, planesOf, scalePicture, targetSize } from "../../../extension/src/capture/scale";

describe("the size to send", () => {
  test("is at most 640 px wide, in proportion, even, and never larger than the picture", () => {
    expect(targetSize(1280, 720)).toEqual({ width: 640, height: 360 });
    expect(targetSize(1920, 1080)).toEqual({ width: 640, height: 360 });
    expect(targetSize(720, 1280)).toEqual({ width: 640, height: 1138 });
    expect(targetSize(320, 240)).toEqual({ width: 320, height: 240 });
    expect(targetSize(2, 2)).toEqual({ width: 2, height: 2 });
    for (let width = 2; width < 2000; width += 34) {
      const size = targetSize(width, 480);
      expect(size.width % 2).toBe(0);
      expect(size.height % 2).toBe(0);
      expect(size.width).toBeLessThanOrEqual(640);
    }
  });
});

describe("scaling", () => {
  test.each(["I420", "NV12", "RGBA"] as const)("keeps an even grey in %s at any factor", (format) => {
    for (const to of [
      { width: 640, height: 360 },
      { width: 426, height: 240 },
      { width: 100, height: 50 },
    ]) {
      const source = new Uint8Array(packedBytes(planesOf(format, 960, 540))).fill(117);

      const scaled = scalePicture(format, source, { width: 960, height: 540 }, to);

      expect(scaled.length).toBe(packedBytes(planesOf(format, to.width, to.height)));
      expect(new Set(scaled)).toEqual(new Set([117]));
    }
  });

  test("averages two by two samples at half the size", () => {
    const source = new Uint8Array([0, 100, 8, 8, 100, 200, 8, 8, ...[1, 1], ...[2, 2]]);

    const scaled = scalePicture("I420", source, { width: 4, height: 2 }, { width: 2, height: 2 });

    expect(scaled.length).toBe(6);
    expect([...scaled.subarray(4)]).toEqual([1, 2]);
  });

  test.each([
    [1280, 720],
    [1284, 722],
    [1282, 720],
  ])("averages any %i x %i noise, whatever way is the fastest for that width", (width, height) => {
    const from = { width, height };
    const to = { width: width / 2, height: height / 2 };
    const source = new Uint8Array(packedBytes(planesOf("I420", width, height))).map((_, i) => (i * 2654435761) >>> 13);

    const scaled = scalePicture("I420", source, from, to);

    for (let at = 0; at < to.width * to.height; at += 37) {
      const corner = 2 * (Math.floor(at / to.width) * width + (at % to.width));
      const four = [corner, corner + 1, corner + width, corner + width + 1].map((i) => source[i] as number);
      expect(scaled[at]).toBe(Math.floor(four.reduce((sum, value) => sum + value, 2) / 4));
    }
  });

  test("keeps a ramp a ramp, within one grey level", () => {
    const from = { width: 900, height: 2 };
    const source = new Uint8Array(packedBytes(planesOf("RGBA", 900, 2)));
    for (let at = 0; at < source.length; at++) source[at] = Math.round(((at >> 2) % 900) * (255 / 899));

    const scaled = scalePicture("RGBA", source, from, { width: 600, height: 2 });

    for (let x = 0; x < 600; x++) {
      const expected = ((x + 0.5) * 1.5 - 0.5) * (255 / 899);
      expect(Math.abs((scaled[x * 4] as number) - expected)).toBeLessThanOrEqual(1);
    }
  });

  test("does not mix the channels of interleaved colour", () => {
    const source = new Uint8Array(packedBytes(planesOf("RGBA", 1280, 720)));
    for (let at = 0; at < source.length; at += 4) source.set([10, 20, 30, 255], at);

    const scaled = scalePicture("RGBA", source, { width: 1280, height: 720 }, { width: 640, height: 360 });

    expect([...scaled.subarray(0, 4)]).toEqual([10, 20, 30, 255]);
    expect([...scaled.subarray(-4)]).toEqual([10, 20, 30, 255]);
  });
});
