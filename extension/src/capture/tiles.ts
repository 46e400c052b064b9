/**
 * Which videos on this page may be the candidate's tile? Generic: every visible <video> that plays, on any site.
 */

/** Smaller pictures are thumbnails and icons; a face in them could not be checked anyway. */
export const MIN_TILE_PX = 120;

export type ShadowRootOf = (element: HTMLElement) => ShadowRoot | null;

/** All playing videos of the document, also inside open and closed shadow roots. */
export function findVideos(root: ParentNode, shadowRootOf: ShadowRootOf): HTMLVideoElement[] {
  const found = [...root.querySelectorAll("video")];
  for (const host of shadowHosts(root, shadowRootOf)) found.push(...findVideos(host, shadowRootOf));
  return found.filter(isTile);
}

function shadowHosts(root: ParentNode, shadowRootOf: ShadowRootOf): ShadowRoot[] {
  const hosts: ShadowRoot[] = [];
  for (const element of root.querySelectorAll<HTMLElement>("*")) {
    if (!mayHaveShadow(element)) continue;
    const shadow = shadowRootOf(element);
    if (shadow) hosts.push(shadow);
  }
  return hosts;
}

/** Elements that may host a shadow root and are used so in practice: custom elements, div and span. */
export function mayHaveShadow(element: HTMLElement): boolean {
  return element.localName.includes("-") || element.localName === "div" || element.localName === "span";
}

export function isTile(video: HTMLVideoElement): boolean {
  const box = video.getBoundingClientRect();
  return video.videoWidth > 0 && box.width >= MIN_TILE_PX && box.height > 0 && !video.ended;
}

/** The video track to read, and whether it is ours to stop afterwards. */
export function trackOf(video: HTMLVideoElement): MediaStreamTrack | null {
  const source = video.srcObject;
  const stream = source instanceof MediaStream ? source : captured(video);
  return stream?.getVideoTracks().find((track) => track.readyState === "live") ?? null;
}

/** A file played by the page has no stream of its own; protected content refuses to be captured. */
function captured(video: HTMLVideoElement): MediaStream | null {
  try {
    return video.captureStream();
  } catch {
    return null;
  }
}

/** A camera of this computer has a device behind it; a remote track has none. */
export function isSelfView(video: HTMLVideoElement): boolean {
  const source = video.srcObject;
  const track = source instanceof MediaStream ? source.getVideoTracks()[0] : undefined;
  return Boolean(track?.getCapabilities?.().deviceId && track.getSettings().groupId);
}

/** What a tile is recognised by when the page has replaced its element. */
export interface TileMark {
  name: string | null;
  box: DOMRectReadOnly;
}

/** The tile that took the place of a lost one, or null when it cannot be told: then the interviewer picks again. */
export function successorOf(
  lost: TileMark,
  videos: HTMLVideoElement[],
  nameOf: (video: HTMLVideoElement) => string | null,
): HTMLVideoElement | null {
  const others = videos.filter((video) => !isSelfView(video));
  if (lost.name !== null) {
    const sameName = others.filter((video) => nameOf(video) === lost.name);
    if (sameName.length > 0) return sameName.length === 1 ? (sameName[0] ?? null) : null;
  }
  const [only, ...more] = others.filter((video) => mayFollow(lost, nameOf(video)));
  if (more.length === 0) return only ?? null;
  return others.find((video) => overlap(lost.box, video.getBoundingClientRect()) > 0.5) ?? null;
}

/** A tile with another name is another person. */
function mayFollow(lost: TileMark, name: string | null): boolean {
  return lost.name === null || name === null || name === lost.name;
}

/** Intersection over union of two boxes, 0 to 1. */
export function overlap(a: DOMRectReadOnly, b: DOMRectReadOnly): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}
