// What is shipped: the same bytes for the same source, and no way for foreign code or foreign servers.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildExtension } from "../../extension/build.mjs";
import { zipOf } from "../../extension/zip.mjs";

describe.each(["chrome", "firefox"])("the extension for %s", (browser) => {
  const root = mkdtempSync(join(tmpdir(), "candor-build-"));
  const out = join(root, "one");
  beforeAll(() => buildExtension(browser, out));
  afterAll(() => rmSync(root, { recursive: true }));

  const scripts = () => readdirSync(out).filter((name) => name.endsWith(".js"));
  const source = (name) => readFileSync(join(out, name), "utf8");

  test("is the same zip, byte for byte, when it is built again elsewhere", async () => {
    const again = join(root, "another", "place");
    await buildExtension(browser, again);

    expect(zipOf(again).equals(zipOf(out))).toBe(true);
  });

  test("makes no code from words and loads none from elsewhere", () => {
    const forbidden = [
      /\beval\s*\(/,
      /\bnew\s+Function\b|[^.\w]Function\s*\(/,
      /\bimportScripts\b/,
      /\bimport\s*\(/,
      /setTimeout\s*\(\s*["'`]|setInterval\s*\(\s*["'`]/,
      /createElement\(\s*["'`]script/,
      /insertAdjacentHTML|document\.write/,
    ];
    for (const name of scripts()) {
      for (const pattern of forbidden) expect(pattern.exec(source(name))?.[0], name).toBeUndefined();
    }
  });

  test("its pages load own files only, and run nothing inline", () => {
    for (const name of ["panel.html", "offscreen.html"]) {
      const page = source(name);
      for (const [, address] of page.matchAll(/(?:src|href)="([^"]*)"/g)) expect(address).toMatch(/^[a-z]+\.(js|css)$/);
      expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|\bon[a-z]+=|<style|\bstyle=/);
    }
    for (const name of readdirSync(out).filter((name) => name.endsWith(".css"))) {
      expect(source(name), name).not.toMatch(/@import|url\(/);
    }
  });

  test("names no server: the only address comes from the pairing", () => {
    // The example in the form for pairing, and the names of namespaces.
    const known = ["127.0.0.1", "www.w3.org"];
    for (const name of scripts()) {
      const hosts = [...source(name).matchAll(/\b(?:https?|wss?):\/\/([\w.-]+)/g)].map(([, host]) => host);
      expect(
        hosts.filter((host) => !known.includes(host)),
        name,
      ).toEqual([]);
    }
  });
});

describe("the source of the extension", () => {
  const files = readdirSync(join(import.meta.dirname, "../../extension/src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const using = (pattern) =>
    files
      .filter((file) => pattern.test(readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")))
      .map((file) => file.split("/src/")[1])
      .sort();

  test("speaks to the network in three places: pairing, its look whether the server is there, the stream", () => {
    expect(using(/\bfetch\b|\bfetcher\(/)).toEqual(["entrypoints/panel.tsx", "media/worker.ts", "session/pairing.ts"]);
    expect(using(/new WebSocket\b/)).toEqual(["media/worker.ts"]);
    expect(using(/XMLHttpRequest|sendBeacon|EventSource|WebTransport|RTCPeerConnection/)).toEqual([]);
  });

  test("keeps nothing on disk: what it remembers lies in session memory, in one file", () => {
    expect(using(/storage\.session/)).toEqual(["browser.ts"]);
    expect(using(/storage\.(local|sync)|localStorage|sessionStorage|indexedDB|document\.cookie|\bcaches\b/)).toEqual(
      [],
    );
  });

  test("never makes elements from words", () => {
    expect(using(/innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|DOMParser/i)).toEqual([]);
  });

  test("listens to messages in two places, which look at the sender", () => {
    expect(using(/\bonMessage\(\(/)).toEqual(["entrypoints/background.ts", "entrypoints/offscreen.ts"]);
    expect(using(/\bonConnect\(\(/)).toEqual(["entrypoints/offscreen.ts"]);
    expect(using(/addEventListener\("message"/)).toEqual(["entrypoints/offscreen.ts", "media/worker.ts"]);
  });

  test("takes no message from other extensions or web pages", () => {
    expect(using(/onMessageExternal|onConnectExternal|externally_connectable/)).toEqual([]);
  });
});
