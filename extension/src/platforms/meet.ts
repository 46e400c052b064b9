/** Google Meet. Its class names change often; the data attributes and the names of its icons have stayed for years. */
import { NO_HOOKS, type Platform, STOP_SHARING } from "./platform";

const ICON = "i, .google-symbols, .google-material-icons";
const IDS = ["data-participant-id", "data-requested-participant-id", "data-initial-participant-id"];

export const meet: Platform = {
  name: "meet",
  isAt: ({ hostname }) => hostname === "meet.google.com",
  hooks: {
    ...NO_HOOKS,
    tile: IDS.map((id) => ({
      selector: `[${id}]`,
      seen: "zenfully-org/zen-recorder 2026-10, StanleyMango/WhoAmIGoogleMeetEdition; Rich-SCC/engagium_v0.2 missed them in 2025-11",
    })),
    person: IDS.map((id) => ({ selector: `[${id}]`, attribute: id, seen: "zenfully-org/zen-recorder 2026-10" })),
    name: [
      { selector: "span.notranslate", seen: "zenfully-org/zen-recorder 2026-10, Seeker220/gmeet-recorder" },
      {
        selector: "button[aria-label]",
        attribute: "aria-label",
        value: /^Pin (.+) to your main screen$/,
        seen: "a public extension saw the Portuguese one in 2026-06; the English one is not verified",
      },
      // On every tile, whatever the attribute is called; gone from newer pages.
      { selector: "[data-self-name]", attribute: "data-self-name", seen: "older public extensions, to 2024" },
    ],
    own: [{ selector: ICON, value: /^(frame_person|visual_effects)$/, seen: "zenfully-org/zen-recorder 2026-10" }],
    screen: [{ selector: ICON, value: /^present_to_all$/, seen: "Rich-SCC/engagium_v0.2 2025-11" }],
    sharing: [
      STOP_SHARING,
      {
        selector: "button[aria-label]",
        attribute: "aria-label",
        value: /^You are presenting$/,
        seen: "Rich-SCC/engagium_v0.2 2025-11; English pages only",
      },
    ],
  },
};
