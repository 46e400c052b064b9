/** Whereby. Its rooms' page is not public: known are the elements of its SDK. Names are not known; the interviewer picks. */
import { isWithin, NO_HOOKS, type Platform } from "./platform";

export const whereby: Platform = {
  name: "whereby",
  isAt: ({ hostname }) => isWithin(hostname, "whereby.com"),
  hooks: {
    ...NO_HOOKS,
    own: [{ selector: 'video[style*="scaleX(-1)"]', seen: "whereby/sdk: VideoView.tsx (the own picture is mirrored)" }],
  },
};
