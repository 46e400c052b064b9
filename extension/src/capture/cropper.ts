/**
 * The interviewer draws a rectangle around the candidate. Where a tile is known below it, it goes with that person; elsewhere
 * it stays where it was drawn. Told in shares of the page's visible part, which is what a shared tab shows.
 */
import { text } from "../i18n";
import { type Followable, Follower } from "./follower";
import { Layer, lay } from "./layer";
import { type Crop, overlap, shareOf } from "./tiles";

/** A smaller rectangle was a click. */
const MIN_SIDE_PX = 60;
/** From this much in common, the rectangle means the tile. */
const MEANS_TILE = 0.5;
/** The frame stands beside the rectangle, not in it: it must not be on the pictures. */
const BESIDE_PX = 6;

const STYLE = `
  div { position: fixed; z-index: 2147483647; box-sizing: border-box; }
  .sheet { inset: 0; cursor: crosshair; background: #0006; touch-action: none; }
  .frame { pointer-events: none; border: 3px solid #7cc4ff; border-radius: 8px; }
  .words { left: 50%; bottom: 16px; transform: translateX(-50%); font: 600 14px/1.3 system-ui, sans-serif; color: #fff;
    background: #1b3a4b; border-radius: 8px; padding: 8px 14px; pointer-events: none; }
`;

export class Cropper {
  readonly #layer = new Layer(STYLE);
  readonly #frame = this.#layer.add(document.createElement("div"));
  readonly #ended = new AbortController();
  #sheet: HTMLElement | null = null;
  #drawn: DOMRectReadOnly | null = null;
  #follower: Follower<Followable> | null = null;
  #told = "";

  constructor(
    private readonly tiles: () => Followable[],
    /** null: the interviewer gave up, or the tile is gone. */
    private readonly onCrop: (crop: Crop | null, name: string | null) => void,
  ) {
    this.#frame.className = "frame";
    this.#frame.hidden = true;
    this.#spread();
  }

  get isDrawing(): boolean {
    return this.#sheet !== null;
  }

  /** Follow the person and tell where the rectangle is; call some times a second. */
  follow(): void {
    if (this.isDrawing || !this.#drawn) return;
    const tile = this.#follower?.find(this.tiles()) ?? null;
    if (tile) this.#drawn = tile.box.getBoundingClientRect();
    const isThere = tile !== null || this.#follower === null;
    this.#frame.hidden = !isThere;
    lay(this.#frame, beside(this.#drawn));
    const crop = isThere ? shareOf(this.#drawn, new DOMRectReadOnly(0, 0, innerWidth, innerHeight)) : null;
    this.#tell(crop, tile?.seen.name ?? null);
  }

  #tell(crop: Crop | null, name: string | null): void {
    // Scrolled out of sight, the person cannot be on the tab's picture.
    const seen = crop && crop.width > 0 && crop.height > 0 ? crop : null;
    const told = JSON.stringify([seen, name]);
    if (told !== this.#told) this.onCrop(seen, name);
    this.#told = told;
  }

  remove(): void {
    this.#ended.abort();
    this.#layer.remove();
  }

  /** A sheet over the whole page on which to draw. */
  #spread(): void {
    const sheet = this.#layer.add(document.createElement("div"));
    const words = document.createElement("div");
    sheet.className = "sheet";
    words.className = "words";
    words.textContent = text("crop_help");
    sheet.append(words);
    this.#sheet = sheet;
    let from: PointerEvent | null = null;
    sheet.addEventListener("pointerdown", (event) => {
      from = event;
      sheet.setPointerCapture(event.pointerId);
    });
    sheet.addEventListener("pointermove", (event) => {
      if (!from) return;
      this.#frame.hidden = false;
      lay(this.#frame, between(from, event));
    });
    sheet.addEventListener("pointerup", (event) => {
      if (from && event.isTrusted) this.#take(between(from, event));
      from = null;
    });
    const signal = this.#ended.signal;
    window.addEventListener("keydown", (event) => event.key === "Escape" && this.#giveUp(), { capture: true, signal });
  }

  #take(drawn: DOMRectReadOnly): void {
    if (drawn.width < MIN_SIDE_PX || drawn.height < MIN_SIDE_PX) return;
    this.#sheet?.remove();
    this.#sheet = null;
    this.#drawn = drawn;
    const meant = this.tiles().find(({ box }) => overlap(box.getBoundingClientRect(), drawn) > MEANS_TILE);
    this.#follower = meant ? new Follower(meant) : null;
    this.follow();
  }

  #giveUp(): void {
    if (this.isDrawing) this.onCrop(null, null);
  }
}

function between(a: MouseEvent, b: MouseEvent): DOMRectReadOnly {
  const [left, top] = [Math.min(a.clientX, b.clientX), Math.min(a.clientY, b.clientY)];
  return new DOMRectReadOnly(left, top, Math.abs(a.clientX - b.clientX), Math.abs(a.clientY - b.clientY));
}

function beside({ left, top, width, height }: DOMRectReadOnly): DOMRectReadOnly {
  return new DOMRectReadOnly(left - BESIDE_PX, top - BESIDE_PX, width + 2 * BESIDE_PX, height + 2 * BESIDE_PX);
}
