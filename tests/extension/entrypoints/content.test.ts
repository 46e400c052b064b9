import { Window } from "happy-dom";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FromContent, ToContent } from "../../../extension/src/messages";
import { Box, place } from "../capture/boxes";
import { FakePort, ID, ROOT } from "./fake_chrome";

let port: FakePort;
let document: Document;

beforeEach(async () => {
  const window = new Window({ url: "https://calls.example.org/room" });
  document = window.document as unknown as Document;
  port = new FakePort("candor.tiles", undefined);
  vi.resetModules();
  vi.useFakeTimers();
  for (const [name, value] of Object.entries({
    document,
    window,
    location: window.location,
    navigator: { languages: ["en"], mediaDevices: {} },
    CSSStyleSheet: window.CSSStyleSheet,
    MediaStream: class {},
    candorContent: undefined,
    chrome: {
      runtime: { id: ID, getURL: (path: string) => ROOT + path, connect: () => port },
      dom: { openOrClosedShadowRoot: () => null },
    },
  })) {
    vi.stubGlobal(name, value);
  }
  tile("Ada", 0);
  tile("Budi", 500);
  await import("../../../extension/src/entrypoints/content");
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function tile(name: string, left: number): void {
  const figure = document.createElement("figure");
  const video = place(document.createElement("video"), new Box(left, 0, 400, 225));
  Object.defineProperty(video, "videoWidth", { value: 640 });
  figure.append(video, Object.assign(document.createElement("figcaption"), { textContent: name }));
  document.body.append(figure);
}

const said = (kind: FromContent["kind"]) => (port.posted as FromContent[]).filter((message) => message.kind === kind);
const mode = (isMine: boolean): ToContent => ({ kind: "mode", mode: isMine ? "picked" : "picking", isMine, fps: 8 });
/** Which tile it follows shows when the page takes it away. */
const removeTile = (at: number) => {
  document.querySelectorAll("figure")[at]?.remove();
  vi.advanceTimersByTime(1100);
};

test("tells at once what the page shows", () => {
  expect(said("page")).toMatchObject([
    { page: { platform: "generic", tiles: [{ name: "Ada" }, { name: "Budi" }], sharing: null } },
  ]);
});

test("keeps a pick that crosses a word from before on its way", () => {
  port.say({ kind: "pick", id: 1 });
  port.say(mode(false));
  port.say(mode(true));
  removeTile(0);

  expect(said("lost")).toHaveLength(1);
});

test("gives the pick up when another frame or nobody is picked instead", () => {
  port.say({ kind: "pick", id: 1 });
  port.say(mode(true));
  port.say(mode(false));
  removeTile(0);

  expect(said("lost")).toHaveLength(0);
});

test("says that the page is marked before its tab is asked for", () => {
  port.say({ kind: "share", step: "choose" });

  expect(said("marked")).toHaveLength(1);
});

test("does nothing more on the page once the extension is gone", () => {
  for (const listener of port.onDisconnect.listeners) listener();
  tile("Citra", 900);
  vi.advanceTimersByTime(3000);

  expect(said("page")).toHaveLength(1);
});
