// The text for the stores says what the manifests ask for, no more and no less.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { chromeManifest, firefoxManifest } from "../../extension/manifest.mjs";

const read = (path) => readFileSync(new URL(`../../extension/${path}`, import.meta.url), "utf8");
const section = (listing, index) => listing.split(/^## .*$/m)[index + 1].trim();

const SUMMARY = 0;
const PERMISSIONS = 4;
/** The longest summary that the Chrome Web Store takes. */
const LONGEST_SUMMARY = 132;

describe.each(["en", "id"])("the listing in %s", (language) => {
  const listing = read(`store/listing.${language}.md`);

  test("explains every permission and every site that is asked for, and no other", () => {
    const asked = [chromeManifest(), firefoxManifest()].flatMap(({ permissions, host_permissions }) => [
      ...permissions,
      ...host_permissions,
    ]);
    const explained = section(listing, PERMISSIONS)
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .flatMap((line) => [...line.split("|")[1].matchAll(/`([^`]+)`/g)].map(([, name]) => name));

    expect(explained.sort()).toEqual([...new Set(asked)].sort());
  });

  test("begins with the words that the browser shows", () => {
    const messages = JSON.parse(read(`_locales/${language}/messages.json`));

    expect(section(listing, SUMMARY)).toBe(messages.extension_description.message);
    expect(section(listing, SUMMARY).length).toBeLessThanOrEqual(LONGEST_SUMMARY);
  });

  test("has the same sections as the other", () => {
    expect(listing.match(/^## /gm)).toHaveLength(7);
  });
});
