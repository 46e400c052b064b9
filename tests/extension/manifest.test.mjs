import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { chromeManifest, firefoxManifest, version } from "../../extension/manifest.mjs";

const manifest = chromeManifest();

test("asks for no permission that warns at install", () => {
  // Any other permission needs a reason in docs/extension.md, and a look at the warning that it brings.
  expect(manifest.permissions).toEqual(["storage", "activeTab", "scripting", "offscreen", "sidePanel"]);
  expect(firefoxManifest().permissions).toEqual(["storage", "activeTab", "scripting"]);
  for (const each of [manifest, firefoxManifest()]) {
    expect(each.host_permissions.filter((host) => /^(\*|https?):\/\/\*\/|<all_urls>/.test(host))).toEqual([]);
    for (const key of [
      "content_scripts",
      "web_accessible_resources",
      "externally_connectable",
      "optional_permissions",
      "optional_host_permissions",
    ]) {
      expect(each[key], key).toBeUndefined();
    }
  }
});

test("the key gives the id that the documentation tells the server to allow", () => {
  const hash = createHash("sha256").update(Buffer.from(manifest.key, "base64")).digest("hex").slice(0, 32);
  const id = [...hash].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join("");
  const manual = readFileSync(new URL("../../docs/extension.md", import.meta.url), "utf8");

  expect(id).toBe("gjhmfjkkidgobnjboomckemfmioocilg");
  expect(manual).toContain(id);
});

test.each([chromeManifest, firefoxManifest])(
  "runs no foreign script and connects only to this computer or over TLS",
  (make) => {
    const policy = make().content_security_policy.extension_pages;

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|http:\/\/\*|ws:\/\/\*/);
  },
);

test("Firefox opens no sidebar by itself, and is told what data leaves the browser", () => {
  const { sidebar_action, browser_specific_settings } = firefoxManifest();

  expect(sidebar_action.open_at_install).toBe(false);
  expect(browser_specific_settings.gecko.data_collection_permissions.required).not.toContain("none");
});

test("the version is that of the server", () => {
  const source = readFileSync(new URL("../../server/candor/__init__.py", import.meta.url), "utf8");
  expect(source).toContain(`"${version()}"`);
});

test("port messages carry pictures as they are, not as JSON", () => {
  expect(manifest.message_serialization).toBe("structured_clone");
});
