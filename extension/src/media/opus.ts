/**
 * PCM in, blocks of Opus out, by the browser's own encoder. Constant bit rate and no pauses: what is said does not show in
 * the sizes, and the lag stays measurable (server/candor/evaluation/wire_opus.py encodes alike, and measures).
 */
import type { CodedSound } from "../wire/connection";
import { joinPackets } from "../wire/opus";
import { TARGET_HZ } from "./resample";

export const BITS_PER_S = 24_000;
const PACKET_S = 0.06;
export const PACKETS = 3;
const BLOCK_S = PACKETS * PACKET_S;
/** By so much the decoded sound is late: the encoder's look-ahead, measured in Chromium and Firefox. */
export const LOOKAHEAD_S = 0.0065;
/** Sound this far from where the last piece ended belongs to another time: begin anew. */
const JUMP_S = 0.05;

const CONFIG: AudioEncoderConfig = {
  codec: "opus",
  sampleRate: TARGET_HZ,
  numberOfChannels: 1,
  bitrate: BITS_PER_S,
  bitrateMode: "constant",
  opus: { application: "voip", signal: "voice", frameDuration: PACKET_S * 1e6, usedtx: false },
};

/** Whether this browser can. */
export async function hasOpus(): Promise<boolean> {
  if (typeof AudioEncoder === "undefined") return false;
  try {
    return Boolean((await AudioEncoder.isConfigSupported(CONFIG)).supported);
  } catch {
    return false; // some setting is unknown to it
  }
}

export class OpusEncoder {
  #encoder: AudioEncoder | null = null;
  /** Of the newest piece: when it began, and as which sample. */
  #pieceAtS = 0;
  #pieceAt = 0;
  /** Samples that went in and came out. */
  #taken = 0;
  #given = 0;
  #packets: Uint8Array[] = [];

  constructor(
    private readonly deliver: (sound: CodedSound) => void,
    /** The encoder gave up. */
    private readonly onFailed: () => void,
  ) {}

  push(capturedAtS: number, pcm: Int16Array<ArrayBuffer>): void {
    const expectedAtS = this.#pieceAtS + (this.#taken - this.#pieceAt) / TARGET_HZ;
    if (!this.#encoder || Math.abs(capturedAtS - expectedAtS) > JUMP_S) this.#begin();
    this.#pieceAtS = capturedAtS;
    this.#pieceAt = this.#taken;
    if (pcm.length === 0) return;
    const piece = new AudioData({
      format: "s16",
      sampleRate: TARGET_HZ,
      numberOfFrames: pcm.length,
      numberOfChannels: 1,
      timestamp: Math.round((this.#taken / TARGET_HZ) * 1e6),
      data: pcm,
    });
    this.#taken += pcm.length;
    this.#encoder?.encode(piece);
    piece.close();
  }

  close(): void {
    if (this.#encoder && this.#encoder.state !== "closed") this.#encoder.close();
    this.#encoder = null;
  }

  #begin(): void {
    this.close();
    this.#taken = this.#given = 0;
    this.#packets = [];
    const encoder: AudioEncoder = new AudioEncoder({
      output: (chunk) => {
        if (this.#encoder === encoder) this.#take(chunk);
      },
      error: (error) => {
        console.warn("candor: sound cannot be encoded", error);
        if (this.#encoder === encoder) this.onFailed();
      },
    });
    encoder.configure(CONFIG);
    this.#encoder = encoder;
  }

  #take(chunk: EncodedAudioChunk): void {
    const packet = new Uint8Array(chunk.byteLength);
    chunk.copyTo(packet);
    this.#packets.push(packet);
    if (this.#packets.length < PACKETS) return;
    const capturedAtS = this.#pieceAtS + (this.#given - this.#pieceAt) / TARGET_HZ - LOOKAHEAD_S;
    this.deliver({ codec: "opus", capturedAtS, seconds: BLOCK_S, payload: joinPackets(this.#packets) });
    this.#given += Math.round(BLOCK_S * TARGET_HZ);
    this.#packets = [];
  }
}
