/** Microsoft Teams on the web. Class names are hashes; `data-tid` and `data-stream-type` last. */
import { isWithin, NO_HOOKS, type Platform, STOP_SHARING } from "./platform";

const SOURCE = "zenfully-org/zen-recorder 2026-10 (live), Vexa-ai/vexa";
/** Teams draws the outline of a speaker on every camera tile but the user's own. */
const UNOUTLINED = '[data-stream-type="Video"]:not(:has([data-tid="voice-level-stream-outline"]))';

export const teams: Platform = {
  name: "teams",
  isAt: ({ hostname }) =>
    ["teams.microsoft.com", "teams.live.com", "teams.cloud.microsoft"].some((domain) => isWithin(hostname, domain)),
  hooks: {
    ...NO_HOOKS,
    tile: [
      { selector: "[data-stream-type][data-tid]", seen: SOURCE },
      { selector: '[data-cid="calling-participant-stream"]', seen: "Vexa-ai/vexa, older pages" },
    ],
    name: [
      { selector: "[data-stream-type][data-tid]", attribute: "data-tid", seen: SOURCE },
      { selector: '[data-tid="participant-info-nametag"]', seen: "Vexa-ai/vexa" },
    ],
    own: [{ selector: UNOUTLINED, isOnly: true, seen: "zenfully-org/zen-recorder 2026-10 (live)" }],
    screen: [{ selector: '[data-stream-type="ScreenSharing"]', seen: SOURCE }],
    sharing: [STOP_SHARING],
  },
};
