/**
 * The meeting point: panel, call page and worker all speak through here, and the one SessionView lives here.
 *
 * Runs in the offscreen document. Ports, worker and clock are passed in; it knows no browser API.
 */
import type {
  FromContent,
  FromPanel,
  FromWorker,
  KeptChanges,
  TileMode,
  ToContent,
  ToPanel,
  ToWorker,
} from "../messages";
import type { Pairing } from "../values";
import type { CloseUpWanted, ServerMessage } from "../wire/messages.gen";
import { isItemChange, withItemChange } from "./checklist";
import { withCheckOrder, withoutOldCheckOrder } from "./checks";
import { withNoteOrder } from "./notes";
import { Outbox } from "./outbox";
import { gapInProtection } from "./protection";
import type { SessionView } from "./session_view";
import * as views from "./view";
import { emptyView } from "./view";

/** End without an answer of the server: give up waiting after this. */
const END_PATIENCE_MS = 10_000;
/** Sent pictures per second are counted over this span. */
const RATE_SPAN_MS = 2000;

export interface Peer<Out> {
  post(message: Out): void;
}

export class Hub {
  view: SessionView = emptyView();
  readonly #contents = new Map<number, Peer<ToContent>>();
  readonly #panels = new Set<Peer<ToPanel>>();
  #sent: { atMs: number; bytes: number }[] = [];
  #endPressedAtMs = 0;
  readonly #outbox = new Outbox();
  /** Frames whose pictures are on the way to the worker, oldest first: each is told when its picture is dealt with. */
  #waiting: number[] = [];
  #nextFrame = 1;

  constructor(
    private readonly toWorker: (message: ToWorker, transfer?: Transferable[]) => void,
    private readonly nowMs: () => number,
    private readonly language: string,
    /** Holds what the server does not have yet somewhere that outlives this object. */
    private readonly keep: (kept: KeptChanges | null) => void = () => undefined,
  ) {}

  paired(pairing: Pairing | null): void {
    if (pairing?.token === this.view.pairing?.token) return;
    this.toWorker({ kind: "close" });
    const view = views.withPairing(this.view, pairing);
    if (this.view.unsaved.length > 0 && view.unsaved.length === 0) this.keep(null);
    this.#set(view);
    if (this.view.phase === "running") this.#connect();
  }

  /** What an earlier life of this object could not save any more. */
  restore(kept: KeptChanges | null): void {
    const isMine = kept !== null && kept.interview === this.view.pairing?.interview;
    if (!isMine || this.view.phase !== "idle" || this.view.unsaved.length > 0) return;
    this.#set({ ...this.view, unsaved: kept.changes.filter(isItemChange) });
  }

  // --- panel ---

  addPanel(panel: Peer<ToPanel>): void {
    this.#panels.add(panel);
    panel.post({ kind: "view", view: this.view });
  }

  removePanel(panel: Peer<ToPanel>): void {
    this.#panels.delete(panel);
  }

  fromPanel(message: FromPanel): void {
    switch (message.kind) {
      case "pick":
        this.#contents.get(message.frame)?.post({ kind: "pick", id: message.id });
        return;
      case "unpick":
        this.#set({ ...this.view, picked: null });
        return;
      case "point":
        this.#tellAll({ kind: "point" });
        return;
      case "share_tab":
        this.#set({ ...this.view, shareProblem: null });
        this.#tellAll({ kind: "share_tab" });
        return;
      case "start":
        this.#start();
        return;
      case "end":
        this.#end();
        return;
      case "forget":
        this.paired(null);
        return;
      case "unseen":
        this.#set({ ...this.view, isUnseen: true });
        return;
      case "answer":
        this.toWorker(message);
        this.#set(views.withChoice(this.view, message.warning, message.answer));
        return;
      case "note":
        this.toWorker(message);
        this.#set(withNoteOrder(this.view, message));
        return;
      case "draft":
        this.#set({ ...this.view, draft: message.note.text ? message.note : null });
        return;
      case "check_start":
      case "check_skip":
      case "check_confirm":
        this.toWorker(message);
        this.#set(withCheckOrder(this.view, message, this.nowMs()));
        return;
      case "item":
        if (isItemChange(message)) this.#setUnsaved(withItemChange(this.view, message));
    }
  }

