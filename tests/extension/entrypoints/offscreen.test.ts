import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ToPanel, ToWorker } from "../../../extension/src/messages";
import { PAIRING } from "../builders";
import { BACKGROUND, CONTENT, type FakeChrome, type FakePort, OFFSCREEN, PANEL, run, STRANGERS } from "./fake_chrome";

const TILES_PORT = "candor.tiles";
const PANEL_PORT = "candor.panel";
const TOLD = { to: "offscreen", pairing: PAIRING, kept: null };

let chrome: FakeChrome;
let toWorker: ToWorker[];

beforeEach(async () => {
  toWorker = [];
  class FakeWorker {
    addEventListener() {}
    postMessage = (message: ToWorker) => void toWorker.push(message);
  }
  vi.stubGlobal("Worker", FakeWorker);
  vi.useFakeTimers();
  chrome = await run(() => import("../../../extension/src/entrypoints/offscreen"));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const viewOf = (panel: FakePort) => (panel.posted.at(-1) as ToPanel).view;

test("takes the pairing from the background, tiles from the call page and orders from the panel", () => {
  const panel = chrome.connect(PANEL_PORT, PANEL);
  chrome.connect(TILES_PORT, CONTENT);
  expect(chrome.send(TOLD, BACKGROUND)).toBe(true);
  expect(viewOf(panel).pairing).toEqual(PAIRING);

  panel.say({ kind: "forget" });
  expect(viewOf(panel).pairing).toBeNull();
});

describe("a pairing is refused", () => {
  test.each([
    ...STRANGERS,
    ["the call page", CONTENT],
    ["the panel", PANEL],
    ["itself", OFFSCREEN],
  ] as typeof STRANGERS)("from %s", (_who, sender) => {
    const panel = chrome.connect(PANEL_PORT, PANEL);

    expect(chrome.send(TOLD, sender)).toBe(false);
    expect(viewOf(panel).pairing).toBeNull();
    expect(toWorker).toEqual([]);
  });
});

describe("a line of the panel, over which the token goes, is refused", () => {
  test.each([...STRANGERS, ["the call page", CONTENT], ["the background", BACKGROUND]] as typeof STRANGERS)(
    "to %s",
    (_who, sender) => {
      chrome.send(TOLD, BACKGROUND);
      const port = chrome.connect(PANEL_PORT, sender);
      port.say({ kind: "start" });

      expect(port.posted).toEqual([]);
      expect(port.onMessage.listeners).toEqual([]);
    },
  );
});

describe("a line of a call page is refused", () => {
  test.each([...STRANGERS, ["the panel", PANEL], ["the background", BACKGROUND]] as typeof STRANGERS)(
    "to %s",
    (_who, sender) => {
      const port = chrome.connect(TILES_PORT, sender);

      expect(port.posted).toEqual([]);
      expect(port.onMessage.listeners).toEqual([]);
    },
  );
});

test("a line with another name is nobody's", () => {
  expect(chrome.connect("candor.other", PANEL).posted).toEqual([]);
});

test("the call page is never told the token", () => {
  const page = chrome.connect(TILES_PORT, CONTENT);
  chrome.send(TOLD, BACKGROUND);

  expect(page.posted.length).toBeGreaterThan(0);
  expect(JSON.stringify(page.posted)).not.toContain(PAIRING.token);
});

test("orders of the panel are not taken from the call page", () => {
  const panel = chrome.connect(PANEL_PORT, PANEL);
  const page = chrome.connect(TILES_PORT, CONTENT);
  chrome.send(TOLD, BACKGROUND);
  page.say({ kind: "forget" });

  expect(viewOf(panel).pairing).toEqual(PAIRING);
});

test("nonsense of a call page changes nothing", () => {
  const panel = chrome.connect(PANEL_PORT, PANEL);
  const page = chrome.connect(TILES_PORT, CONTENT);
  chrome.send(TOLD, BACKGROUND);
  const before = viewOf(panel);
  page.say({ kind: "page", page: { platform: "x", tiles: "many", misfits: [], sharing: null } });
  page.say({ kind: "picked", tile: null, platform: "x" });
  page.say({ kind: "share", step: "choose" });

  expect(viewOf(panel)).toEqual(before);
});
