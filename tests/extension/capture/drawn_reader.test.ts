import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CloseUps } from "../../../extension/src/capture/close_up";
import { DrawnReader } from "../../../extension/src/capture/drawn_reader";
import { Pace } from "../../../extension/src/capture/pace";
import type { CloseUp, RawPicture } from "../../../extension/src/messages";

/** A video that plays what the test says. */
class FakeVideo {
  muted = false;
  srcObject: unknown = null;
  currentTime = 0;
  videoWidth = 1280;
  videoHeight = 720;
  timeupdate: () => void = () => undefined;
  play = () => Promise.resolve();
  addEventListener(_name: string, listener: () => void) {
    this.timeupdate = listener;
  }
}

class FakeCanvas {
  static drawn: unknown[][] = [];
  static isTainted = false;
  constructor(
    public width: number,
    public height: number,
  ) {}
  getContext() {
    return {
      drawImage: (...what: unknown[]) => FakeCanvas.drawn.push(what.slice(1)),
      getImageData: (_x: number, _y: number, width: number, height: number) => {
        if (FakeCanvas.isTainted) throw new Error("tainted");
        return { data: new Uint8ClampedArray(4 * width * height) };
      },
    };
  }
}

let video: FakeVideo;
const pictures: RawPicture[] = [];
const near: (CloseUp | undefined)[] = [];
let closeUps: CloseUps;

beforeEach(() => {
  vi.useFakeTimers({ now: 0, toFake: ["setInterval", "clearInterval", "performance"] });
  video = new FakeVideo();
  pictures.length = near.length = 0;
  closeUps = new CloseUps();
  FakeCanvas.drawn = [];
  FakeCanvas.isTainted = false;
  vi.stubGlobal("document", { createElement: () => video });
  vi.stubGlobal("OffscreenCanvas", FakeCanvas);
  vi.stubGlobal("MediaStream", class {});
  vi.stubGlobal(
    "DOMRectReadOnly",
    class {
      constructor(
        readonly x: number,
        readonly y: number,
        readonly width: number,
        readonly height: number,
      ) {}
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function reader(pace: Pace, crop = null as null | { x: number; y: number; width: number; height: number }) {
  return new DrawnReader(
    {} as MediaStreamTrack,
    () => crop,
    pace,
    closeUps,
    (_at, picture, closeUp) => {
      pictures.push(picture);
      near.push(closeUp);
    },
  );
}

function play(ms: number) {
  for (let at = 0; at < ms; at += 30) {
    video.currentTime += 0.03;
    vi.advanceTimersByTime(30);
  }
}

test("draws at most 640 px width, as many pictures as are asked for", () => {
  const pace = new Pace(5);
  reader(pace);
  for (let i = 0; i < 10; i++) {
    play(210);
    pace.release();
  }

  expect(pictures.length).toBeGreaterThanOrEqual(9);
  expect(pictures.length).toBeLessThanOrEqual(11);
  expect(pictures[0]).toMatchObject({ format: "RGBA", width: 640, height: 360 });
  expect(pictures[0]?.data.byteLength).toBe(640 * 360 * 4);
});

test("draws only the part of the picture that is the tile", () => {
  reader(new Pace(5), { x: 0.5, y: 0, width: 0.5, height: 0.5 });
  play(60);

  expect(FakeCanvas.drawn[0]).toEqual([640, 0, 640, 360, 0, 0, 640, 360]);
});

test("draws a close-up as large as it is, of the same picture", () => {
  closeUps.ask({ id: 4, crop: { x: 0.5, y: 0.5, width: 0.25, height: 0.5 } });
  reader(new Pace(5), { x: 0.25, y: 0, width: 0.75, height: 1 });
  play(60);

  expect(near[0]).toMatchObject({ id: 4, picture: { format: "RGBA", width: 240, height: 360 } });
  expect(FakeCanvas.drawn[1]).toEqual([800, 360, 240, 360, 0, 0, 240, 360]);
  expect(pictures[0]).toMatchObject({ width: 640 });
});

test("takes no picture twice while the video stands still, and none before there is one", () => {
  reader(new Pace(30));
  video.videoWidth = 0;
  play(90);
  expect(pictures).toEqual([]);

  video.videoWidth = 1280;
  play(30);
  vi.advanceTimersByTime(300);
  expect(pictures).toHaveLength(1);
});

test("goes on when the timers of a background tab are slow: the video itself tells of news", () => {
  reader(new Pace(30));
  video.currentTime = 0.25;
  video.timeupdate();

  expect(pictures).toHaveLength(1);
});

test("a picture that cannot be read holds up no other", () => {
  vi.spyOn(console, "warn").mockReturnValue();
  FakeCanvas.isTainted = true;
  reader(new Pace(30));
  play(300);
  FakeCanvas.isTainted = false;
  play(60);

  expect(pictures.length).toBeGreaterThanOrEqual(1);
});

test("lets go of the track when it is stopped", () => {
  const drawn = reader(new Pace(30));
  drawn.stop();
  play(300);

  expect(video.srcObject).toBeNull();
  expect(pictures).toEqual([]);
});
