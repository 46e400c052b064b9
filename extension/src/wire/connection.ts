// The client's half of the protocol, without a socket and without a clock: facts go in, actions come out.
//
//   start ─▶ connecting ─(welcome)─▶ open ─(socket lost)─▶ reconnecting ─(welcome)─▶ open ...
//                                     └─(ended, replaced, not allowed, bad version)─▶ closed
//
// The owner of the socket carries out every returned action, in order. Times are milliseconds on one monotonic clock.
// Warnings come exactly once: they are keyed by id and event number, and `hello` asks only for what came after the last.
import type { MediaFrame } from "./framing";
import { encodeFrame, KIND_AUDIO, KIND_CLOSE_UP, KIND_OPUS, KIND_VIDEO, KIND_VP8 } from "./framing";
import type {
  Answer,
  CheckConfirm,
  CheckMessage,
  CheckSkip,
  CheckStart,
  CLOSE_UPS,
  ErrorCode,
  ItemAnswer,
  Limits,
  NotesMessage,
  NoteWrite,
  ServerMessage,
  SoundCodec,
  Tile,
  VideoCodec,
  WarningMessage,
  Welcome,
} from "./messages.gen";
import { MAX_CLOSE_UP_BYTES, MAX_CLOSE_UP_PX, MAX_NOTE_CHARS, VERSION } from "./messages.gen";
import { isOfUnknownType, parseServerMessage } from "./validate";

export type Phase = "connecting" | "open" | "reconnecting" | "closed";
export type Action =
  /** Open a socket at this time; a later `connect` replaces an earlier one. */
  | { readonly do: "connect"; readonly atMs: number }
  | { readonly do: "send"; readonly text: string }
  /** Close the socket in hand; no `lost` is expected for it. */
  | { readonly do: "close" }
  /** A message for the panel. */
  | { readonly do: "show"; readonly message: ServerMessage };

/** A block of sound, ready to be sent. */
export interface CodedSound {
  readonly codec: SoundCodec;
  readonly capturedAtS: number;
  readonly seconds: number;
  readonly payload: Uint8Array<ArrayBuffer>;
}

export interface ConnectionOptions {
  /** Name and version, for the server's log. */
  readonly client: string;
  readonly language: string;
  /** What pictures can be made into besides JPEG, and whether into close-ups, as far as is known when a socket opens. */
  readonly codecs?: () => (VideoCodec | typeof CLOSE_UPS)[];
  /** Number of the last event of an earlier life of this client (0: none). */
  readonly lastEvent?: number;
  /** 0 to 1, spreads the reconnects of many clients. */
  readonly random: () => number;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
/** So many connections in a row with something unreadable: the versions differ. */
const UNREAD_MISFIT = 3;
/** A connection that lived this long was a good one: the next delay starts small again. */
const STABLE_MS = 5_000;
/** No open socket, no welcome, or no answer to frames in flight, for this long: the socket is dead although nobody said so. */
const SILENCE_MS = 10_000;
/** Sound comes in real time; after a stall of this computer no more than this is made good, the rest is dropped. */
const SOUND_S_PER_S = 1.1;
const SOUND_BURST_S = 2;
const FINAL: readonly ErrorCode[] = ["bad_version", "not_allowed", "replaced", "ended"];

export class Connection {
  phase: Phase = "connecting";
  /** Why the connection is closed for good; null while it is not. */
  reason: ErrorCode | null = null;
  /** Frames that may be sent now. */
  credit = 0;
  limits: Limits | null = null;
  /** The server cannot read a video on: nothing but its beginning may be sent. */
  needsKeyframe = true;
  /** Id of the close-up that the server waits for. */
  private closeUpWanted: number | null = null;
  lastEvent: number;
  private readonly options: ConnectionOptions;
  private readonly shown = new Map<string, WarningMessage>();
  private readonly answers = new Map<string, Answer>();
  private readonly checkOrders = new Map<string, CheckSkip | CheckConfirm>();
  private readonly notes = new Map<string, NoteWrite>();
  private tileInForce: Omit<Tile, "type"> | null = null;
  private ending = false;
  private awaitsSaving = false;
  private attempts = 0;
  /** Connections in a row that ended with something unreadable. */
  private unread = 0;
  private hasSocket = false;
  /** When the socket in hand was, or will be, asked to open. */
  private connectAtMs = 0;
  private welcomedAtMs = 0;
  private heardAtMs = 0;
  private granted = 0;
  private capturedFrames = 0;
  private lastSeq = -1;
  private soundSeq = -1;
  private soundAllowanceS = SOUND_BURST_S;
  private soundAtMs = 0;

