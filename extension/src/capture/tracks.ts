/**
 * The track from which a picture is read. A page's own track is only borrowed; one that had to be made is ours to stop.
 */
import { isVideo, type Source, streamTrack } from "./tiles";

/** A canvas is painted at its page's own pace; more than this is never asked for. */
const CANVAS_FPS = 15;

export interface Borrowed {
  track: MediaStreamTrack;
  isOurs: boolean;
}

export function borrowTrack(source: Source): Borrowed | null {
  if (isVideo(source) && source.srcObject instanceof MediaStream) {
    const track = source.srcObject.getVideoTracks().find((each) => each.readyState === "live");
    return track ? { track, isOurs: false } : null;
  }
  const track = captured(source)?.getVideoTracks()[0];
  return track ? { track, isOurs: true } : null;
}

/** Does the source still show this track? One of ours lasts as long as it is live. */
export function isTrackOf(source: Source, { track, isOurs }: Borrowed): boolean {
  if (track.readyState !== "live") return false;
  if (isOurs) return streamTrack(source) === undefined;
  return (
    isVideo(source) && source.srcObject instanceof MediaStream && source.srcObject.getVideoTracks().includes(track)
  );
}

/** A file or a canvas has no stream of its own; protected content refuses to be captured. */
function captured(source: Source): MediaStream | null {
  try {
    return isVideo(source) ? source.captureStream() : source.captureStream(CANVAS_FPS);
  } catch {
    return null;
  }
}
