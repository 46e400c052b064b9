/** Jitsi Meet, on its own site and wherever else it is hosted. Its source is public: these are its elements' names. */
import { isWithin, NO_HOOKS, type Platform } from "./platform";

const SOURCE = "jitsi/jitsi-meet: Thumbnail.tsx, VirtualScreenshareParticipant.tsx, LargeVideo.web.tsx, 2026";

export const jitsi: Platform = {
  name: "jitsi",
  isAt: ({ hostname }, root) =>
    isWithin(hostname, "meet.jit.si") ||
    isWithin(hostname, "8x8.vc") ||
    root.querySelector("#videoconference_page, #largeVideoContainer") !== null,
  hooks: {
    ...NO_HOOKS,
    tile: [
      { selector: 'span[id^="participant_"]', seen: SOURCE },
      { selector: 'span[id^="localVideoContainer"]', seen: SOURCE },
      { selector: "#largeVideoContainer", seen: SOURCE },
    ],
    name: [
      { selector: ".displayname", seen: "jitsi/jitsi-meet: DisplayName.tsx, 2026" },
      { selector: ".stage-participant-label", seen: "jitsi/jitsi-meet: StageParticipantNameLabel.tsx" },
    ],
    person: [{ selector: 'span[id^="participant_"]', attribute: "id", seen: SOURCE }],
    own: [{ selector: 'span[id^="localVideoContainer"], #localVideo_container', seen: SOURCE }],
    // A shared screen is a participant of its own, named after its source: "<owner>-v1".
    screen: [
      {
        selector: 'span[id^="participant_"][id*="-v"], #localScreenshare_container',
        seen: "jitsi/lib-jitsi-meet: source names; jitsi/jitsi-meet: VirtualScreenshareParticipant.tsx",
      },
    ],
    stage: [{ selector: "#largeVideo", seen: SOURCE }],
    sharing: [{ selector: "#localScreenshare_container", seen: SOURCE }],
  },
};