  constructor(options: ConnectionOptions) {
    this.options = options;
    this.lastEvent = options.lastEvent ?? 0;
  }

  /** Begin. */
  start(nowMs: number): Action[] {
    return [this.connect(nowMs)];
  }

  /** The socket is open. */
  opened(nowMs: number): Action[] {
    if (this.phase === "closed") return [{ do: "close" }];
    this.hasSocket = true;
    this.heardAtMs = nowMs;
    const { client, language } = this.options;
    const codecs = this.options.codecs?.() ?? [];
    return [send({ type: "hello", version: VERSION, client, last_event: this.lastEvent, language, codecs })];
  }

  /** A text message came. */
  received(text: string, nowMs: number): Action[] {
    if (!this.hasSocket || this.phase === "closed") return [];
    this.heardAtMs = nowMs;
    const message = parseServerMessage(text);
    if (message === null) return isOfUnknownType(text) ? [] : this.unreadable(nowMs);
    switch (message.type) {
      case "welcome":
        return this.welcomed(message, nowMs);
      case "credit":
        this.credit += message.frames;
        return [];
      case "keyframe":
        this.needsKeyframe = true;
        return [];
      case "close_up_wanted":
        this.closeUpWanted = message.id;
        return [show(message)];
      case "warning":
        return this.applyWarning(message);
      case "check":
        return this.applyCheck(message);
      case "notes":
        return this.applyNotes(message);
      case "item_saved":
        this.awaitsSaving = false;
        return [show(message)];
      case "ended":
        return [show(message), ...this.close("ended")];
      case "error":
        return this.refused(message.code, message, nowMs);
      default:
        return [show(message)];
    }
  }

  /** Once may be an accident. Again and again, either of us was updated and the other was not. */
  private unreadable(nowMs: number): Action[] {
    this.unread += 1;
    if (this.unread < UNREAD_MISFIT) return [{ do: "close" }, ...this.lost(nowMs)];
    return [show({ type: "error", code: "bad_version", text: "" }), ...this.close("bad_version")];
  }

  /** The socket closed, or could not be opened. */
  lost(nowMs: number): Action[] {
    if (this.phase === "closed") return [];
    if (this.phase === "open" && nowMs - this.welcomedAtMs >= STABLE_MS) this.attempts = this.unread = 0;
    this.phase = "reconnecting";
    this.hasSocket = this.awaitsSaving = false;
    this.credit = 0;
    const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.attempts);
    this.attempts += 1;
    return [this.connect(nowMs + longest * (0.5 + 0.5 * this.options.random()))];
  }

  /** The computer slept, or its network is back: a socket in hand is dead, and there is nothing more to wait for. */
  woken(nowMs: number): Action[] {
    if (this.phase === "closed") return [];
    this.lost(nowMs);
    this.attempts = 0;
    return [{ do: "close" }, this.connect(nowMs)];
  }

  /** Call once a second: finds sockets that died in silence, or never open. */
  tick(nowMs: number): Action[] {
    const awaitsAnswer = this.phase !== "open" || this.credit < this.granted || this.awaitsSaving;
    const sinceMs = this.hasSocket ? this.heardAtMs : this.connectAtMs;
    if (this.phase === "closed" || !awaitsAnswer || nowMs - sinceMs < SILENCE_MS) return [];
    return [{ do: "close" }, ...this.lost(nowMs)];
  }

