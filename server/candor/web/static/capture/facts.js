// What do camera, light, sound and a coloured screen look like before a call? Plain facts; nothing here judges anybody.

/** What a camera says of itself. `programs` are parts of names of programs that hand a picture on. */
export function cameraFacts(track, programs) {
  const { width = 0, height = 0, frameRate = 0 } = track.getSettings();
  const camera = track.label.slice(0, 120);
  const name = camera.toLowerCase();
  const fps = Math.round(frameRate * 10) / 10;
  return { camera, width, height, fps, isProgram: programs.some((part) => name.includes(part)) };
}

/** "dark", "backlit", "bright" or "good", from measure.js; limits are those of portraits. */
export function lightWord(seen, limits) {
  if (seen.brightness < limits.dark) return "dark";
  if (seen.surround - seen.brightness > limits.backlit) return "backlit";
  return seen.brightness > limits.bright ? "bright" : "good";
}

/** Root mean square of samples from -1 to 1. */
export function loudness(samples) {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, samples.length));
}

/** Ratio of red to blue, as a logarithm: how warm a picture is; brightness drops out. `data` is RGBA. */
export function warmth(data) {
  let red = 1;
  let blue = 1;
  for (let i = 0; i < data.length; i += 4) {
    red += data[i];
    blue += data[i + 2];
  }
  return Math.log(red / blue);
}

/** As many warm as cool, in an order drawn at random, at most `longest` alike in a row. */
export function drawCode(chips, longest, random = Math.random) {
  for (;;) {
    const code = Array.from({ length: chips }, (_, i) => (i < chips / 2 ? 1 : 0));
    for (let i = chips - 1; i > 0; i -= 1) {
      const j = Math.floor(random() * (i + 1));
      [code[i], code[j]] = [code[j], code[i]];
    }
    if (!new RegExp(`(.)\\1{${longest}}`).test(code.join(""))) return code;
  }
}

const OTHERS = 399;
const SETTLED = 0.4;
/** Of a colour's time: until then the screen fades and the camera is late. */
const CHANCE = 0.05;

/**
 * Whether a picture took on the colours of the screen: it follows this order better than nearly all others would.
 * samples: [seconds since the first colour, warmth]; null where too little was seen.
 */
export function tookOn(samples, code, chipS, random = Math.random) {
  const means = code.map((_, chip) => {
    const mine = samples.filter(([atS]) => Math.floor(atS / chipS) === chip && (atS / chipS) % 1 >= SETTLED);
    return mine.length ? mine.reduce((sum, [, value]) => sum + value, 0) / mine.length : null;
  });
  if (means.some((mean) => mean === null)) return null;
  const level = withoutTrend(means);
  const gain = (order) => order.reduce((sum, chip, i) => sum + (chip ? level[i] : -level[i]), 0);
  const own = gain(code);
  let better = 0;
  for (let i = 0; i < OTHERS; i += 1) better += gain(drawCode(code.length, code.length, random)) >= own ? 1 : 0;
  return (better + 1) / (OTHERS + 1) < CHANCE;
}

/** Daylight and exposure drift slowly: take the straight line away. */
function withoutTrend(values) {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const over = values.reduce((sum, value, i) => sum + (i - middle) * value, 0);
  const under = values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
  return values.map((value, i) => value - mean - (over / under) * (i - middle));
}