  #start(): void {
    if (!this.view.pairing || !this.view.picked || this.view.phase === "running") return;
    this.#connect();
    this.#set(views.started(this.view, this.nowMs()));
  }

  #connect(): void {
    const { pairing } = this.view;
    if (!pairing) return;
    this.toWorker({ kind: "open", pairing, language: this.language });
    this.#tellTile();
  }

  #end(): void {
    if (this.view.phase !== "running") return;
    if (this.view.draft?.text.trim()) this.fromPanel(this.view.draft);
    this.#endPressedAtMs = this.nowMs();
    this.#outbox.endPressed(this.#endPressedAtMs);
    this.#set({ ...this.view, phase: "ending" });
    this.#sendDue();
  }

  #sendDue(): void {
    for (const message of this.#outbox.due(this.view, this.nowMs())) this.toWorker(message);
  }

  #setUnsaved(view: SessionView): void {
    const { pairing, unsaved } = view;
    this.keep(pairing && unsaved.length > 0 ? { interview: pairing.interview, changes: unsaved } : null);
    this.#set(view);
  }

  // --- call page ---

  /** A frame of the call page has connected; the number returned names it from now on. */
  addContent(content: Peer<ToContent>): number {
    const frame = this.#nextFrame++;
    this.#contents.set(frame, content);
    content.post(this.#modeFor(frame));
    return frame;
  }

  removeContent(frame: number): void {
    this.#contents.delete(frame);
    this.#waiting = this.#waiting.filter((waiting) => waiting !== frame);
    this.#set(views.withoutFrame(this.view, frame));
    this.#tellAll({ kind: "gone", frame });
  }

  fromContent(frame: number, message: FromContent): void {
    switch (message.kind) {
      case "page":
        this.#set(views.withPage(this.view, frame, message.page));
        return;
      case "picked":
        this.#set(views.withPick(this.view, frame, message.platform, message.tile));
        this.#tellTile();
        return;
      case "lost":
        this.#set(views.withLostTile(this.view, frame));
        return;
      case "picture":
        this.#forward(frame, message);
        return;
      case "crop":
        this.#tellAll({ ...message, frame });
        return;
      case "share":
      case "marked":
        this.#tellAll(message);
        return;
      case "share_problem":
        this.#set({ ...this.view, shareProblem: message.problem });
        return;
      case "sound":
        if (this.view.phase === "running" && this.view.picked?.frame === frame) {
          this.toWorker(message, [message.sound.samples]);
        }
    }
  }

  #forward(frame: number, message: Extract<FromContent, { kind: "picture" }>): void {
    if (this.view.phase !== "running" || this.view.picked?.frame !== frame) {
      this.#contents.get(frame)?.post({ kind: "taken" });
      return;
    }
    this.#waiting.push(frame);
    this.view.pictureAtMs = this.nowMs();
    const { picture, closeUp } = message;
    this.toWorker(message, closeUp ? [picture.data, closeUp.picture.data] : [picture.data]);
  }

  #tellTile(): void {
    const { picked } = this.view;
    if (!picked) return;
    const { width, height, name } = picked.tile;
    this.toWorker({ kind: "tile", width, height, platform: picked.platform, name });
  }

  // --- worker ---

  fromWorker(message: FromWorker): void {
    if (message.kind === "taken") {
      const frame = this.#waiting.shift();
      if (frame !== undefined) this.#contents.get(frame)?.post({ kind: "taken" });
      if (message.sentBytes > 0) this.#sent.push({ atMs: this.nowMs(), bytes: message.sentBytes });
    } else if (message.kind === "pace") {
      this.#set({ ...this.view, allowedFps: message.fps });
    } else if (message.kind === "link") {
      const { state, problem, retryAtMs } = message;
      this.#set({ ...this.view, link: state, linkProblem: problem, retryAtMs });
    } else this.#fromServer(message.message);
  }

  #fromServer(message: ServerMessage): void {
    if (message.type === "close_up_wanted") {
      this.#askForCloseUp(message);
      return;
    }
    const view = views.withServerMessage(this.view, message, this.nowMs());
    this.#outbox.heard(message);
    if (view.unsaved.length === this.view.unsaved.length) this.#set(view);
    else this.#setUnsaved(view);
    if (message.type === "checklist" || message.type === "item_saved") this.#sendDue();
  }

  #askForCloseUp({ id, x, y, width, height }: CloseUpWanted): void {
    const crop = { x, y, width, height };
    const { picked } = this.view;
    if (picked) this.#contents.get(picked.frame)?.post({ kind: "close_up", order: { id, crop } });
  }

  /** Call twice a second: silence is an event too. */
  tick(): void {
    const now = this.nowMs();
    this.#sent = this.#sent.filter(({ atMs }) => now - atMs <= RATE_SPAN_MS);
    const sentFps = this.#sent.length / (RATE_SPAN_MS / 1000);
    const sentKbitPerS = Math.round((8 * this.#sent.reduce((sum, { bytes }) => sum + bytes, 0)) / RATE_SPAN_MS);
    if (this.view.phase === "ending" && now - this.#endPressedAtMs > END_PATIENCE_MS) this.#finish();
    const gap = gapInProtection(this.view, now);
    const view = withoutOldCheckOrder(views.withoutOldNotices(this.view, now), now);
    const isNew = sentFps !== view.sentFps || sentKbitPerS !== view.sentKbitPerS || gap !== view.gap;
    if (view !== this.view || isNew) this.#set({ ...view, sentFps, sentKbitPerS });
    this.#sendDue();
  }

  /** The server will not answer End any more: over for us, too. */
  #finish(): void {
    if (this.view.phase !== "ending") return;
    this.toWorker({ kind: "close" });
    this.#set({ ...this.view, phase: "ended", link: "closed" });
  }

  // --- everybody ---

  #set(view: SessionView): void {
    const itemRefused = view.unsaved.some((change) => this.#outbox.isRefused(change));
    this.view = { ...view, itemRefused, gap: gapInProtection(view, this.nowMs()) };
    for (const [frame, content] of this.#contents) content.post(this.#modeFor(frame));
    for (const panel of this.#panels) panel.post({ kind: "view", view: this.view });
  }

  #tellAll(message: ToContent): void {
    for (const content of this.#contents.values()) content.post(message);
  }

  #modeFor(frame: number): ToContent {
    const isMine = this.view.picked?.frame === frame;
    return {
      kind: "mode",
      mode: modeOf(this.view, isMine),
      isMine,
      fps: Math.min(this.view.targetFps, this.view.allowedFps),
    };
  }
}

function modeOf({ phase, pairing, picked, gap }: SessionView, isMine: boolean): TileMode {
  if (!pairing || phase === "ended" || phase === "ending" || gap === "screen_shared") return "hidden";
  if (!picked?.isPresent) return "picking";
  if (!isMine) return "hidden";
  return phase === "running" ? "live" : "picked";
}