  /** A frame was captured. True: encode it and hand it to `frame`; false: drop it, the server has enough. */
  captured(): boolean {
    this.capturedFrames += 1;
    return this.canSend();
  }

  /** The bytes to send for a frame, or null when it must be dropped, and with it what follows in a video. Spends one credit. */
  frame(picture: Omit<MediaFrame, "kind" | "seq">): Uint8Array<ArrayBuffer> | null {
    const isVideo = picture.chain !== undefined;
    if (!this.fits(picture) || (isVideo && this.needsKeyframe && picture.chain !== 0)) {
      this.needsKeyframe ||= isVideo;
      return null;
    }
    const seq = Math.max(this.lastSeq + 1, this.capturedFrames - 1);
    const bytes = encodeFrame({ ...picture, kind: isVideo ? KIND_VP8 : KIND_VIDEO, seq });
    this.needsKeyframe &&= !isVideo;
    this.lastSeq = seq;
    this.credit -= 1;
    return bytes;
  }

  private fits({ payload, width, height }: Pick<MediaFrame, "payload" | "width" | "height">): boolean {
    const { max_frame_bytes = 0, max_frame_px = 0 } = this.limits ?? {};
    return this.canSend() && payload.length <= max_frame_bytes && width * height <= max_frame_px;
  }

  /** The bytes to send for a close-up, or null when nobody waits for it any more. */
  closeUp(
    still: Pick<MediaFrame, "capturedAtS" | "width" | "height" | "payload">,
    id: number,
  ): Uint8Array<ArrayBuffer> | null {
    const { width, height, payload } = still;
    const fits = Math.max(width, height) <= MAX_CLOSE_UP_PX && payload.length <= MAX_CLOSE_UP_BYTES;
    if (!fits || id !== this.closeUpWanted || this.phase !== "open" || this.ending) return null;
    this.closeUpWanted = null;
    return encodeFrame({ ...still, kind: KIND_CLOSE_UP, seq: id });
  }

  /** Samples per second that the server takes; 0: no sound. */
  get soundHz(): number {
    return this.phase === "open" ? (this.limits?.sound_hz ?? 0) : 0;
  }

  /** What the server takes sound as, the best first. */
  get soundCodecs(): readonly SoundCodec[] {
    return this.phase === "open" ? (this.limits?.sound_codecs ?? []) : [];
  }

  /** The bytes to send for a block of sound, or null when it must be dropped; a gap in seq tells of it. */
  sound(sound: CodedSound, nowMs: number): Uint8Array<ArrayBuffer> | null {
    this.soundSeq += 1;
    const hz = this.soundHz;
    const elapsedS = Math.max(0, nowMs - this.soundAtMs) / 1000;
    this.soundAllowanceS = Math.min(SOUND_BURST_S, this.soundAllowanceS + elapsedS * SOUND_S_PER_S);
    this.soundAtMs = nowMs;
    const { codec, seconds, capturedAtS, payload } = sound;
    if (hz === 0 || seconds === 0 || seconds > this.soundAllowanceS || this.ending) return null;
    this.soundAllowanceS -= seconds;
    const kind = codec === "opus" ? KIND_OPUS : KIND_AUDIO;
    return encodeFrame({ kind, seq: this.soundSeq, capturedAtS, width: hz, height: 1, payload });
  }

  /** The interviewer picked a tile, or the page made it anew. Told again after every reconnect. */
  tile(tile: Omit<Tile, "type">): Action[] {
    this.tileInForce = { ...tile, name: tile.name?.slice(0, 200) ?? null };
    return this.whenOpen(send({ type: "tile", ...this.tileInForce }));
  }

  /** The interviewer answered a warning. Told again after a reconnect until the server confirms it. */
  answer(answer: Omit<Answer, "type">): Action[] {
    const message: Answer = { type: "answer", ...answer, note: fitting(answer.note ?? "") };
    this.answers.set(answer.warning, message);
    return this.whenOpen(send(message));
  }

  /** The interviewer wrote a note. Told again after a reconnect until the server has written down its newest text. */
  note(note: Omit<NoteWrite, "type">): Action[] {
    const message: NoteWrite = { type: "note_write", ...note, text: fitting(note.text) };
    this.notes.set(note.id, message);
    return this.whenOpen(send(message));
  }

