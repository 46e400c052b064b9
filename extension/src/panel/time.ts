/**
 * Times as the interviewer's own clock shows them. Pictures are stamped with seconds since 1970 by this computer.
 */
import { language } from "../i18n";

export function clockTime(atS: number): string {
  return new Date(atS * 1000).toLocaleTimeString(language(), {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
}
