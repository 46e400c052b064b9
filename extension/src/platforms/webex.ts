/** Webex on the web. The call stands in a frame of the same site; its own tile and shared screens have no known mark. */
import { isWithin, NO_HOOKS, type Platform } from "./platform";

const SOURCE = "aws-samples/amazon-transcribe-live-meeting-assistant 2026";

export const webex: Platform = {
  name: "webex",
  isAt: ({ hostname }) => isWithin(hostname, "webex.com"),
  hooks: {
    ...NO_HOOKS,
    tile: [
      { selector: ".participants-video-tile", seen: SOURCE },
      { selector: '[class*="videoitem-"]:has([class*="videoitem-full-name"])', seen: `${SOURCE}, older pages` },
      { selector: ".participants-video-panel-wrapper", seen: SOURCE },
    ],
    name: [
      { selector: '[data-test="participant-name"]', seen: SOURCE },
      { selector: '[class*="full-name"]', seen: SOURCE },
      { selector: 'mdc-text[type="body-large-regular"]', seen: SOURCE },
    ],
    sharing: [
      {
        selector: "mdc-button[aria-label]",
        attribute: "aria-label",
        value: /^Stop sharing\b/i,
        seen: "not verified; the form of its other buttons, English pages only",
      },
    ],
  },
};
