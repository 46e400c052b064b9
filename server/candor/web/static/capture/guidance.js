// What should somebody do to get a better picture? One word of advice at a time, the most useful first; never a refusal.

/**
 * The advice for what was measured: "dark", "bright", "backlit", "glare", "move", "inside", "closer", "blurred", "good".
 * `limits` come from models/calibration/capture.toml, for "document" or "portrait".
 */
export function advise(seen, limits) {
  if (seen.brightness < limits.dark) return "dark";
  if (seen.surround - seen.brightness > limits.backlit) return "backlit";
  if (seen.glare > limits.glare) return "glare";
  if (seen.brightness > limits.bright) return "bright";
  if (seen.movement !== null && seen.movement > limits.movement) return "move";
  if (limits.sides && seen.sides < limits.sides) return "inside";
  if (limits.size && seen.size !== null && seen.size < limits.size) return "closer";
  if (seen.sharpness === null || seen.sharpness < limits.sharpness) return "blurred";
  return "good";
}

const STEADY_MS = 500;
const APART_MS = 1800;

/** Says a word only when it has held for a moment, and leaves time to hear it: a screen reader must not be flooded. */
export class Speaker {
  constructor(say) {
    this.say = say;
    this.heard = null;
    this.since = 0;
    this.said = null;
    this.saidAt = Number.NEGATIVE_INFINITY;
  }

  hear(word, nowMs) {
    if (word !== this.heard) {
      this.heard = word;
      this.since = nowMs;
    }
    if (word === this.said || nowMs - this.since < STEADY_MS || nowMs - this.saidAt < APART_MS) return;
    this.said = word;
    this.saidAt = nowMs;
    this.say(word);
  }
}

/** Where a card or a face should be, in px of a picture: as large as fits. */
export function placeIn(width, height, { aspect, share }) {
  const w = Math.min(width * share, height * share * aspect);
  const h = w / aspect;
  return {
    x: Math.round((width - w) / 2),
    y: Math.round((height - h) / 2),
    width: Math.round(w),
    height: Math.round(h),
  };
}

/** A place with some room around it, within a picture. */
export function withRoom(place, room, width, height) {
  const dx = place.width * room;
  const dy = place.height * room;
  const x = Math.max(0, Math.round(place.x - dx));
  const y = Math.max(0, Math.round(place.y - dy));
  return {
    x,
    y,
    width: Math.min(width - x, Math.round(place.width + 2 * dx)),
    height: Math.min(height - y, Math.round(place.height + 2 * dy)),
  };
}
