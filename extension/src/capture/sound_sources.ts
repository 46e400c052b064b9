/**
 * Whose sound is heard with the picked tile? The tile's own track; on pages that play sound elsewhere (Meet), all remote
 * sound of a call between two. With more people in the call nobody can tell whose voice it is: no sound.
 */
import { isVideo, mayHaveShadow, type ShadowRootOf, type Source } from "./tiles";

/** The live sound tracks to listen to; empty when there is none, or when it cannot be told whose it is. */
export function soundTracksOf(
  picked: Source,
  isAlone: boolean,
  elements: readonly HTMLMediaElement[],
): MediaStreamTrack[] {
  const own = isVideo(picked) ? remoteTracks(picked) : [];
  if (own.length > 0) return own;
  return isAlone ? unique(elements.filter((element) => element !== picked).flatMap(remoteTracks)) : [];
}

/** Everything on the page that plays sound, also inside shadow roots. */
export function findPlayers(root: ParentNode, shadowRootOf: ShadowRootOf): HTMLMediaElement[] {
  const found = [...root.querySelectorAll<HTMLMediaElement>("audio, video")];
  for (const element of root.querySelectorAll<HTMLElement>("*")) {
    const shadow = mayHaveShadow(element) ? shadowRootOf(element) : null;
    if (shadow) found.push(...findPlayers(shadow, shadowRootOf));
  }
  return found;
}

function remoteTracks(element: HTMLMediaElement): MediaStreamTrack[] {
  const source = element.srcObject;
  if (!(source instanceof MediaStream)) return [];
  return source.getAudioTracks().filter((track) => track.readyState === "live" && !isOwnMicrophone(track));
}

/** A microphone of this computer has a device behind it; a remote track has none. */
function isOwnMicrophone(track: MediaStreamTrack): boolean {
  return Boolean(track.getCapabilities?.().deviceId && track.getSettings().groupId);
}

function unique(tracks: MediaStreamTrack[]): MediaStreamTrack[] {
  return [...new Map(tracks.map((track) => [track.id, track])).values()];
}
