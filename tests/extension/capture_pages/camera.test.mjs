import { afterEach, expect, test, vi } from "vitest";
import { closeCamera, nextCamera, openCamera } from "../../../server/candor/web/static/capture/camera.js";

afterEach(() => vi.unstubAllGlobals());

const wordOf = async (mediaDevices) => {
  vi.stubGlobal("navigator", { mediaDevices });
  return openCamera({ video: true }).then(
    () => "opened",
    (problem) => problem.word,
  );
};

test.each([
  ["NotAllowedError", "denied"],
  ["NotFoundError", "none"],
  ["OverconstrainedError", "none"],
  ["NotReadableError", "in_use"],
  ["SomethingNewError", "in_use"],
])("%s is told as %s", async (name, word) => {
  const getUserMedia = () => Promise.reject(Object.assign(new Error(), { name }));
  expect(await wordOf({ getUserMedia })).toBe(word);
});

test("a page without https has no camera at all", async () => {
  expect(await wordOf(undefined)).toBe("insecure");
});

test("the other camera is the next one, round and round; there is none where there is one", async () => {
  const devices = ["front", "back"].map((deviceId) => ({ kind: "videoinput", deviceId }));
  const stream = (deviceId) => ({ getVideoTracks: () => [{ getSettings: () => ({ deviceId }) }] });
  vi.stubGlobal("navigator", { mediaDevices: { enumerateDevices: async () => [{ kind: "audioinput" }, ...devices] } });
  expect([await nextCamera(stream("front")), await nextCamera(stream("back"))]).toEqual(["back", "front"]);
  devices.pop();
  expect(await nextCamera(stream("front"))).toBeNull();
});

test("closing stops every track, and nothing is no stream", () => {
  const stop = vi.fn();
  closeCamera({ getTracks: () => [{ stop }, { stop }] });
  closeCamera(null);
  expect(stop).toHaveBeenCalledTimes(2);
});
