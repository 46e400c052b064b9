/** A place of our own on the call page: a closed shadow root that page scripts neither read nor restyle. */
export class Layer {
  readonly #host = document.createElement("div");
  readonly root: ShadowRoot;

  constructor(style: string) {
    this.root = this.#host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`:host { all: initial; } ${style}`);
    this.root.adoptedStyleSheets = [sheet];
    document.documentElement.append(this.#host);
  }

  add<T extends HTMLElement>(element: T): T {
    this.root.append(element);
    return element;
  }

  remove(): void {
    this.#host.remove();
  }
}

/** Lay an element over a place of the page. */
export function lay(element: HTMLElement, { left, top, width, height }: DOMRectReadOnly): void {
  Object.assign(element.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
}
