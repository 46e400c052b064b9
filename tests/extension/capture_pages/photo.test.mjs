// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { offerCamera } from "../../../server/candor/web/static/capture/photo.js";
import { cardPicture } from "./pictures.mjs";

const RULES = {
  aspect: 1.5,
  share: 0.86,
  dark: 70,
  bright: 225,
  backlit: 255,
  glare: 0.02,
  movement: 6,
  sides: 3,
  size: 0.75,
  sharpness: 0.2,
};
const WORDS = {
  opening: "Allow it.",
  dark: "Too dark.",
  good: "Good.",
  taken: "Look at it.",
  taken_dark: "It looks dark.",
  denied: "Denied.",
  sending: "Sending.",
  in_use: "In use.",
};
const PARTS = ["video", "frame", "live", "stage", "advice", "title", "shutter", "use", "again", "other", "close"];

let tracks;
let grey;
let submitted;

beforeEach(() => {
  tracks = [];
  grey = cardPicture({ table: 20, paper: 30, print: 10 });
  submitted = vi.fn();
  const parts = PARTS.map(
    (name) =>
      `<${name === "video" ? "video" : "button"} data-part="${name}"></${name === "video" ? "video" : "button"}>`,
  );
  document.body.innerHTML = `<form><button type="button" data-camera="document" data-input="file" hidden>Photograph</button>
    <input id="file" type="file"></form><dialog id="camera">${parts.join("")}<canvas data-part="picture"></canvas></dialog>`;
  const dialog = document.getElementById("camera");
  dialog.dataset.limits = JSON.stringify({ document: RULES, portrait: RULES });
  dialog.dataset.words = JSON.stringify(WORDS);
  document.querySelector("form").requestSubmit = submitted;
  const video = dialog.querySelector("video");
  Object.assign(video, { play: async () => {} });
  Object.defineProperty(video, "srcObject", { writable: true, value: null });
  Object.defineProperty(video, "videoWidth", { value: 1280 });
  Object.defineProperty(video, "videoHeight", { value: 720 });
  const pen = { drawImage: () => {}, getImageData: () => rgba() };
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockImplementation(() => pen);
  HTMLCanvasElement.prototype.toBlob = (give) => give(new Blob(["jpeg"], { type: "image/jpeg" }));
  vi.stubGlobal(
    "DataTransfer",
    class {
      files = [];
      items = { add: (file) => this.files.push(file) };
    },
  );
  Object.defineProperty(document.getElementById("file"), "files", { writable: true, value: [] });
});
afterEach(async () => {
  document.getElementById("camera")?.close();
  await new Promise((resolve) => setTimeout(resolve, 10)); // until it looks no more
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const rgba = () => {
  const data = new Uint8ClampedArray(grey.grey.length * 4);
  for (const [i, level] of grey.grey.entries()) data.fill(level, 4 * i, 4 * i + 3);
  return { data, width: grey.width, height: grey.height };
};
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const cameras = (getUserMedia) =>
  Object.defineProperty(navigator, "mediaDevices", {
    configurable: true,
    value: { getUserMedia, enumerateDevices: async () => [] },
  });
const aCamera = async () => {
  const track = { stop: vi.fn(), getSettings: () => ({ facingMode: "environment" }) };
  tracks.push(track);
  return { getTracks: () => [track], getVideoTracks: () => [track] };
};
const opened = async () => {
  const photo = offerCamera();
  photo.sleep = () => new Promise((resolve) => setTimeout(resolve, 1));
  document.querySelector("[data-camera]").click();
  await vi.waitFor(() => expect(part("shutter").disabled).toBe(false));
  return photo;
};

test("the button shows itself only where there is a dialog to open", () => {
  offerCamera();
  expect(document.querySelector("[data-camera]").hidden).toBe(false);
  document.getElementById("camera").remove();
  expect(offerCamera()).toBeNull();
});

test("what the camera sees is told in words, in a region that is read out", async () => {
  cameras(aCamera);
  await opened();
  await vi.waitFor(() => expect(part("advice").textContent).toBe("Too dark."), 3000);
});

test("a picture that was taken is looked at by its taker before it is sent", async () => {
  cameras(aCamera);
  await opened();
  part("shutter").click();
  expect([part("picture").hidden, part("use").hidden, part("shutter").hidden]).toEqual([false, false, true]);
  expect(part("advice").textContent).toBe("Look at it. It looks dark.");
  expect(submitted).not.toHaveBeenCalled();

  part("again").click();
  expect([part("picture").hidden, part("shutter").hidden]).toEqual([true, false]);
});

test("the picture goes the way of an uploaded file, and the camera is closed", async () => {
  cameras(aCamera);
  await opened();
  part("shutter").click();
  part("use").click();
  await vi.waitFor(() => expect(submitted).toHaveBeenCalledOnce());
  const [file] = document.getElementById("file").files;
  expect([file.name, file.type]).toEqual(["camera.jpg", "image/jpeg"]);
  expect(tracks[0].stop).toHaveBeenCalled();
});

test("closing the dialog closes the camera", async () => {
  cameras(aCamera);
  await opened();
  document.getElementById("camera").close();
  expect(tracks[0].stop).toHaveBeenCalled();
});

describe("a camera that cannot be used", () => {
  test("is one sentence, and nothing can be taken", async () => {
    cameras(() => Promise.reject(Object.assign(new Error(), { name: "NotAllowedError" })));
    offerCamera();
    document.querySelector("[data-camera]").click();
    await vi.waitFor(() => expect(part("advice").textContent).toBe("Denied."));
    expect(part("shutter").disabled).toBe(true);
  });
});
