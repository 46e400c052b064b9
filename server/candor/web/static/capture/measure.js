// What does the camera see now? Simple measurements of one small grey picture: no model, nothing is known of a face.
// A picture is {grey: Uint8Array of width * height, width, height}; a place in it {x, y, width, height}, px.

const STRONG_EDGE = 24;
/** Grey levels between neighbours two apart: an edge, not noise. */
const SATURATED = 250;

/** Grey levels of a canvas' pixels (ITU-R BT.601). */
export function greyOf({ data, width, height }) {
  const grey = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < grey.length; i += 1, p += 4) {
    grey[i] = (77 * data[p] + 150 * data[p + 1] + 29 * data[p + 2]) >> 8;
  }
  return { grey, width, height };
}

/**
 * Everything that guidance needs.
 * brightness: mean grey level inside, 0 to 255. surround: the same outside. glare: share of saturated pixels inside.
 * sharpness: how abruptly strong edges change, without unit, larger is sharper; null where there is no strong edge.
 * movement: mean change of the grey level since the picture before; null for the first one.
 * sides: how many edges of a card run along the sides of the place, 0 to 4; size: width of the card found, of the place's width; null without both sides.
 */
export function measure(picture, place, before = null) {
  const inside = means(picture, place);
  return {
    brightness: inside.mean,
    glare: inside.saturated,
    surround: surroundOf(picture, inside),
    sharpness: sharpnessOf(picture, place),
    movement: before && before.grey.length === picture.grey.length ? change(picture, before, place) : null,
    ...cardIn(picture, place),
  };
}

function means({ grey, width }, place) {
  let sum = 0;
  let saturated = 0;
  for (let y = place.y; y < place.y + place.height; y += 1) {
    for (let x = place.x; x < place.x + place.width; x += 1) {
      const level = grey[y * width + x];
      sum += level;
      saturated += level >= SATURATED ? 1 : 0;
    }
  }
  const count = place.width * place.height;
  return { sum, count, mean: sum / count, saturated: saturated / count };
}

function surroundOf(picture, inside) {
  const whole = means(picture, { x: 0, y: 0, width: picture.width, height: picture.height });
  const count = whole.count - inside.count;
  return count > 0 ? (whole.sum - inside.sum) / count : inside.mean;
}

/** Second against first difference, where the first is large: about the square of one over the width of an edge. */
function sharpnessOf({ grey, width }, place) {
  let bend = 0;
  let slope = 0;
  for (let y = place.y + 1; y < place.y + place.height - 1; y += 1) {
    for (let x = place.x + 1; x < place.x + place.width - 1; x += 1) {
      const at = y * width + x;
      const across = grey[at + 1] - grey[at - 1];
      const down = grey[at + width] - grey[at - width];
      if (Math.abs(across) + Math.abs(down) < STRONG_EDGE) continue;
      const acrossBend = grey[at + 1] + grey[at - 1] - 2 * grey[at];
      const downBend = grey[at + width] + grey[at - width] - 2 * grey[at];
      bend += acrossBend * acrossBend + downBend * downBend;
      slope += across * across + down * down;
    }
  }
  return slope > 0 ? bend / slope : null;
}

function change({ grey, width }, before, place) {
  let sum = 0;
  for (let y = place.y; y < place.y + place.height; y += 2) {
    for (let x = place.x; x < place.x + place.width; x += 2) {
      const at = y * width + x;
      sum += Math.abs(grey[at] - before.grey[at]);
    }
  }
  return sum / (Math.ceil(place.width / 2) * Math.ceil(place.height / 2));
}

/** A card lies in the place when a straight edge runs along each of its sides: look for the outermost one. */
function cardIn(picture, place) {
  const left = outermost(profile(picture, place, false), false);
  const right = outermost(profile(picture, place, false), true);
  const top = outermost(profile(picture, place, true), false);
  const bottom = outermost(profile(picture, place, true), true);
  const sides = [left, right, top, bottom].filter((side) => side !== null).length;
  return { sides, size: left === null || right === null ? null : (right - left) / place.width };
}

/** Mean signed step of each column (or row), over the middle of the place: only what changes alike all along adds up. */
function profile({ grey, width, height }, place, isOfRows) {
  const length = isOfRows ? height : width;
  const [from, until] = isOfRows
    ? [place.x + 0.2 * place.width, place.x + 0.8 * place.width]
    : [place.y + 0.2 * place.height, place.y + 0.8 * place.height];
  const steps = new Float32Array(length);
  for (let i = 1; i < length - 1; i += 1) {
    let sum = 0;
    for (let j = Math.round(from); j < until; j += 1) {
      sum += isOfRows
        ? grey[(i + 1) * width + j] - grey[(i - 1) * width + j]
        : grey[j * width + i + 1] - grey[j * width + i - 1];
    }
    steps[i] = Math.abs(sum) / Math.max(1, until - from);
  }
  return steps;
}

const CLEAR_STEP = 8;
/** Grey levels: the least step that counts as the edge of something. */
const OF_STRONGEST = 0.3;

/** Where the first clear step stands, from one end to the middle; null: there is none. */
function outermost(steps, fromEnd) {
  const half = steps.length >> 1;
  const least = Math.max(CLEAR_STEP, OF_STRONGEST * steps.reduce((most, step) => Math.max(most, step), 0));
  for (let i = 1; i < half; i += 1) {
    const at = fromEnd ? steps.length - 1 - i : i;
    if (steps[at] >= least) return at;
  }
  return null;
}
