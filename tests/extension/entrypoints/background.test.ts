import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { PAIRING } from "../builders";
import { BACKGROUND, CONTENT, type FakeChrome, OFFSCREEN, PANEL, run, STRANGERS } from "./fake_chrome";

let chrome: FakeChrome;

beforeEach(async () => {
  chrome = await run(() => import("../../../extension/src/entrypoints/background"));
  chrome.session.set("pairing", PAIRING);
  chrome.session.set("callTab", 7);
});
afterEach(() => vi.unstubAllGlobals());

const PREPARE = { to: "background", command: "prepare" };
const LOOK = { to: "background", command: "look" };
const KEEP = { to: "background", command: "keep", kept: { interview: "i-1", changes: [] } };

test("the panel may ask for the connection, and for a look at the call", async () => {
  expect(chrome.send(PREPARE, PANEL)).toBe(true);
  expect(chrome.send(LOOK, PANEL)).toBe(true);
  await vi.waitFor(() => expect(chrome.sent).toHaveLength(1));

  expect(chrome.sent[0]).toMatchObject({ to: "offscreen", pairing: PAIRING });
  expect(chrome.injected).toEqual([{ target: { tabId: 7, allFrames: true }, files: ["content.js"] }]);
});

test("the offscreen document may have something kept", async () => {
  expect(chrome.send(KEEP, OFFSCREEN)).toBe(true);

  await vi.waitFor(() => expect([...chrome.session.values()]).toContain(KEEP.kept));
});

describe.each([
  ["prepare", PREPARE, [CONTENT, OFFSCREEN, BACKGROUND]],
  ["look", LOOK, [CONTENT, OFFSCREEN, BACKGROUND]],
  ["keep", KEEP, [CONTENT, PANEL, BACKGROUND]],
])("%s is refused", (_command, message, others) => {
  test.each(STRANGERS)("from %s", async (_who, sender) => {
    await isRefused(message, sender);
  });

  test.each(others.map((sender) => [sender.url, sender] as const))("from %s", async (_url, sender) => {
    await isRefused(message, sender);
  });
});

async function isRefused(message: unknown, sender: (typeof STRANGERS)[number][1]): Promise<void> {
  const before = new Map(chrome.session);

  expect(chrome.send(message, sender)).toBe(false);
  await Promise.resolve();
  expect(chrome.sent).toEqual([]);
  expect(chrome.injected).toEqual([]);
  expect(chrome.session).toEqual(before);
}
