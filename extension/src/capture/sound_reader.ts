/**
 * Reads the sound tracks of the picked tile and hands on blocks of about 200 ms with their capture time, on the clock of the
 * pictures. Works on clones: the page's own tracks are never touched. A muted microphone gives silence, which is sent; a
 * track that ends gives nothing.
 */
import type { RawSound } from "../messages";
import { SoundBlocks } from "./sound_blocks";
import { SoundClock } from "./sound_clock";

/** A piece of one voice that has just arrived: one channel, -1 to 1. */
export type OnPiece = (samples: Float32Array, hz: number) => void;

/** Something that gives pieces of a track until it is stopped, or the track ends. */
export interface Tap {
  stop(): void;
}

export type TapOn = new (track: MediaStreamTrack, onPiece: OnPiece, onEnded: () => void) => Tap;

export class SoundReader {
  readonly #tracks: MediaStreamTrack[];
  readonly #taps: Tap[];
  #blocks: SoundBlocks | null = null;

  constructor(
    readonly sources: readonly MediaStreamTrack[],
    TapOn: TapOn,
    private readonly deliver: (sound: RawSound) => void,
  ) {
    this.#tracks = sources.map((source) => source.clone());
    this.#taps = this.#tracks.map((track, voice) => {
      const clock = new SoundClock();
      const onPiece = (samples: Float32Array, hz: number) => this.#add(voice, clock, samples, hz);
      return new TapOn(track, onPiece, () => this.#blocks?.forget(voice));
    });
  }

  /** Whether it still reads exactly these tracks. */
  reads(sources: readonly MediaStreamTrack[]): boolean {
    return sources.length === this.sources.length && sources.every((source, at) => source === this.sources[at]);
  }

  stop(): void {
    for (const track of this.#tracks) track.stop();
    for (const tap of this.#taps) tap.stop();
  }

  #add(voice: number, clock: SoundClock, samples: Float32Array, hz: number): void {
    const arrivedAtS = (performance.timeOrigin + performance.now()) / 1000;
    if (this.#blocks?.hz !== hz) this.#blocks = new SoundBlocks(hz, this.deliver);
    this.#blocks.add(voice, clock.take(arrivedAtS, samples.length / hz), samples);
  }
}
