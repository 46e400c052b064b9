/**
 * The interviewer points at a picture on the page: any video or canvas, also a small one, and one that the page has laid
 * something over. Always works where a picture can be read at all.
 */
import { text } from "../i18n";
import { Layer, lay } from "./layer";
import type { Picture } from "./tiles";

const STYLE = `
  div { position: fixed; z-index: 2147483647; box-sizing: border-box; pointer-events: none; }
  .frame { border: 4px solid #7cc4ff; border-radius: 6px; background: #1b3a4b33; }
  .words { left: 50%; bottom: 16px; transform: translateX(-50%); font: 600 14px/1.3 system-ui, sans-serif; color: #fff;
    background: #1b3a4b; border-radius: 8px; padding: 8px 14px; }
`;
/** The page is searched for pictures this often while the pointer moves. */
const SEARCH_EVERY_MS = 500;
const SWALLOWED = ["pointerdown", "pointerup", "mousedown", "mouseup"];

export class Pointer {
  readonly #layer = new Layer(STYLE);
  readonly #frame = this.#layer.add(document.createElement("div"));
  readonly #ended = new AbortController();
  #found: Picture[] = [];
  #searchedAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly search: () => Picture[],
    private readonly onPoint: (picture: Picture) => void,
    private readonly onEnd: () => void,
  ) {
    this.#frame.className = "frame";
    this.#frame.hidden = true;
    if (window === window.top) this.#explain();
    const options = { capture: true, signal: this.#ended.signal };
    window.addEventListener("pointermove", (event) => this.#show(event), options);
    window.addEventListener("click", (event) => this.#take(event), options);
    window.addEventListener("keydown", (event) => event.key === "Escape" && this.end(), options);
    for (const kind of SWALLOWED) window.addEventListener(kind, (event) => this.#swallow(event), options);
  }

  end(): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    this.#layer.remove();
    this.onEnd();
  }

  #explain(): void {
    const words = this.#layer.add(document.createElement("div"));
    words.className = "words";
    words.textContent = text("point_help");
  }

  #show(event: PointerEvent): void {
    const picture = this.#under(event);
    this.#frame.hidden = picture === null;
    if (picture) lay(this.#frame, picture.box.getBoundingClientRect());
  }

  /** The click is ours as long as there is a picture under it: the page must not pin or mute somebody. */
  #take(event: MouseEvent): void {
    const picture = this.#under(event);
    if (!picture || !event.isTrusted) return;
    this.#swallow(event);
    this.end();
    this.onPoint(picture);
  }

  #swallow(event: Event): void {
    if (!(event instanceof MouseEvent) || !this.#under(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** The smallest picture at this place, whatever lies on it. */
  #under({ clientX, clientY }: MouseEvent): Picture | null {
    const area = ({ box }: Picture) => box.clientWidth * box.clientHeight;
    const here = this.#pictures().filter(({ box }) => {
      const { left, right, top, bottom } = box.getBoundingClientRect();
      return left <= clientX && clientX < right && top <= clientY && clientY < bottom;
    });
    return here.sort((a, b) => area(a) - area(b))[0] ?? null;
  }

  #pictures(): Picture[] {
    const now = performance.now();
    if (now - this.#searchedAtMs > SEARCH_EVERY_MS) {
      this.#found = this.search();
      this.#searchedAtMs = now;
    }
    return this.#found;
  }
}
