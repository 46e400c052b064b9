import { describe, expect, test } from "vitest";
import { partOf } from "../../extension/src/senders";

const OWN = { id: "our-id", root: "chrome-extension://our-id/" };
const TAB = { id: 7 };

test("knows the parts of the extension by where they speak from", () => {
  const part = (url: string, more = {}) => partOf({ id: "our-id", url, ...more }, OWN);

  expect(part("chrome-extension://our-id/panel.html")).toBe("panel");
  expect(part("chrome-extension://our-id/panel.html#x", { tab: TAB, frameId: 0 })).toBe("panel");
  expect(part("chrome-extension://our-id/offscreen.html")).toBe("offscreen");
  expect(part("chrome-extension://our-id/background.js")).toBe("background");
  expect(part("https://meet.example/call", { tab: TAB, frameId: 0 })).toBe("content");
  expect(part("about:blank", { tab: TAB, frameId: 3 })).toBe("content");
});

describe("nobody is", () => {
  test.each([
    ["no sender at all", undefined],
    ["a sender without an id", { url: "chrome-extension://our-id/panel.html" }],
    ["another extension", { id: "other-id", url: "chrome-extension://other-id/panel.html" }],
    ["another extension that names our page", { id: "other-id", url: "chrome-extension://our-id/panel.html" }],
    ["a page of ours that is none", { id: "our-id", url: "chrome-extension://our-id/nothing.html" }],
    ["a look-alike of our address", { id: "our-id", url: "chrome-extension://our-id.example/panel.html" }],
    ["a path that only ends like ours", { id: "our-id", url: "chrome-extension://our-id/x/panel.html" }],
    ["a name that every object has", { id: "our-id", url: "chrome-extension://our-id/constructor" }],
    ["a page that is in no tab", { id: "our-id", url: "https://meet.example/call" }],
    ["another extension's page in a tab", { id: "our-id", url: "moz-extension://other/x", tab: TAB, frameId: 0 }],
  ])("%s", (_what, sender) => {
    expect(partOf(sender, OWN)).toBeNull();
  });
});
