/** Which platform's page is this? */
import { generic } from "./generic";
import { jitsi } from "./jitsi";
import { meet } from "./meet";
import type { PageAddress, Platform } from "./platform";
import { teams } from "./teams";
import { webex } from "./webex";
import { whereby } from "./whereby";
import { zoom } from "./zoom";

/** The generic one stands last: it is at home everywhere. */
export const PLATFORMS: readonly Platform[] = [meet, zoom, teams, webex, jitsi, whereby, generic];

export function platformAt(page: PageAddress, root: ParentNode): Platform {
  return PLATFORMS.find((platform) => platform.isAt(page, root)) ?? generic;
}
