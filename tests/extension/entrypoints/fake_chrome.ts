/** The browser's extension API as far as the entry points use it; what they register can be called, what they do is noted. */
import { vi } from "vitest";
import type { SenderLike } from "../../../extension/src/senders";

export const ID = "our-id";
export const ROOT = `chrome-extension://${ID}/`;

const TAB = { id: 7, windowId: 1 };

export const PANEL: SenderLike = { id: ID, url: `${ROOT}panel.html` };
export const OFFSCREEN: SenderLike = { id: ID, url: `${ROOT}offscreen.html` };
export const BACKGROUND: SenderLike = { id: ID, url: `${ROOT}background.js` };
export const CONTENT: SenderLike = { id: ID, url: "https://meet.example/call", tab: TAB, frameId: 0 };

/** Nobody of ours, however they call themselves. */
export const STRANGERS: [string, SenderLike | undefined][] = [
  ["nobody", undefined],
  ["another extension", { id: "other-id", url: "chrome-extension://other-id/panel.html" }],
  ["another extension with our address", { id: "other-id", url: `${ROOT}panel.html` }],
  ["a page of ours that is none", { id: ID, url: `${ROOT}nothing.html` }],
  ["a web page without a tab", { id: ID, url: "https://evil.example/" }],
];

type Listener = (...values: never[]) => unknown;

class FakeEvent {
  readonly listeners: Listener[] = [];
  addListener = (listener: Listener) => void this.listeners.push(listener);
}

export class FakePort {
  readonly onMessage = new FakeEvent();
  readonly onDisconnect = new FakeEvent();
  readonly posted: unknown[] = [];

  constructor(
    readonly name: string,
    readonly sender: SenderLike | undefined,
  ) {}

  postMessage = (message: unknown) => void this.posted.push(message);

  /** The other side says something. */
  say(message: unknown) {
    for (const listener of this.onMessage.listeners) listener(message as never, this as never);
  }
}

export class FakeChrome {
  readonly session = new Map<string, unknown>();
  readonly sent: unknown[] = [];
  readonly injected: unknown[] = [];
  readonly runtime = {
    id: ID,
    getURL: (path: string) => ROOT + path,
    onMessage: new FakeEvent(),
    onConnect: new FakeEvent(),
    sendMessage: async (message: unknown) => void this.sent.push(message),
    getContexts: async () => [{}],
  };
  readonly action = { onClicked: new FakeEvent() };
  readonly sidePanel = { open: async () => undefined };
  readonly offscreen = { createDocument: async () => undefined };
  readonly scripting = { executeScript: async (what: unknown) => void this.injected.push(what) };
  readonly storage = {
    session: {
      get: async (key: string) => ({ [key]: this.session.get(key) }),
      set: async (values: object) => {
        for (const [key, value] of Object.entries(values)) this.session.set(key, value);
      },
      remove: async (key: string) => void this.session.delete(key),
    },
  };

  /** Send a one-time message from somebody; true when somebody answers it. */
  send(message: unknown, sender: SenderLike | undefined, reply: (answer: unknown) => void = () => undefined): boolean {
    return this.runtime.onMessage.listeners.some(
      (listener) => listener(message as never, sender as never, reply as never) === true,
    );
  }

  connect(name: string, sender: SenderLike | undefined): FakePort {
    const port = new FakePort(name, sender);
    for (const listener of this.runtime.onConnect.listeners) listener(port as never);
    return port;
  }
}

/** Put a fresh API in place and run an entry point against it. */
export async function run(entryPoint: () => Promise<unknown>): Promise<FakeChrome> {
  const fake = new FakeChrome();
  vi.resetModules();
  vi.stubGlobal("chrome", fake);
  vi.stubGlobal("navigator", { languages: ["en"] });
  await entryPoint();
  return fake;
}
