import { expect, test } from "vitest";
import { mono } from "../../../extension/src/capture/sound_reader";

/** A piece of sound with one value a channel. */
function piece(...channels: number[]): AudioData {
  return {
    numberOfFrames: 4,
    numberOfChannels: channels.length,
    copyTo: (out: Float32Array, options: { planeIndex: number }) => out.fill(channels[options.planeIndex] as number),
  } as unknown as AudioData;
}

test("several channels become their mean", () => {
  expect([...mono(piece(0.5, -0.25))]).toEqual([0.125, 0.125, 0.125, 0.125]);
  expect([...mono(piece(0.5))]).toEqual([0.5, 0.5, 0.5, 0.5]);
});
