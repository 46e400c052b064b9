/**
 * In every frame of the call page, from the moment the interviewer opens the panel there: finds tiles, lets one be picked,
 * takes its pictures and hands them to the offscreen document. Runs once per frame; a second run only looks again.
 */
import { connect, isAlive, type Port, shadowRootOf } from "../browser";
import { Overlay } from "../capture/overlay";
import { TileWatch } from "../capture/watch";
import { type FromContent, TILES_PORT, type TileMode, type ToContent } from "../messages";
import { platformAt } from "../platforms/all";

const LOOK_EVERY_MS = 1000;
const DRAW_EVERY_MS = 250;

declare global {
  // One instance per frame, found again by a second run of this script.
  var candorContent: { isRunning: boolean } | undefined;
}

function begin(): void {
  const state = { isRunning: true };
  globalThis.candorContent = state;
  const port: Port = connect(TILES_PORT);
  const say = (message: FromContent) => port.postMessage(message);
  let mode: TileMode = "hidden";

  const platform = platformAt(location, document);
  const watch = new TileWatch(platform, shadowRootOf, {
    onPage: (page) => say({ kind: "page", page }),
    onPicked: (tile) => say({ kind: "picked", tile, platform: platform.name }),
    onLost: () => say({ kind: "lost" }),
    onPicture: (capturedAtS, picture) => say({ kind: "picture", capturedAtS, picture }),
    onSound: (sound) => say({ kind: "sound", sound }),
  });
  const overlay = new Overlay((id) => watch.pick(id));
  const draw = () => overlay.draw(mode, watch.tiles, watch.pickedId);
  const timers = [
    setInterval(() => (isAlive() ? watch.look() : stop()), LOOK_EVERY_MS),
    setInterval(draw, DRAW_EVERY_MS),
  ];

  /** The extension was updated, or its connection is gone: leave the page as it was. */
  function stop(): void {
    state.isRunning = false;
    for (const timer of timers) clearInterval(timer);
    watch.unpick();
    overlay.remove();
  }

  port.onDisconnect.addListener(stop);
  port.onMessage.addListener((message: ToContent) => {
    if (message.kind === "taken") watch.pace.release();
    else if (message.kind === "pick") watch.pick(message.id);
    else {
      mode = message.mode;
      watch.pace.setFps(message.fps);
      if (!message.isMine && watch.pickedId !== null) watch.unpick();
      watch.setCapturing(mode === "live");
      draw();
    }
  });
  watch.look();
}

if (!globalThis.candorContent?.isRunning) begin();
