/**
 * "Protection is not running", and why, in plain words. Nothing that breaks stays silent.
 */
import { type TextKey, text } from "../i18n";
import { downloadPage } from "../session/protocol";
import type { Gap, SessionView } from "../session/session_view";
import { StateIcon } from "./icons";
import { GetExtension } from "./pair_form";

export function Banner({ view, isPanelAlone, nowMs }: { view: SessionView; isPanelAlone: boolean; nowMs: number }) {
  const isShown = isPanelAlone || view.gap !== null;
  // The region stays in the page, so that screen readers announce what appears in it.
  return (
    <div role="alert">
      {isShown && (
        <section class="banner">
          <StateIcon state="please_check" />
          <div>
            <strong>{text("gap_title")}</strong>
            <p>
              {isPanelAlone || !view.gap ? text("gap_panel_alone") : wordsFor(view.gap, view)}
              {!isPanelAlone && isMisfit(view) && view.pairing && (
                <GetExtension url={downloadPage(view.pairing.server)} />
              )}
            </p>
            {!isPanelAlone && <Retry view={view} nowMs={nowMs} />}
          </div>
        </section>
      )}
    </div>
  );
}

function isMisfit(view: SessionView): boolean {
  return view.gap === "server_said_no" && view.failure?.code === "bad_version";
}

function wordsFor(gap: Gap, view: SessionView): string {
  if (isMisfit(view)) return text("gap_bad_version");
  if (gap === "server_said_no") return text("gap_server_said_no", view.failure?.text ?? "");
  if (gap !== "no_connection" || !view.linkProblem) return text(`gap_${gap}`);
  return text(`gap_no_connection_${view.linkProblem}` satisfies TextKey);
}

/** A countdown that is not announced each second. */
function Retry({ view, nowMs }: { view: SessionView; nowMs: number }) {
  if (view.gap !== "no_connection" || view.retryAtMs === null) return null;
  const seconds = Math.max(0, Math.ceil((view.retryAtMs - nowMs) / 1000));
  return (
    <p class="quiet" aria-live="off">
      {text("gap_retry_in", seconds)}
    </p>
  );
}
