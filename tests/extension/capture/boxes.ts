/** Boxes on a page, for tests without a layout. */
export class Box implements DOMRectReadOnly {
  constructor(
    readonly x: number,
    readonly y: number,
    readonly width: number,
    readonly height: number,
  ) {}
  get left() {
    return this.x;
  }
  get top() {
    return this.y;
  }
  get right() {
    return this.x + this.width;
  }
  get bottom() {
    return this.y + this.height;
  }
  toJSON() {
    return {};
  }
}

/** Give an element its place. */
export function place<T extends Element>(element: T, box: Box): T {
  element.getBoundingClientRect = () => box;
  return element;
}
