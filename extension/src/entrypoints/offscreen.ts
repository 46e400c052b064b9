/**
 * Offscreen document: lives as long as the browser, so an interview outlives the panel and the service worker. Connects
 * ports and worker with the hub.
 */
import { onConnect, onMessage, type Port, senderPart, sendMessage } from "../browser";
import { TabSource } from "../capture/tab_source";
import { isWithinReason } from "../from_page";
import { language } from "../i18n";
import {
  type FromWorker,
  isFromContent,
  isFromPanel,
  isToOffscreen,
  type KeptChanges,
  PANEL_PORT,
  TILES_PORT,
  type ToBackground,
  type ToContent,
  type ToPanel,
} from "../messages";
import { Hub, type Peer } from "../session/hub";

const TICK_MS = 500;

const worker = new Worker("worker.js");
const hub = new Hub((message, transfer) => worker.postMessage(message, transfer ?? []), Date.now, language(), keep);
worker.addEventListener("message", (event: MessageEvent<FromWorker>) => hub.fromWorker(event.data));
setInterval(() => hub.tick(), TICK_MS);

/** The call's tab as a whole is one more place where the candidate may be seen. */
const tab = new TabSource(
  (options) => navigator.mediaDevices.getDisplayMedia(options),
  (message) => hub.fromContent(tabFrame, message),
);
const tabFrame = hub.addContent({ post: (message) => tab.hear(message) });

onMessage((message, sender) => {
  if (!isToOffscreen(message) || senderPart(sender) !== "background") return undefined;
  hub.paired(message.pairing);
  hub.restore(message.kept);
  return Promise.resolve({ ok: true });
});

onConnect((port) => {
  if (port.name === TILES_PORT && senderPart(port.sender) === "content") serveContent(port);
  else if (port.name === PANEL_PORT && senderPart(port.sender) === "panel") servePanel(port);
});

function keep(kept: KeptChanges | null): void {
  sendMessage({ to: "background", command: "keep", kept } satisfies ToBackground).catch((error: unknown) =>
    console.warn("candor: what is not saved yet could not be kept", error),
  );
}

function serveContent(port: Port): void {
  const peer: Peer<ToContent> = { post: (message) => port.postMessage(message) };
  const frame = hub.addContent(peer);
  port.onMessage.addListener((message: unknown) => {
    if (isFromContent(message) && isWithinReason(message)) hub.fromContent(frame, message);
  });
  port.onDisconnect.addListener(() => hub.removeContent(frame));
}

function servePanel(port: Port): void {
  const peer: Peer<ToPanel> = { post: (message) => port.postMessage(message) };
  hub.addPanel(peer);
  port.onMessage.addListener((message: unknown) => {
    if (isFromPanel(message)) hub.fromPanel(message);
  });
  port.onDisconnect.addListener(() => hub.removePanel(peer));
}
