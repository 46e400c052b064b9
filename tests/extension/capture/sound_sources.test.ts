import { expect, test } from "vitest";
import { soundTracksOf } from "../../../extension/src/capture/sound_sources";

/** As much of a stream and its tracks as choosing a sound looks at. */
class FakeStream {
  constructor(private readonly tracks: object[]) {}
  getAudioTracks() {
    return this.tracks;
  }
  getVideoTracks() {
    return this.tracks;
  }
}
Object.assign(globalThis, { MediaStream: FakeStream });

let numbered = 0;
function track({ isLocal = false, readyState = "live" } = {}): MediaStreamTrack {
  numbered += 1;
  const device = isLocal ? { deviceId: "d", groupId: "g" } : {};
  return {
    id: `t${numbered}`,
    readyState,
    getCapabilities: () => device,
    getSettings: () => device,
  } as unknown as MediaStreamTrack;
}

function element(...tracks: MediaStreamTrack[]): HTMLVideoElement {
  return {
    localName: "video",
    srcObject: tracks.length > 0 ? new FakeStream(tracks) : null,
  } as unknown as HTMLVideoElement;
}

test("the tile's own sound is taken, and no other", () => {
  const voice = track();
  const picked = element(voice);
  expect(soundTracksOf(picked, false, [element(track())])).toEqual([voice]);
});

test("of a call between two, all remote sound of the page is taken once", () => {
  const voice = track();
  const picked = element();
  const self = element(track({ isLocal: true }));
  const players = [element(voice), element(voice), self, element(track({ isLocal: true }))];
  expect(soundTracksOf(picked, true, players)).toEqual([voice]);
});

test("with a third person in the call nobody can tell whose voice it is", () => {
  const picked = element();
  expect(soundTracksOf(picked, false, [element(track())])).toEqual([]);
});

test("tracks that have ended, and the interviewer's own microphone, are never taken", () => {
  const picked = element(track({ readyState: "ended" }));
  expect(soundTracksOf(picked, true, [element(track({ isLocal: true }))])).toEqual([]);
});
