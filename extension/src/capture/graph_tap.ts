/**
 * Where the sound of a track comes from in a browser without MediaStreamTrackProcessor (Firefox): a graph of our own that
 * plays nothing.
 *
 * A script processor, although it is deprecated: an audio worklet's module would have to be let in by the policy of the call
 * page, and to be readable by every page.
 */
import type { OnPiece, Tap } from "./sound_reader";

/** Samples of a piece: 43 ms at 48 kHz. */
const PIECE = 2048;

export class GraphTap implements Tap {
  readonly #context = new AudioContext();
  readonly #processor = this.#context.createScriptProcessor(PIECE, 1, 1);

  constructor(track: MediaStreamTrack, onPiece: OnPiece, onEnded: () => void) {
    const source = this.#context.createMediaStreamSource(new MediaStream([track]));
    this.#processor.addEventListener("audioprocess", ({ inputBuffer }) => {
      const samples = new Float32Array(inputBuffer.length);
      // Into an array of our own: those of the page are out of reach for content scripts.
      inputBuffer.copyFromChannel(samples, 0);
      onPiece(samples, inputBuffer.sampleRate);
    });
    source.connect(this.#processor).connect(this.#context.destination);
    track.addEventListener("ended", onEnded);
  }

  stop(): void {
    this.#processor.disconnect();
    this.#context.close().catch(() => undefined);
  }
}
