import { expect, test } from "vitest";
import { BLOCK_S, SoundBlocks } from "../../../extension/src/capture/sound_blocks";
import type { RawSound } from "../../../extension/src/messages";

const HZ = 1000;

function blocks() {
  const out: RawSound[] = [];
  return { blocks: new SoundBlocks(HZ, (sound) => out.push(sound)), out };
}

function piece(value: number, seconds = 0.01): Float32Array {
  return new Float32Array(Math.round(seconds * HZ)).fill(value);
}

const values = (sound: RawSound | undefined) => [...new Float32Array(sound?.samples ?? new ArrayBuffer(0))];

test("small pieces become blocks of one length, each with its time", () => {
  const all = blocks();
  for (let at = 0; at < 100; at++) all.blocks.add(0, 50 + at / 100, piece(1));

  expect(all.out).toHaveLength(5);
  expect(all.out.map((sound) => sound.samples.byteLength)).toEqual(Array(5).fill(4 * BLOCK_S * HZ));
  for (const [at, sound] of all.out.entries()) expect(sound.capturedAtS).toBeCloseTo(50 + at * BLOCK_S, 6);
  expect(all.out.flatMap(values).every((value) => value === 1)).toBe(true);
});

test("a wavering clock leaves no gap", () => {
  const all = blocks();
  for (let at = 0; at < 100; at++) all.blocks.add(0, 50 + at / 100 + (at % 3) * 0.004, piece(1));

  expect(all.out.flatMap(values).every((value) => value === 1)).toBe(true);
});

test("the voices of a call are added", () => {
  const all = blocks();
  for (let at = 0; at < 60; at++) {
    all.blocks.add(0, 50 + at / 100, piece(1));
    all.blocks.add(1, 50 + at / 100, piece(0.25));
  }
  expect(all.out.length).toBeGreaterThanOrEqual(2);
  expect(values(all.out[1]).every((value) => value === 1.25)).toBe(true);
});

test("a voice that stops does not hold up the others for long", () => {
  const all = blocks();
  all.blocks.add(1, 50, piece(1));
  for (let at = 0; at < 200; at++) all.blocks.add(0, 50 + at / 100, piece(1));

  expect(all.out.length).toBeGreaterThanOrEqual(8);
});

test("after a pause the time begins anew", () => {
  const all = blocks();
  for (let at = 0; at < 30; at++) all.blocks.add(0, 50 + at / 100, piece(1));
  for (let at = 0; at < 30; at++) all.blocks.add(0, 90 + at / 100, piece(1));

  expect(all.out.map((sound) => Math.round(sound.capturedAtS))).toEqual([50, 90]);
});
