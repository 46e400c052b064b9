// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BeforehandCheck } from "../../../server/candor/web/static/capture/check.js";

const WORDS = {
  opening: "Allow it.",
  denied: "Denied.",
  in_use: "In use.",
  settings: "{width} x {height}, {fps}",
  no_name: "without a name",
  light_dark: "dark",
  light_good: "good",
  light_unknown: "?",
  heard: "heard",
  not_heard: "not heard",
  no_sound: "no sound",
  answer_not_tried: "not tried",
  answer_seen: "seen",
  answer_not_seen: "not seen",
};
const PARTS = [
  "video",
  "problem",
  "start",
  "stop",
  "running",
  "results-title",
  "camera",
  "settings",
  "program",
  "light-word",
  "heard",
  "level",
  "answer",
  "light",
  "light-stop",
  "keep",
  "stage",
];

let posted;
let check;
let stop;

beforeEach(() => {
  document.body.innerHTML = `<section id="check"></section>${PARTS.map((name) => {
    const tag = name === "video" ? "video" : "button";
    return `<${tag} data-part="${name}"></${tag}>`;
  }).join("")}`;
  const page = document.getElementById("check");
  Object.assign(page.dataset, {
    words: JSON.stringify(WORDS),
    limits: JSON.stringify({ dark: 60, bright: 210, backlit: 60 }),
    programs: '["virtual"]',
    address: "#here",
    token: "t",
  });
  const video = document.querySelector("video");
  for (const [name, value] of Object.entries({ srcObject: null, videoWidth: 640, videoHeight: 480 })) {
    Object.defineProperty(video, name, { writable: true, value });
  }
  video.play = async () => {};
  const pen = {
    drawImage: () => {},
    getImageData: (_x, _y, width, height) => ({
      data: new Uint8ClampedArray(4 * width * height).fill(20),
      width,
      height,
    }),
  };
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockImplementation(() => pen);
  vi.spyOn(location, "reload").mockImplementation(() => {});
  posted = vi.fn(async () => {});
  stop = vi.fn();
  check = new BeforehandCheck(page, { sleep: () => new Promise((resolve) => setTimeout(resolve, 1)), post: posted });
});
afterEach(async () => {
  check.stop();
  await new Promise((resolve) => setTimeout(resolve, 10));
  vi.restoreAllMocks();
});

const part = (name) => document.querySelector(`[data-part="${name}"]`);
const camera = (label, allows = () => true) =>
  Object.defineProperty(navigator, "mediaDevices", {
    configurable: true,
    value: {
      getUserMedia: async (wanted) => {
        if (!allows(wanted)) throw Object.assign(new Error(), { name: "NotAllowedError" });
        const track = { label, stop, getSettings: () => ({ width: 640, height: 480, frameRate: 30 }) };
        return { getTracks: () => [track], getVideoTracks: () => [track] };
      },
    },
  });
const started = async () => {
  part("start").click();
  await vi.waitFor(() => expect(part("light-word").textContent).toBe("dark"));
};

test("facts are shown to the candidate, and nothing is sent", async () => {
  camera("OBS Virtual Camera");
  await started();
  expect([part("camera").textContent, part("settings").textContent]).toEqual(["OBS Virtual Camera", "640 x 480, 30"]);
  expect(part("program").hidden).toBe(false);
  expect(posted).not.toHaveBeenCalled();
});

test("without a microphone the camera is looked at alone", async () => {
  camera("Integrated Camera", (wanted) => !wanted.audio);
  await started();
  expect([part("heard").textContent, part("program").hidden]).toEqual(["no sound", true]);
});

test("a camera that is denied is one sentence", async () => {
  camera("", () => false);
  part("start").click();
  await vi.waitFor(() => expect(part("problem").textContent).toBe("Denied."));
});

test("what is kept is what stands on the page, when the candidate presses the button", async () => {
  camera("Integrated Camera");
  await started();
  part("keep").click();
  await vi.waitFor(() => expect(posted).toHaveBeenCalledOnce());
  expect(posted.mock.calls[0]).toEqual([
    "#here",
    "t",
    { camera: "Integrated Camera", width: 640, height: 480, fps: 30, light: "dark", heard: false, answer: "not_tried" },
  ]);
  expect(stop).toHaveBeenCalled();
});

test("a refusal of the server is told, and the page goes on", async () => {
  camera("Integrated Camera");
  await started();
  posted.mockRejectedValueOnce(new Error("Reload it."));
  part("keep").click();
  await vi.waitFor(() => expect(part("problem").textContent).toBe("Reload it."));
});

test("the colours can be stopped at any moment, which says nothing", async () => {
  camera("Integrated Camera");
  await started();
  Object.assign(part("stage").dataset, { chipS: "0.6", warm: "#fed", cool: "#def", rest: "#eee" });
  part("light").click();
  expect(part("stage").hidden).toBe(false);
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  expect(part("stage").hidden).toBe(true);
  expect(part("answer").textContent).toBe("not tried");
});
