/**
 * Carries out what wire/connection.ts decides: opens and closes the WebSocket, waits, sends, and tells what happened.
 *
 * Socket, clock and timers are passed in, so that tests need none of them.
 */
import type { LinkProblem, LinkState } from "../session/session_view";
import type { Pairing } from "../values";
import { type Action, type CodedSound, Connection, type ConnectionOptions } from "../wire/connection";
import type {
  Answer,
  CheckConfirm,
  CheckSkip,
  CheckStart,
  ItemAnswer,
  NoteWrite,
  ServerMessage,
  Tile,
} from "../wire/messages.gen";
import { SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from "../wire/messages.gen";
import type { EncodedPicture } from "./jpeg";
import type { VideoPicture } from "./vp8";

/** Unsent bytes in the socket above which a picture is dropped: the network is slower than the camera. */
const MAX_BUFFERED_BYTES = 512 * 1024;
/** Sound is small and wants to be whole: it gives way later than pictures. */
const MAX_BUFFERED_WITH_SOUND_BYTES = 768 * 1024;
/** Nobody calls a sleeping computer once a second: after such a pause it slept. */
const ASLEEP_MS = 8000;
/** Between two pictures whose clocks disagree. */
const CLOCK_STEP_S = 0.001;

export interface SocketLike {
  binaryType: string;
  readonly readyState: number;
  readonly bufferedAmount: number;
  onopen: (() => void) | null;
  onclose: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
}

export interface LinkWorld {
  openSocket(url: string, protocols: string[]): SocketLike;
  /** Milliseconds, never jumping back. */
  nowMs(): number;
  /** Milliseconds since 1970. */
  wallMs(): number;
  setTimer(run: () => void, delayMs: number): () => void;
  random(): number;
  /** Whether anything answers at the server's web address: tells "refused" from "not there". */
  isReachable(server: string): Promise<boolean>;
}

export interface LinkEvents {
  onState(state: LinkState, problem: LinkProblem | null, retryAtMs: number | null): void;
  onMessage(message: ServerMessage): void;
}

export class Link {
  readonly connection: Connection;
  #socket: SocketLike | null = null;
  #cancelTimer: () => void = () => undefined;
  #wasWelcomed = false;
  #tickedAtMs: number;
  #lastCapturedAtS = 0;
  #lastSoundAtS = 0;

  constructor(
    private readonly pairing: Pairing,
    options: Omit<ConnectionOptions, "random">,
    private readonly world: LinkWorld,
    private readonly events: LinkEvents,
  ) {
    this.connection = new Connection({ ...options, random: () => world.random() });
    this.#tickedAtMs = world.wallMs();
  }

  start(): void {
    this.#carryOut(this.connection.start(this.world.nowMs()));
  }

  /** Call once a second. */
  tick(): void {
    const pauseMs = this.world.wallMs() - this.#tickedAtMs;
    this.#tickedAtMs += pauseMs;
    if (pauseMs > ASLEEP_MS) this.woken();
    else this.#carryOut(this.connection.tick(this.world.nowMs()));
  }

  /** Connect anew at once: the computer slept, or its network is back. */
  woken(): void {
    this.#carryOut(this.connection.woken(this.world.nowMs()));
  }

  tile(tile: Omit<Tile, "type">): void {
    this.#carryOut(this.connection.tile(tile));
  }

  answer(answer: Omit<Answer, "type">): void {
    this.#carryOut(this.connection.answer(answer));
  }

  note(note: Omit<NoteWrite, "type">): void {
    this.#carryOut(this.connection.note(note));
  }

  check(order: CheckStart | CheckSkip | CheckConfirm): void {
    this.#carryOut(this.connection.check(order));
  }

  item(answer: ItemAnswer): void {
    this.#carryOut(this.connection.item(answer));
  }

  end(): void {
    this.#carryOut(this.connection.end());
  }

  /** False: drop the picture before the work of encoding it. */
  wantsPicture(): boolean {
    return this.connection.captured() && (this.#socket?.bufferedAmount ?? 0) < MAX_BUFFERED_BYTES;
  }

  /** Send one picture; false when it had to be dropped. */
  sendPicture(capturedAtS: number, picture: EncodedPicture | VideoPicture): boolean {
    // A re-created page begins its clock anew; ours never jumps back.
    const rising = Math.max(capturedAtS, this.#lastCapturedAtS + CLOCK_STEP_S);
    const bytes = this.connection.frame({ ...picture, capturedAtS: rising });
    if (!bytes || !this.#socket) return false;
    this.#lastCapturedAtS = rising;
    this.#socket.send(bytes);
    return true;
  }

  /** Send the close-up that goes with the next picture, taken at the same time; returns how many bytes went out. */
  sendCloseUp(capturedAtS: number, still: EncodedPicture, id: number): number {
    const rising = Math.max(capturedAtS, this.#lastCapturedAtS + CLOCK_STEP_S);
    const isFree = (this.#socket?.bufferedAmount ?? 0) < MAX_BUFFERED_BYTES;
    const bytes = isFree ? this.connection.closeUp({ ...still, capturedAtS: rising }, id) : null;
    if (!bytes || !this.#socket) return 0;
    this.#socket.send(bytes);
    return bytes.length;
  }

  /** Send a block of sound at the server's rate; returns how many bytes that took, 0 when it had to be dropped. */
  sendSound(sound: CodedSound): number {
    const capturedAtS = Math.max(sound.capturedAtS, this.#lastSoundAtS);
    const bytes = this.connection.sound({ ...sound, capturedAtS }, this.world.nowMs());
    if (!bytes || !this.#socket || this.#socket.bufferedAmount >= MAX_BUFFERED_WITH_SOUND_BYTES) return 0;
    this.#lastSoundAtS = capturedAtS;
    this.#socket.send(bytes);
    return bytes.length;
  }

  /** Leave without a word; the server keeps the interview for a later connection. */
  stop(): void {
    this.#cancelTimer();
    this.#dropSocket();
    this.events.onState("closed", null, null);
  }

  #carryOut(actions: Action[]): void {
    for (const action of actions) {
      if (action.do === "connect") this.#connectAt(action.atMs);
      else if (action.do === "send") this.#socket?.send(action.text);
      else if (action.do === "close") this.#dropSocket();
      else this.#show(action.message);
    }
    if (this.connection.phase === "closed") this.events.onState("closed", null, null);
  }

  #show(message: ServerMessage): void {
    if (message.type === "welcome") {
      this.#wasWelcomed = true;
      this.events.onState("open", null, null);
    }
    this.events.onMessage(message);
  }

  #connectAt(atMs: number): void {
    this.#cancelTimer();
    const delayMs = Math.max(0, atMs - this.world.nowMs());
    if (delayMs > 0) void this.#tellWaiting(this.world.wallMs() + delayMs);
    this.#cancelTimer = this.world.setTimer(() => this.#connect(), delayMs);
  }

  async #tellWaiting(retryAtMs: number): Promise<void> {
    const isLost = this.#wasWelcomed;
    this.#wasWelcomed = false;
    this.events.onState("waiting", isLost ? "lost" : "unreachable", retryAtMs);
    if (isLost || !(await this.world.isReachable(this.pairing.server))) return;
    // Something answers there, yet it takes no stream from us.
    if (this.#socket === null && this.connection.phase !== "closed") {
      const { expiresAtMs } = this.pairing;
      const isExpired = expiresAtMs !== null && expiresAtMs < this.world.wallMs();
      this.events.onState("waiting", isExpired ? "expired" : "refused", retryAtMs);
    }
  }

  #connect(): void {
    this.#dropSocket();
    this.events.onState("connecting", null, null);
    const socket = this.world.openSocket(this.pairing.streamUrl, [
      SUBPROTOCOL,
      TOKEN_SUBPROTOCOL_PREFIX + this.pairing.token,
    ]);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.#carryOut(this.connection.opened(this.world.nowMs()));
    socket.onclose = () => {
      this.#dropSocket();
      this.#carryOut(this.connection.lost(this.world.nowMs()));
    };
    socket.onmessage = (event) => {
      const text = typeof event.data === "string" ? event.data : "";
      this.#carryOut(this.connection.received(text, this.world.nowMs()));
    };
    this.#socket = socket;
  }

  #dropSocket(): void {
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = null;
    socket.onclose = null;
    socket.onmessage = null;
    socket.close();
  }
}
