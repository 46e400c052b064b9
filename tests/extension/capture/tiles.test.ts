import { describe, expect, test } from "vitest";
import { overlap, successorOf } from "../../../extension/src/capture/tiles";

class Box implements DOMRectReadOnly {
  constructor(
    readonly x: number,
    readonly y: number,
    readonly width: number,
    readonly height: number,
  ) {}
  get left() {
    return this.x;
  }
  get top() {
    return this.y;
  }
  get right() {
    return this.x + this.width;
  }
  get bottom() {
    return this.y + this.height;
  }
  toJSON() {
    return {};
  }
}

/** As much of a <video> as choosing a successor looks at. */
function video(name: string | null, box: Box): HTMLVideoElement {
  return { name, srcObject: null, getBoundingClientRect: () => box } as unknown as HTMLVideoElement;
}
const nameOf = (element: HTMLVideoElement) => (element as unknown as { name: string | null }).name;
// There are no media streams outside a browser; these videos have none.
Object.assign(globalThis, { MediaStream: class {} });

const here = new Box(0, 0, 400, 300);
const there = new Box(500, 0, 400, 300);

describe("the successor of a lost tile", () => {
  test("is the one tile of the same name, wherever it is", () => {
    const ada = video("Ada", there);
    expect(successorOf({ name: "Ada", box: here }, [video("Bob", here), ada], nameOf)).toBe(ada);
  });

  test("is nobody when two tiles bear the name", () => {
    const both = [video("Ada", here), video("Ada", there)];
    expect(successorOf({ name: "Ada", box: here }, both, nameOf)).toBeNull();
  });

  test("is never a tile with another name", () => {
    expect(successorOf({ name: "Ada", box: here }, [video("Bob", here)], nameOf)).toBeNull();
  });

  test("without names is the only tile, or the one in the same place", () => {
    const only = video(null, there);
    const same = video(null, new Box(10, 10, 400, 300));
    expect(successorOf({ name: null, box: here }, [only], nameOf)).toBe(only);
    expect(successorOf({ name: null, box: here }, [only, same], nameOf)).toBe(same);
    expect(successorOf({ name: null, box: here }, [only, video(null, there)], nameOf)).toBeNull();
  });

  test("is nobody on an empty page", () => {
    expect(successorOf({ name: null, box: here }, [], nameOf)).toBeNull();
  });
});

test("overlap is 1 for the same box, 0 for boxes apart, symmetric between", () => {
  expect(overlap(here, here)).toBe(1);
  expect(overlap(here, there)).toBe(0);
  const shifted = new Box(200, 0, 400, 300);
  expect(overlap(here, shifted)).toBeCloseTo(1 / 3);
  expect(overlap(shifted, here)).toBe(overlap(here, shifted));
});
