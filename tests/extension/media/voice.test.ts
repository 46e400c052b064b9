import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Voice } from "../../../extension/src/media/voice";
import type { CodedSound } from "../../../extension/src/wire/connection";
import type { SoundCodec } from "../../../extension/src/wire/messages.gen";

const BOTH: readonly SoundCodec[] = ["opus", "pcm"];
let fail: (error: DOMException) => void;

/** A packet for every piece. */
class FakeEncoder {
  state: CodecState = "configured";
  constructor(readonly init: AudioEncoderInit) {
    fail = init.error;
  }
  configure(): void {}
  encode(): void {
    this.init.output({ byteLength: 1, copyTo: () => undefined } as unknown as EncodedAudioChunk, {});
  }
  close(): void {}
}

async function sent(canOpus: boolean, codecs: readonly SoundCodec[], between = (_: number) => {}) {
  const blocks: CodedSound[] = [];
  const voice = new Voice((sound) => blocks.push(sound), Promise.resolve(canOpus));
  await Promise.resolve();
  for (let at = 0; at < 9; at++) {
    voice.push({ capturedAtS: at / 5, hz: 16_000, samples: new Float32Array(3200).buffer }, codecs);
    between(at);
  }
  return blocks.map(({ codec }) => codec);
}

beforeEach(() => {
  vi.stubGlobal("AudioEncoder", FakeEncoder);
  vi.stubGlobal(
    "AudioData",
    class {
      close(): void {}
    },
  );
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});
afterEach(() => vi.unstubAllGlobals());

describe("the voice goes out", () => {
  test("as Opus where browser and server have it", async () => {
    expect(await sent(true, BOTH)).toEqual(["opus", "opus", "opus"]);
  });

  test("as PCM where either has not", async () => {
    expect(new Set(await sent(false, BOTH))).toEqual(new Set(["pcm"]));
    expect(new Set(await sent(true, ["pcm"]))).toEqual(new Set(["pcm"]));
  });

  test("not at all to a server that takes none", async () => {
    expect(await sent(true, [])).toEqual([]);
  });

  test("as PCM from the moment on when the encoder gives up", async () => {
    const codecs = await sent(true, BOTH, (at) => at === 4 && fail(new DOMException("broken")));
    expect(codecs).toEqual(["opus", "pcm", "pcm", "pcm", "pcm"]);
  });
});
