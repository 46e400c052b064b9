/**
 * What Candor draws on the call page: a button on each tile while one is to be picked, then a small mark on the picked
 * one. Nothing over the face.
 */
import { text } from "../i18n";
import type { TileMode } from "../messages";
import type { PictureKind } from "../platforms/read";
import { Layer } from "./layer";

const STYLE = `
  button, div { position: fixed; z-index: 2147483647; box-sizing: border-box; font: 600 13px/1.2 system-ui, sans-serif;
    color: #fff; background: #1b3a4bf2; border: 1px solid #ffffff59; border-radius: 8px; padding: 7px 12px; }
  button { cursor: pointer; }
  button:hover { background: #24506a; }
  button:focus-visible { outline: 3px solid #7cc4ff; outline-offset: 2px; }
  div { pointer-events: none; padding: 4px 9px; font-size: 12px; }
  div::before { content: ""; display: inline-block; width: 8px; height: 8px; margin-right: 6px; border-radius: 50%;
    background: #9fb3bf; }
  div.live::before { background: #4cc38a; }
`;
/** Distance of button and mark from the tile's corner. */
const INSET_PX = 8;

export interface OverlayTile {
  id: number;
  seen: { name: string | null };
  kind: PictureKind;
  box: HTMLElement;
}

export class Overlay {
  readonly #layer = new Layer(STYLE);
  readonly #labels = new Map<number, HTMLElement>();

  constructor(private readonly onPick: (id: number) => void) {}

  /** Draw labels for the given mode and move them to where the tiles are now. */
  draw(mode: TileMode, tiles: OverlayTile[], pickedId: number | null): void {
    const labelled = tiles.filter(({ id, kind }) =>
      mode === "picking" ? kind !== "self" : mode !== "hidden" && id === pickedId,
    );
    for (const [id, label] of this.#labels) {
      const isButton = label.localName === "button";
      if (labelled.some((tile) => tile.id === id) && isButton === (mode === "picking")) continue;
      label.remove();
      this.#labels.delete(id);
    }
    for (const tile of labelled) this.#place(this.#label(mode, tile), tile.box);
  }

  remove(): void {
    this.#layer.remove();
  }

  #label(mode: TileMode, tile: OverlayTile): HTMLElement {
    const known = this.#labels.get(tile.id);
    const label = known ?? (mode === "picking" ? this.#button(tile.id) : document.createElement("div"));
    if (!known) {
      this.#labels.set(tile.id, label);
      this.#layer.add(label);
    }
    label.className = mode === "live" ? "live" : "";
    const words = wordsFor(mode, tile.seen.name);
    if (label.textContent !== words) label.textContent = words;
    return label;
  }

  #button(id: number): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    // Only a person's click counts, not one made by a script of the page.
    button.addEventListener("click", (event) => event.isTrusted && this.onPick(id));
    return button;
  }

  #place(label: HTMLElement, box: HTMLElement): void {
    const { left, top } = box.getBoundingClientRect();
    label.style.left = `${Math.max(0, left) + INSET_PX}px`;
    label.style.top = `${Math.max(0, top) + INSET_PX}px`;
  }
}

function wordsFor(mode: TileMode, name: string | null): string {
  if (mode === "live") return text("overlay_live");
  if (mode === "picked") return text("overlay_picked");
  return name ? text("overlay_pick_named", name) : text("overlay_pick");
}
