/**
 * Which pictures on this page may be the candidate's? Every visible video that plays, on any site; and canvases on which a
 * site draws people, each of whom a slot of the page marks.
 */

/** Smaller pictures are thumbnails and icons; a face in them could not be checked anyway. */
export const MIN_TILE_PX = 120;
/** A slot belongs to the canvas that this share of it lies on. */
const ON_CANVAS = 0.8;

export type ShadowRootOf = (element: HTMLElement) => ShadowRoot | null;
export type Source = HTMLVideoElement | HTMLCanvasElement;

/** One picture of the page: what it is read from, and the element in whose place it is seen (mostly the same one). */
export interface Picture {
  box: HTMLElement;
  source: Source;
}

/** Everything of the document that shows pictures, also inside open and closed shadow roots. */
export function findSources(root: ParentNode, shadowRootOf: ShadowRootOf): Source[] {
  const found = [...root.querySelectorAll<Source>("video, canvas")];
  for (const host of shadowHosts(root, shadowRootOf)) found.push(...findSources(host, shadowRootOf));
  return found;
}

/** The pictures among them that may be the candidate's. */
export function findPictures(sources: readonly Source[], slots: readonly HTMLElement[]): Picture[] {
  const whole = sources.map((source) => ({ box: source, source })).filter(isPicture);
  const found = [...whole.filter(({ source }) => isVideo(source)), ...drawnAt(slots, sources).filter(isPicture)];
  // Where nothing plays and nothing marks a person, a canvas as a whole may be what shows them.
  return found.some(({ source }) => !isOwnCamera(source)) ? found : whole;
}

/** Every picture, however small: for pointing at. */
export function allPictures(sources: readonly Source[], slots: readonly HTMLElement[]): Picture[] {
  return [...drawnAt(slots, sources), ...sources.map((source) => ({ box: source, source }))];
}

function drawnAt(slots: readonly HTMLElement[], sources: readonly Source[]): Picture[] {
  const canvases = sources.filter((source) => !isVideo(source));
  return canvases.flatMap((source) => slots.filter((slot) => liesOn(slot, source)).map((box) => ({ box, source })));
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

export function isVideo(source: Source): source is HTMLVideoElement {
  return source.localName === "video";
}

/** Is the picture there, large enough, and not over? */
function isPicture({ box, source }: Picture): boolean {
  if (!isShown(box)) return false;
  return isVideo(source) ? source.videoWidth > 0 && !source.ended : source.width > 0 && source.isConnected;
}

function isShown(element: HTMLElement): boolean {
  const box = element.getBoundingClientRect();
  return box.width >= MIN_TILE_PX && box.height > 0;
}

function liesOn(slot: HTMLElement, canvas: HTMLElement): boolean {
  const box = slot.getBoundingClientRect();
  return intersection(box, canvas.getBoundingClientRect()) > ON_CANVAS * box.width * box.height;
}

/** The part of the source that is seen in the box, in shares of the source; null: all of it. */
export function cropOf({ box, source }: Picture): Crop | null {
  if (box === source) return null;
  return shareOf(box.getBoundingClientRect(), source.getBoundingClientRect());
}

/** A rectangle within a picture: 0 to 1 from its left and top. */
export interface Crop {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Which part of `whole` lies under `part`, cut off at its edges. */
export function shareOf(part: DOMRectReadOnly, whole: DOMRectReadOnly): Crop {
  const within = (value: number) => Math.min(1, Math.max(0, value));
  const left = within((part.left - whole.left) / whole.width);
  const top = within((part.top - whole.top) / whole.height);
  const right = within((part.right - whole.left) / whole.width);
  const bottom = within((part.bottom - whole.top) / whole.height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** A camera of this computer has a device behind it; a remote track has none. */
export function isOwnCamera(source: Source): boolean {
  const track = streamTrack(source);
  return Boolean(track?.getCapabilities?.().deviceId && track.getSettings().groupId) && !ownSurface(source);
}

/** What of this computer's screen the picture shows, if the interviewer shares it from this page: screen, window, tab. */
export function ownSurface(source: Source): string | null {
  return streamTrack(source)?.getSettings?.().displaySurface ?? null;
}

export function streamTrack(source: Source): MediaStreamTrack | undefined {
  const stream = isVideo(source) ? source.srcObject : null;
  return stream instanceof MediaStream ? stream.getVideoTracks()[0] : undefined;
}

/** Intersection over union of two boxes, 0 to 1. */
export function overlap(a: DOMRectReadOnly, b: DOMRectReadOnly): number {
  const shared = intersection(a, b);
  return shared === 0 ? 0 : shared / (a.width * a.height + b.width * b.height - shared);
}

function intersection(a: DOMRectReadOnly, b: DOMRectReadOnly): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width <= 0 || height <= 0 ? 0 : width * height;
}
