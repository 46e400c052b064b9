/**
 * When the candidate is not in the list: two ways that work on any page.
 */
import { text } from "../i18n";
import type { SessionView } from "../session/session_view";
import type { Actions } from "./actions";

export function OtherWays({ view, actions }: { view: SessionView; actions: Actions }) {
  const problem = view.shareProblem;
  return (
    <details class="other-ways" open={problem !== null}>
      <summary>{text("other_ways")}</summary>
      <button type="button" onClick={actions.point}>
        {text("point")}
      </button>
      <p>{text("point_why")}</p>
      {canReadTabs() && (
        <>
          <button type="button" onClick={actions.shareTab}>
            {text("share_tab")}
          </button>
          <p>{text("share_tab_why")}</p>
          <p role="status">{problem && text(`share_${problem}`)}</p>
        </>
      )}
    </details>
  );
}

/** Firefox shares windows and screens, but no tabs. */
function canReadTabs(): boolean {
  return typeof MediaStreamTrackProcessor !== "undefined";
}
