/**
 * Reads the sound tracks of the picked tile and hands on blocks of about 200 ms with their capture time, on the clock of the
 * pictures. Works on clones: the page's own tracks are never touched. A muted microphone gives silence, which is sent; a
 * track that ends gives nothing.
 */
import type { RawSound } from "../messages";
import { SoundBlocks } from "./sound_blocks";
import { SoundClock } from "./sound_clock";

/** Pieces of 10 ms that may wait in the browser: as much as it needs to be late once. */
const MAX_WAITING = 20;

export class SoundReader {
  readonly #tracks: MediaStreamTrack[];
  readonly #readers: ReadableStreamDefaultReader<AudioData>[];
  #blocks: SoundBlocks | null = null;
  #isStopped = false;

  constructor(
    readonly sources: readonly MediaStreamTrack[],
    private readonly deliver: (sound: RawSound) => void,
  ) {
    this.#tracks = sources.map((source) => source.clone());
    this.#readers = this.#tracks.map((track) =>
      new MediaStreamTrackProcessor<AudioData>({ track, maxBufferSize: MAX_WAITING }).readable.getReader(),
    );
    this.#readers.forEach((reader, voice) => {
      void this.#run(reader, voice);
    });
  }

  /** Whether it still reads exactly these tracks. */
  reads(sources: readonly MediaStreamTrack[]): boolean {
    return sources.length === this.sources.length && sources.every((source, at) => source === this.sources[at]);
  }

  stop(): void {
    this.#isStopped = true;
    for (const track of this.#tracks) track.stop();
    // A stream may have ended by itself already; then there is nothing left to cancel.
    for (const reader of this.#readers) reader.cancel().catch(() => undefined);
  }

  async #run(reader: ReadableStreamDefaultReader<AudioData>, voice: number): Promise<void> {
    const clock = new SoundClock();
    while (!this.#isStopped) {
      const { value: piece, done } = await reader.read();
      if (done) break;
      const arrivedAtS = (performance.timeOrigin + performance.now()) / 1000;
      try {
        this.#add(voice, clock.take(arrivedAtS, piece.numberOfFrames / piece.sampleRate), piece);
      } catch (error) {
        console.warn("candor: a piece of sound could not be read", error);
      } finally {
        piece.close();
      }
    }
    this.#blocks?.forget(voice);
  }

  #add(voice: number, beganAtS: number, piece: AudioData): void {
    const hz = piece.sampleRate;
    if (this.#blocks?.hz !== hz) this.#blocks = new SoundBlocks(hz, this.deliver);
    this.#blocks.add(voice, beganAtS, mono(piece));
  }
}

/** The mean of all channels, -1 to 1. */
export function mono(piece: AudioData): Float32Array {
  const samples = new Float32Array(piece.numberOfFrames);
  const channel = new Float32Array(piece.numberOfFrames);
  for (let planeIndex = 0; planeIndex < piece.numberOfChannels; planeIndex++) {
    piece.copyTo(channel, { planeIndex, format: "f32-planar" });
    for (let i = 0; i < samples.length; i++) {
      samples[i] = (samples[i] as number) + (channel[i] as number) / piece.numberOfChannels;
    }
  }
  return samples;
}
