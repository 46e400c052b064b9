import { describe, expect, test } from "vitest";
import { PLATFORMS, platformAt } from "../../../extension/src/platforms/all";
import { describe as describePicture, saysSharing, slotsIn } from "../../../extension/src/platforms/read";
import { savedPage } from "./pages";

const ADDRESSES: Record<string, string> = {
  meet: "https://meet.google.com/abc-defg-hij",
  zoom: "https://app.zoom.us/wc/123456789/join",
  teams: "https://teams.microsoft.com/v2/",
  webex: "https://example.webex.com/wbxmjs/joinservice/sites/example/meeting",
  jitsi: "https://meet.jit.si/AdaExample",
  whereby: "https://example.whereby.com/interview",
  generic: "https://calls.example.org/room/7",
};

function opened(name: string) {
  const page = savedPage(name);
  const platform = platformAt(new URL(ADDRESSES[name] ?? ""), page.root);
  const seen = (what: string, at = 0) => describePicture(platform, page.plays(what, at));
  return { ...page, platform, seen };
}

test.each(PLATFORMS.map(({ name }) => name))("%s: its page is recognised by its address", (name) => {
  expect(opened(name).platform.name).toBe(name);
});

test("Jitsi is recognised on any host by its page", () => {
  const page = savedPage("jitsi");
  expect(platformAt(new URL("https://calls.example.org/room"), page.root).name).toBe("jitsi");
});

test("a look-alike host is not the site", () => {
  const empty = savedPage("generic").root;
  for (const host of ["meet.google.com.example.org", "notzoom.us", "fakewebex.com"]) {
    expect(platformAt(new URL(`https://${host}/`), empty).name).toBe("generic");
  }
});

describe.each(["meet", "zoom", "teams", "webex", "jitsi", "generic"])("%s", (name) => {
  test("names each person, and nobody by another's name", () => {
    const { seen } = opened(name);
    const at = name === "jitsi" ? 1 : 0;
    expect(seen("ada", at)).toMatchObject({ kind: "person", name: "Ada Example" });
    expect(seen("budi")).toMatchObject({ kind: "person", name: "Budi Santoso" });
  });

  test("marks that the page gives differ between people", () => {
    const { seen } = opened(name);
    const marks = [seen("ada", name === "jitsi" ? 1 : 0).person, seen("budi").person];
    expect(marks.every((mark) => mark === null) || new Set(marks).size === 2).toBe(true);
  });
});

test.each(["meet", "zoom", "jitsi"])("%s: a person has a mark that outlasts the tile", (name) => {
  expect(opened(name).seen("budi").person).not.toBeNull();
});

test.each(["meet", "teams", "jitsi", "whereby"])("%s: the interviewer's own picture is told by the page", (name) => {
  expect(opened(name).seen("self").kind).toBe("self");
});

test.each(["meet", "zoom", "teams", "jitsi"])("%s: a shared screen is not a person", (name) => {
  expect(opened(name).seen("screen").kind).toBe("screen");
});

test("Whereby: a person without a name stays without one", () => {
  expect(opened("whereby").seen("ada")).toMatchObject({ kind: "person", name: null });
});

test("Jitsi: the large video belongs to nobody, but says who is on it", () => {
  expect(opened("jitsi").seen("ada", 0)).toMatchObject({ kind: "stage", name: "Ada Example" });
});

test("Zoom: the speaker's slot belongs to nobody", () => {
  const { plays, seen } = opened("zoom");
  plays("ada").setAttribute("node-id", "1");
  expect(seen("ada")).toMatchObject({ kind: "stage", person: null });
});

test("Zoom: each person and the shared screen has a slot over the canvas, the preview before joining has none", () => {
  const { platform, root, plays } = opened("zoom");
  expect(slotsIn(platform, root)).toHaveLength(3);
  plays("ada").setAttribute("media-type", "preview");
  expect(slotsIn(platform, root)).toHaveLength(2);
});

describe("Meet", () => {
  test("without a label the name is read from the pin button", () => {
    const { plays, seen } = opened("meet");
    plays("ada").closest("[data-participant-id]")?.querySelector(".notranslate")?.remove();
    expect(seen("ada").name).toBe("Ada Example");
  });

  test("an icon's name is no person's name", () => {
    const { plays, seen } = opened("meet");
    const tile = plays("ada").closest("[data-participant-id]");
    tile?.querySelector("button")?.remove();
    const label = tile?.querySelector(".notranslate");
    if (label) label.textContent = "keep_outline";
    expect(seen("ada").name).toBeNull();
  });
});

describe("Teams", () => {
  test("with two tiles that have no outline, nobody is taken for the interviewer", () => {
    const { plays, seen } = opened("teams");
    plays("ada").closest("[data-stream-type]")?.querySelector("[data-tid=voice-level-stream-outline]")?.remove();
    expect(seen("self").kind).toBe("person");
    expect(seen("ada").kind).toBe("person");
  });
});

describe("the interviewer shares something", () => {
  const SHARING: Record<string, string> = {
    meet: '<button aria-label="Stop presenting"><i class="google-symbols">cancel_presentation</i></button>',
    teams: '<button aria-label="Stop sharing"></button>',
    zoom: "<button>Stop Share</button>",
    webex: '<mdc-button aria-label="Stop sharing"></mdc-button>',
    jitsi: '<span id="participant_0f0f0f0f-v1"><video id="localScreenshare_container"></video></span>',
  };

  test.each(Object.keys(SHARING))("%s says so, and only then", (name) => {
    const { platform, root } = opened(name);
    expect(saysSharing(platform, root)).toBe(false);
    root.body.insertAdjacentHTML("beforeend", SHARING[name] ?? "");
    expect(saysSharing(platform, root)).toBe(true);
  });
});

test("every hook says who has seen it", () => {
  for (const { hooks } of PLATFORMS) {
    for (const hook of Object.values(hooks).flat()) expect(hook.seen, hook.selector).toMatch(/\S/);
  }
});
