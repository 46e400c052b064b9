/**
 * Who sees what: always at hand at the bottom of the panel, and short.
 */
import { text } from "../i18n";
import type { Pairing } from "../values";

export function WhoSees({ pairing }: { pairing: Pairing | null }) {
  return (
    <details class="who-sees">
      <summary>{text("sees_title")}</summary>
      <ul>
        <li>{pairing ? text("sees_server_named", pairing.server) : text("sees_server")}</li>
        <li>{text("sees_nobody_else")}</li>
        <li>{text("sees_pages")}</li>
        <li>{text("sees_disk")}</li>
        <li>{text("sees_candidate")}</li>
      </ul>
    </details>
  );
}
