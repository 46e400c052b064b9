/**
 * All that the panel shows while the candidate may see it: the interviewer shares the screen.
 */
import { text } from "../i18n";
import { sharing } from "../session/protection";
import type { SessionView } from "../session/session_view";
import type { Actions } from "./actions";

export function Unseen({ view, actions }: { view: SessionView; actions: Actions }) {
  const shared = sharing(view);
  return (
    <section class="block" role="status">
      <h1>{text("unseen_title")}</h1>
      <p>{shared !== null && shared !== "tab" && text(`unseen_${shared}`)}</p>
      <button type="button" onClick={actions.unseen}>
        {text("unseen_go_on")}
      </button>
    </section>
  );
}
