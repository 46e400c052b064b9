import { describe, expect, test } from "vitest";
import { FitTest, type Judged, misfitsOf } from "../../../extension/src/platforms/fit";
import { generic } from "../../../extension/src/platforms/generic";
import { jitsi } from "../../../extension/src/platforms/jitsi";
import { meet } from "../../../extension/src/platforms/meet";
import type { Platform } from "../../../extension/src/platforms/platform";
import { describe as describePicture, type PictureKind } from "../../../extension/src/platforms/read";
import { teams } from "../../../extension/src/platforms/teams";
import { webex } from "../../../extension/src/platforms/webex";
import { whereby } from "../../../extension/src/platforms/whereby";
import { zoom } from "../../../extension/src/platforms/zoom";
import { type Page, savedPage } from "./pages";

/** What is judged of a fragment; the interviewer's own camera is known by its track. */
function judged(platform: Platform, page: Page): Judged[] {
  return [...page.root.querySelectorAll<HTMLElement>("[data-plays]")].map((picture) => {
    const seen = describePicture(platform, picture);
    const kind: PictureKind = picture.dataset.plays === "self" ? "self" : seen.kind;
    return { seen, kind };
  });
}

const needs = (platform: Platform, page: Page) => misfitsOf(platform, judged(platform, page)).map(({ need }) => need);

test.each([meet, zoom, teams, webex, jitsi, whereby, generic])("$name: the saved page fits", (platform) => {
  expect(needs(platform, savedPage(platform.name))).toEqual([]);
});

describe("a page that has changed", () => {
  test("has no tiles", () => {
    const page = savedPage("meet");
    for (const tile of page.root.querySelectorAll("[data-participant-id]")) {
      for (const name of ["data-participant-id", "data-requested-participant-id"]) tile.removeAttribute(name);
    }
    expect(needs(meet, page)).toEqual(["tile"]);
  });

  test("has no names", () => {
    const page = savedPage("jitsi");
    for (const label of page.root.querySelectorAll(".displayname, .stage-participant-label")) label.remove();
    expect(needs(jitsi, page)).toEqual(["name"]);
  });

  test("does not mark the own picture", () => {
    const page = savedPage("meet");
    for (const icon of page.root.querySelectorAll("[aria-label=Reframe]")) icon.remove();
    expect(needs(meet, page)).toEqual(["own"]);
  });
});

test("one person without a name is no changed page", () => {
  const page = savedPage("meet");
  page.plays("ada").closest("[data-participant-id]")?.querySelector(".notranslate")?.remove();
  page.plays("ada").closest("[data-participant-id]")?.querySelector("button")?.remove();
  expect(needs(meet, page)).toEqual([]);
});

test("a page on which nobody else is seen says nothing", () => {
  expect(misfitsOf(meet, [])).toEqual([]);
});

test("a page is given three looks to build itself up, and is forgiven at once", () => {
  const page = savedPage("jitsi");
  const good = judged(jitsi, page);
  for (const label of page.root.querySelectorAll(".displayname, .stage-participant-label")) label.remove();
  const bad = judged(jitsi, page);
  const fit = new FitTest(jitsi);

  expect([bad, bad, bad].map((tiles) => fit.look(tiles).length)).toEqual([0, 0, 1]);
  expect(fit.look(good)).toEqual([]);
  expect(fit.look(bad)).toEqual([]);
});
