/** Breakout boxes: read a track picture by picture. Chromium, window only; not in the TypeScript library yet. */
declare class MediaStreamTrackProcessor<T extends VideoFrame | AudioData> {
  constructor(init: { track: MediaStreamTrack; maxBufferSize?: number });
  readonly readable: ReadableStream<T>;
}

interface HTMLVideoElement {
  captureStream(): MediaStream;
}

/** Known to Chromium; others pass them over. Not in the TypeScript library yet. */
interface OpusEncoderConfig {
  application?: "voip" | "audio" | "lowdelay";
  signal?: "auto" | "music" | "voice";
}

/** The product's version, set by build.mjs. */
declare const __VERSION__: string;
/** For which browser it was built, set by build.mjs. */
declare const __BROWSER__: "chrome" | "firefox";
