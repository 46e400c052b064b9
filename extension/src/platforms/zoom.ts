/**
 * Zoom's web client. All people of a stage are painted into one canvas; a `<video-player>` lies where each of them is. No
 * mark of the interviewer's own tile is known.
 */
import { isWithin, NO_HOOKS, type Platform } from "./platform";

const SOURCE = "zenfully-org/zen-recorder 2026-10 (live), Vexa-ai/vexa";

export const zoom: Platform = {
  name: "zoom",
  isAt: ({ hostname }) => isWithin(hostname, "zoom.us") || isWithin(hostname, "zoom.com"),
  hooks: {
    ...NO_HOOKS,
    slot: [{ selector: 'video-player:not([media-type="preview"])', seen: SOURCE }],
    tile: [
      { selector: '[class*="-container__video-frame"]', seen: SOURCE },
      { selector: "#sharee-container", seen: SOURCE },
    ],
    name: [
      { selector: ".video-avatar__avatar-footer span", seen: SOURCE },
      { selector: ".video-avatar__avatar-name", seen: SOURCE },
    ],
    // The low ten bits tell a person's streams apart; one and the same camera keeps the whole number.
    person: [{ selector: 'video-player[media-type="video"]', attribute: "node-id", value: /^\d{2,}$/, seen: SOURCE }],
    screen: [{ selector: '#sharee-container, video-player[media-type="share"]', seen: SOURCE }],
    stage: [{ selector: 'video-player[node-id="1"]', seen: "zenfully-org/zen-recorder 2026-10 (live)" }],
    sharing: [
      {
        selector: "button",
        value: /^Stop Share$/i,
        seen: "the desktop client says so; on the web not verified, English pages only",
      },
    ],
  },
};