  /**
   * The interviewer asks for a movement check, skips one, or says how it went. Only the first is not told again after a
   * reconnect: a check that comes late surprises everybody.
   */
  check(order: CheckStart | CheckSkip | CheckConfirm): Action[] {
    if (order.type !== "check_start") this.checkOrders.set(order.id, order);
    return this.whenOpen(send(order));
  }

  /** A change of the checklist. Whoever gave it gives it again after a reconnect, until the server has it on record. */
  item(answer: ItemAnswer): Action[] {
    this.awaitsSaving = this.phase === "open";
    return this.whenOpen(send(answer));
  }

  /** The interviewer pressed End. Told again after a reconnect until the server confirms it. */
  end(): Action[] {
    this.ending = true;
    return this.whenOpen(send({ type: "end" }));
  }

  private connect(atMs: number): Action {
    this.connectAtMs = atMs;
    return { do: "connect", atMs };
  }

  private canSend(): boolean {
    return this.phase === "open" && this.credit > 0 && !this.ending;
  }

  private whenOpen(action: Action): Action[] {
    return this.phase === "open" ? [action] : [];
  }

  private welcomed(message: Welcome, nowMs: number): Action[] {
    this.phase = "open";
    this.welcomedAtMs = nowMs;
    this.limits = message.limits;
    this.credit = message.credit;
    this.granted = message.credit;
    this.needsKeyframe = true;
    this.closeUpWanted = null;
    const orders = [...this.answers.values(), ...this.notes.values(), ...this.checkOrders.values()];
    const repeated = orders.map((order) => send(order));
    if (this.tileInForce !== null) repeated.unshift(send({ type: "tile", ...this.tileInForce }));
    if (this.ending) repeated.push(send({ type: "end" }));
    return [show(message), ...repeated];
  }

  private applyWarning(message: WarningMessage): Action[] {
    const known = this.shown.get(message.id);
    if (known !== undefined && known.event >= message.event) return [];
    this.lastEvent = Math.max(this.lastEvent, message.event);
    this.shown.set(message.id, { ...message, evidence_jpeg_base64: null });
    if (this.answers.get(message.id)?.kind === message.answer) this.answers.delete(message.id);
    return [show(message)];
  }

  private applyNotes(message: NotesMessage): Action[] {
    for (const { id, text } of message.notes) {
      if (this.notes.get(id)?.text.trim() === text) this.notes.delete(id);
    }
    return [show(message)];
  }

  private applyCheck(message: CheckMessage): Action[] {
    const order = this.checkOrders.get(message.id);
    const isConfirmed = order?.type === "check_skip" ? message.phase !== "running" : message.confirmed === order?.seen;
    if (isConfirmed) this.checkOrders.delete(message.id);
    return [show(message)];
  }

  private refused(code: ErrorCode, message: ServerMessage, nowMs: number): Action[] {
    if (FINAL.includes(code)) return [show(message), ...this.close(code)];
    this.answers.clear(); // the refused message may have been one of them
    this.checkOrders.clear();
    if (code === "bad_message" || code === "too_large") this.notes.clear(); // the panel still shows them, as not saved
    // A server that cannot read a hello knows less than we do.
    if (code === "bad_message" && this.phase !== "open") return this.unreadable(nowMs);
    return [show(message), { do: "close" }, ...this.lost(nowMs)];
  }

  private close(reason: ErrorCode): Action[] {
    this.phase = "closed";
    this.reason = reason;
    this.credit = 0;
    this.hasSocket = false;
    return [{ do: "close" }];
  }
}

function send(message: object): Action {
  return { do: "send", text: JSON.stringify(message) };
}

/** What the server takes: whole characters, as many as it allows. */
function fitting(words: string): string {
  return [...words.toWellFormed()].slice(0, MAX_NOTE_CHARS).join("");
}

function show(message: ServerMessage): Action {
  return { do: "show", message };
}
