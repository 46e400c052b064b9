/**
 * Dedicated worker of the offscreen document: encodes pictures and sound and owns the connection to the server.
 */
import type { FromWorker, ToWorker } from "../messages";
import { CLOSE_UPS, type SoundCodec, type VideoCodec } from "../wire/messages.gen";
import { JpegEncoder } from "./jpeg";
import { Link, type SocketLike } from "./link";
import { hasOpus } from "./opus";
import { Pictures } from "./pictures";
import { TARGET_HZ } from "./resample";
import { Voice } from "./voice";
import { hasVp8, Vp8Encoder } from "./vp8";

const TICK_MS = 1000;
const REACHABLE_WITHIN_MS = 3000;
const jpeg = new JpegEncoder();
const still = new JpegEncoder("image/webp");
const vp8 = new Vp8Encoder();
/** Whole when the browser has said what it can; that is long before anybody has paired. */
const codecs: (VideoCodec | typeof CLOSE_UPS)[] = [CLOSE_UPS];
let link: Link | null = null;
let pictures: Pictures | null = null;
const voice = new Voice((sound) => pictures?.heard(link?.sendSound(sound) ?? 0), hasOpus());
/** Pictures are encoded one after the other: they must reach the server in the order in which they were taken. */
let inOrder: Promise<void> = Promise.resolve();

function tell(message: FromWorker): void {
  postMessage(message);
}

async function isReachable(server: string): Promise<boolean> {
  try {
    await fetch(server, { mode: "no-cors", cache: "no-store", signal: AbortSignal.timeout(REACHABLE_WITHIN_MS) });
    return true;
  } catch {
    return false;
  }
}

function open(message: Extract<ToWorker, { kind: "open" }>): void {
  link?.stop();
  link = new Link(
    message.pairing,
    { client: `candor-extension/${__VERSION__}`, language: message.language, codecs: () => codecs },
    {
      openSocket: (url, protocols) => new WebSocket(url, protocols) as unknown as SocketLike,
      nowMs: () => performance.now(),
      wallMs: () => Date.now(),
      setTimer: (run, delayMs) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
      random: Math.random,
      isReachable,
    },
    {
      onState: (state, problem, retryAtMs) => tell({ kind: "link", state, problem, retryAtMs }),
      onMessage: (received) => tell({ kind: "message", message: received }),
    },
  );
  pictures = new Pictures(
    link,
    jpeg,
    vp8,
    still,
    () => performance.now(),
    (fps) => tell({ kind: "pace", fps }),
  );
  link.start();
}

async function encodeAndSend(message: Extract<ToWorker, { kind: "picture" }>): Promise<void> {
  let sentBytes = 0;
  try {
    sentBytes = (await pictures?.send(message.capturedAtS, message.picture, message.closeUp)) ?? 0;
  } catch (error) {
    console.warn("candor: a picture could not be encoded", error);
  } finally {
    tell({ kind: "taken", sentBytes });
  }
}

function codecsNow(): readonly SoundCodec[] {
  return link?.connection.soundHz === TARGET_HZ ? link.connection.soundCodecs : [];
}

void hasVp8().then((has) => {
  // Firefox says that it can; yet its encoder hardly gave a picture in Firefox ESR 153, and held up all that came behind it.
  if (has && __BROWSER__ !== "firefox") codecs.push("vp8");
});

self.addEventListener("message", (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.kind === "open") open(message);
  else if (message.kind === "picture") inOrder = inOrder.then(() => encodeAndSend(message));
  else if (message.kind === "sound") voice.push(message.sound, codecsNow());
  else if (message.kind === "tile") {
    const { width, height, platform, name } = message;
    link?.tile({ width, height, platform, name });
  } else if (message.kind === "answer") {
    link?.answer({ warning: message.warning, kind: message.answer, note: message.note });
  } else if (message.kind === "note") {
    link?.note({ id: message.id, at_s: message.atS, text: message.text });
  } else if (message.kind === "check_start") {
    link?.check({ type: "check_start", kind: message.check, cannot: message.cannot });
  } else if (message.kind === "check_skip") link?.check({ type: "check_skip", id: message.id });
  else if (message.kind === "check_confirm") link?.check({ type: "check_confirm", id: message.id, seen: message.seen });
  else if (message.kind === "item") link?.item(message.answer);
  else if (message.kind === "end") link?.end();
  else {
    link?.stop();
    link = pictures = null;
  }
});

self.addEventListener("online", () => link?.woken());
setInterval(() => link?.tick(), TICK_MS);
