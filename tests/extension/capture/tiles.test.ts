import { Window } from "happy-dom";
import { beforeEach, describe, expect, test } from "vitest";
import { cropOf, findPictures, findSources, overlap, type Source, shareOf } from "../../../extension/src/capture/tiles";
import { Box, place } from "./boxes";

const here = new Box(0, 0, 400, 300);
const there = new Box(500, 0, 400, 300);

/** As much of a stream as telling one's own camera looks at. */
class FakeStream {
  constructor(private readonly settings: object) {}
  getVideoTracks() {
    return [{ getCapabilities: () => this.settings, getSettings: () => this.settings }];
  }
}
const CAMERA = new FakeStream({ deviceId: "d", groupId: "g" });

let document: Document;

beforeEach(() => {
  document = new Window().document as unknown as Document;
  Object.assign(globalThis, { MediaStream: FakeStream });
});

function add<T extends Element>(tag: string, box: Box, parent: ParentNode = document.body): T {
  const element = place(document.createElement(tag), box);
  parent.append(element);
  return element as unknown as T;
}

function video(box = here, stream: object | null = null, width = 1280): HTMLVideoElement {
  const element = add<HTMLVideoElement>("video", box);
  Object.defineProperties(element, { videoWidth: { value: width }, srcObject: { value: stream } });
  return element;
}

function found(slots: HTMLElement[] = []): [Element, Source][] {
  const shadowRootOf = (element: HTMLElement) => element.shadowRoot;
  return findPictures(findSources(document, shadowRootOf), slots).map(({ box, source }) => [box, source]);
}

describe("the pictures of a page", () => {
  test("are its playing videos that are large enough", () => {
    const shown = video();
    video(new Box(0, 0, 90, 60));
    video(here, null, 0);
    expect(found()).toEqual([[shown, shown]]);
  });

  test("may stand in a shadow root", () => {
    const root = add<HTMLElement>("call-view", here).attachShadow({ mode: "open" });
    const inner = video();
    root.append(inner);
    expect(found()).toEqual([[inner, inner]]);
  });

  test("of a canvas with slots are the slots that lie on it", () => {
    const canvas = add<HTMLCanvasElement>("canvas", new Box(0, 0, 900, 300));
    const slots = [here, there, new Box(0, 900, 400, 300)].map((box) => add<HTMLElement>("video-player", box));
    expect(found(slots)).toEqual([
      [slots[0], canvas],
      [slots[1], canvas],
    ]);
  });

  test("include a whole canvas only when nobody else plays", () => {
    const canvas = add<HTMLCanvasElement>("canvas", here);
    video(there, CAMERA);
    expect(found().map(([, source]) => source)).toContain(canvas);
    video(there);
    expect(found().map(([, source]) => source)).not.toContain(canvas);
  });
});

test("a slot is cut from its canvas, a video is taken whole", () => {
  const canvas = add<HTMLCanvasElement>("canvas", new Box(0, 0, 800, 400));
  const slot = add<HTMLElement>("video-player", new Box(400, 100, 400, 200));
  expect(cropOf({ box: slot, source: canvas })).toEqual({ x: 0.5, y: 0.25, width: 0.5, height: 0.5 });
  expect(cropOf({ box: canvas, source: canvas })).toBeNull();
});

test("a share never reaches beyond the whole", () => {
  expect(shareOf(new Box(-100, 150, 300, 300), here)).toEqual({ x: 0, y: 0.5, width: 0.5, height: 0.5 });
});

test("overlap is 1 for the same box, 0 for boxes apart, symmetric between", () => {
  expect(overlap(here, here)).toBe(1);
  expect(overlap(here, there)).toBe(0);
  const shifted = new Box(200, 0, 400, 300);
  expect(overlap(here, shifted)).toBeCloseTo(1 / 3);
  expect(overlap(shifted, here)).toBe(overlap(here, shifted));
});
