/** Grey pictures for the measurements: a card on a table, blurred, dark, glaring, moved. */

export const PLACE = { x: 64, y: 48, width: 512, height: 341 };

/** A picture of a card with lines of print, drawn by rule; `card` is where it lies. */
export function cardPicture({ card = PLACE, table = 60, paper = 190, print = 70, width = 640, height = 437 } = {}) {
  const grey = new Uint8Array(width * height).fill(table);
  for (let y = card.y; y < card.y + card.height; y += 1) {
    for (let x = card.x; x < card.x + card.width; x += 1) {
      const isPrint =
        (y - card.y) % 24 < 12 &&
        (((x - card.x) >> 2) * 7 + (y >> 4) * 5) % 13 < 6 &&
        x > card.x + 30 &&
        x < card.x + card.width - 30;
      grey[y * width + x] = isPrint && y > card.y + 30 && y < card.y + card.height - 30 ? print : paper;
    }
  }
  return { grey, width, height };
}

/** Each pixel becomes the mean of its neighbours up to `radius` away. */
export function blurred({ grey, width, height }, radius) {
  const along = (source, step, length, lines, lineStep) => {
    const out = new Uint8Array(source.length);
    for (let line = 0; line < lines; line += 1) {
      for (let i = 0; i < length; i += 1) {
        let sum = 0;
        for (let k = -radius; k <= radius; k += 1) {
          sum += source[line * lineStep + Math.min(Math.max(i + k, 0), length - 1) * step];
        }
        out[line * lineStep + i * step] = Math.round(sum / (2 * radius + 1));
      }
    }
    return out;
  };
  return { grey: along(along(grey, 1, width, height, width), width, height, width, 1), width, height };
}

/** A saturated spot, as a lamp makes on a laminated card. */
export function glaring({ grey, width, height }, { x, y, size }) {
  const out = grey.slice();
  for (let row = y; row < y + size; row += 1) out.fill(255, row * width + x, row * width + x + size);
  return { grey: out, width, height };
}
