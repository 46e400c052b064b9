/**
 * The tile's sound on its way out: brought to the server's rate, then Opus where browser and server have it, else PCM.
 */
import type { RawSound } from "../messages";
import type { CodedSound } from "../wire/connection";
import type { SoundCodec } from "../wire/messages.gen";
import { OpusEncoder } from "./opus";
import { Resampler, TARGET_HZ } from "./resample";

export class Voice {
  #resampler: Resampler | null = null;
  #opus: OpusEncoder;
  #canOpus = false;

  constructor(
    private readonly deliver: (sound: CodedSound) => void,
    hasOpus: Promise<boolean>,
  ) {
    this.#opus = new OpusEncoder(deliver, () => {
      this.#canOpus = false;
    });
    void hasOpus.then((has) => {
      this.#canOpus = has;
    });
  }

  /** Take a block; sound is resampled even when nobody takes it, so that the next block joins on. */
  push(sound: RawSound, codecs: readonly SoundCodec[]): void {
    if (this.#resampler?.hz !== sound.hz) this.#resampler = new Resampler(sound.hz);
    const pcm = this.#resampler.push(new Float32Array(sound.samples));
    if (this.#canOpus && codecs.includes("opus")) this.#opus.push(sound.capturedAtS, pcm);
    else if (codecs.includes("pcm")) this.deliver(asPcm(sound.capturedAtS, pcm));
  }
}

function asPcm(capturedAtS: number, pcm: Int16Array<ArrayBuffer>): CodedSound {
  const payload = new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  return { codec: "pcm", capturedAtS, seconds: pcm.length / TARGET_HZ, payload };
}
