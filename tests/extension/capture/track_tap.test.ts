import { afterEach, expect, test, vi } from "vitest";
import { mono, TrackTap } from "../../../extension/src/capture/track_tap";

/** A piece of sound with one value a channel. */
function piece(...channels: number[]): AudioData {
  return {
    numberOfFrames: 4,
    sampleRate: 48_000,
    numberOfChannels: channels.length,
    copyTo: (out: Float32Array, options: { planeIndex: number }) => out.fill(channels[options.planeIndex] as number),
    close: vi.fn(),
  } as unknown as AudioData;
}

afterEach(() => vi.unstubAllGlobals());

test("several channels become their mean", () => {
  expect([...mono(piece(0.5, -0.25))]).toEqual([0.125, 0.125, 0.125, 0.125]);
  expect([...mono(piece(0.5))]).toEqual([0.5, 0.5, 0.5, 0.5]);
});

test("every piece of a track is handed on and given back, until the track ends", async () => {
  const pieces = [piece(0.5), piece(0.25)];
  vi.stubGlobal(
    "MediaStreamTrackProcessor",
    class {
      readable = new ReadableStream<AudioData>({
        start(stream) {
          for (const each of pieces) stream.enqueue(each);
          stream.close();
        },
      });
    },
  );
  const heard: [number, number][] = [];
  await new Promise<void>((resolve) => {
    new TrackTap({} as MediaStreamTrack, (samples, hz) => heard.push([samples[0] as number, hz]), resolve);
  });

  expect(heard).toEqual([
    [0.5, 48_000],
    [0.25, 48_000],
  ]);
  for (const each of pieces) expect(each.close).toHaveBeenCalledOnce();
});
