/** Where the sound of a track comes from: pieces of 10 ms, read by MediaStreamTrackProcessor (Chromium). */
import type { OnPiece, Tap } from "./sound_reader";

/** Pieces that may wait in the browser: as much as it needs to be late once. */
const MAX_WAITING = 20;

export class TrackTap implements Tap {
  readonly #reader: ReadableStreamDefaultReader<AudioData>;
  #isStopped = false;

  constructor(track: MediaStreamTrack, onPiece: OnPiece, onEnded: () => void) {
    const { readable } = new MediaStreamTrackProcessor<AudioData>({ track, maxBufferSize: MAX_WAITING });
    this.#reader = readable.getReader();
    void this.#run(onPiece).finally(onEnded);
  }

  stop(): void {
    this.#isStopped = true;
    // The stream may have ended by itself already; then there is nothing left to cancel.
    this.#reader.cancel().catch(() => undefined);
  }

  async #run(onPiece: OnPiece): Promise<void> {
    while (!this.#isStopped) {
      const { value: piece, done } = await this.#reader.read();
      if (done) break;
      try {
        onPiece(mono(piece), piece.sampleRate);
      } catch (error) {
        console.warn("candor: a piece of sound could not be read", error);
      } finally {
        piece.close();
      }
    }
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
