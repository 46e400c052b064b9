/**
 * Whatever goes wrong in an interview, the extension comes back by itself, says meanwhile that nothing is checked, and shows
 * each warning of that time once. Pictures go as video, and every connection begins with one that stands for itself.
 * measure.mjs plays the same for longer.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { screenshot } from "./harness.mjs";
import { play, startRunning, stopRunning } from "./troubles.mjs";

const SECONDS = 3;
/** A socket that died in silence is given up after ten seconds without a word. */
const SHORT = { "network silent": 1, "computer asleep": 9 };
const WORDS = {
  "network cut": /Protection is not running/,
  "network silent": /Protection is not running/,
  "server restarted": /Protection is not running/,
};
/** Half of what is asked for here: busy machines are slow. */
const LEAST_HIDDEN_PER_S = 3;

describe("an interview comes back by itself after", { timeout: 300_000 }, () => {
  let rig;

  before(async () => {
    rig = await startRunning();
  });

  after(async () => stopRunning(rig));

  for (const name of [
    "tab hidden",
    "service worker evicted",
    "network cut",
    "server restarted",
    "computer asleep",
    "network silent",
  ]) {
    test(name, async () => {
      const { words, times, backMs, inHidingPerS } = await play(rig, name, SHORT[name] ?? SECONDS);

      console.log(`# ${name}: pictures again after ${backMs} ms`);
      if (WORDS[name]) assert.match(words, WORDS[name]);
      assert.equal(times, 1, "the warning is neither lost nor doubled");
      const { keyframes, connections, unread } = await rig.stub.stats();
      console.log(`# ${keyframes} keyframes on ${connections} connections, ${unread} pictures could not be read`);
      assert.ok(keyframes >= connections, "each connection begins with a keyframe");
      assert.equal(unread, 0, "every picture of the video can be read");
      if (inHidingPerS !== undefined)
        assert.ok(inHidingPerS >= LEAST_HIDDEN_PER_S, `${inHidingPerS} pictures/s hidden`);
      await screenshot(rig.panel, `after_${name.replaceAll(" ", "_")}`);
    });
  }
});
