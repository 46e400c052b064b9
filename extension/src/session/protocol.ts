/**
 * Do extension and server speak the same protocol, and if not, which of them is older? Each server offers the extension
 * that fits it, so its page helps in both cases.
 */
import { VERSION } from "../wire/messages.gen";

export type VersionProblem = "extension_too_old" | "server_too_old";

/** What the answer to a pairing says of the protocol; servers before this question existed speak version 1. */
export function versionProblem(answer: unknown): VersionProblem | null {
  const spoken = typeof answer === "object" && answer !== null && "protocol" in answer ? answer.protocol : 1;
  if (typeof spoken !== "number" || spoken === VERSION) return null;
  return spoken > VERSION ? "extension_too_old" : "server_too_old";
}

/** Where a server says how to install the extension that fits it. */
export function downloadPage(server: string): string {
  return `${server}/extension`;
}
