/**
 * In every frame of the call page, from the moment the interviewer opens the panel there: finds tiles, lets one be picked,
 * takes its pictures and hands them to the offscreen document. Runs once per frame; a second run only looks again.
 */
import { connect, isAlive, ownOrigin, type Port, shadowRootOf } from "../browser";
import { Cropper } from "../capture/cropper";
import { Overlay } from "../capture/overlay";
import type { Pace } from "../capture/pace";
import { Pointer } from "../capture/pointer";
import { markTab } from "../capture/tab_mark";
import { allPictures, findSources } from "../capture/tiles";
import { TileWatch } from "../capture/watch";
import { type FromContent, type ShareStep, TILES_PORT, type TileMode, type ToContent } from "../messages";
import { platformAt } from "../platforms/all";
import { slotsIn } from "../platforms/read";

const LOOK_EVERY_MS = 1000;
const DRAW_EVERY_MS = 250;

declare global {
  // One instance per frame, found again by a second run of this script; the measuring command reads the pace.
  var candorContent: { isRunning: boolean; pace?: Pace } | undefined;
}

function begin(): void {
  const state: typeof globalThis.candorContent & object = { isRunning: true };
  globalThis.candorContent = state;
  const port: Port = connect(TILES_PORT);
  const say = (message: FromContent) => port.postMessage(message);
  const watch: TileWatch = new TileWatch(() => platformAt(location, document), shadowRootOf, {
    onPage: (page) => say({ kind: "page", page }),
    onPicked: (tile) => {
      isKnown = false;
      say({ kind: "picked", tile, platform: watch.platform.name });
    },
    onLost: () => say({ kind: "lost" }),
    onPicture: (capturedAtS, picture, closeUp) => say({ kind: "picture", capturedAtS, picture, closeUp }),
    onSound: (sound) => say({ kind: "sound", sound }),
  });
  state.pace = watch.pace;
  const overlay = new Overlay((id) => watch.pick(id));
  let mode: TileMode = "hidden";
  /** Whether the other side has heard of the pick: what it said before that is out of date. */
  let isKnown = false;
  let pointer: Pointer | null = null;
  let cropper: Cropper | null = null;

  function draw(): void {
    const isBusy = pointer !== null || cropper?.isDrawing;
    overlay.draw(isBusy ? "hidden" : mode, watch.tiles, watch.pickedId);
    cropper?.follow();
  }

  function point(): void {
    pointer?.end();
    const pictures = () => allPictures(findSources(document, shadowRootOf), slotsIn(watch.platform, document));
    const onEnd = () => {
      pointer = null;
    };
    pointer = new Pointer(pictures, (picture) => watch.point(picture), onEnd);
    draw();
  }

  /** A shared tab shows the whole page: its outermost frame is where the rectangle is drawn. */
  function share(step: ShareStep): void {
    if (window !== window.top) return;
    markTab(step === "choose", ownOrigin());
    if (step === "choose") say({ kind: "marked" });
    cropper?.remove();
    cropper =
      step === "draw"
        ? new Cropper(
            () => watch.tiles,
            (crop, name) => say({ kind: "crop", crop, name }),
          )
        : null;
    draw();
  }

  function setMode(message: Extract<ToContent, { kind: "mode" }>): void {
    mode = message.mode;
    watch.pace.setFps(message.fps);
    if (mode !== "picking") pointer?.end();
    if (!message.isMine && isKnown) watch.unpick();
    isKnown = message.isMine;
    watch.setCapturing(mode === "live");
    draw();
  }

  const timers = [
    setInterval(() => (isAlive() ? watch.look() : stop()), LOOK_EVERY_MS),
    setInterval(draw, DRAW_EVERY_MS),
  ];

  /** The extension was updated, or its connection is gone: leave the page as it was. */
  function stop(): void {
    state.isRunning = false;
    for (const timer of timers) clearInterval(timer);
    watch.unpick();
    pointer?.end();
    cropper?.remove();
    overlay.remove();
  }

  port.onDisconnect.addListener(stop);
  port.onMessage.addListener((message: ToContent) => {
    if (message.kind === "taken") watch.pace.release();
    else if (message.kind === "close_up") watch.closeUps.ask(message.order);
    else if (message.kind === "pick") watch.pick(message.id);
    else if (message.kind === "point") point();
    else if (message.kind === "share") share(message.step);
    else if (message.kind === "mode") setMode(message);
  });
  watch.look();
}

if (!globalThis.candorContent?.isRunning) begin();
