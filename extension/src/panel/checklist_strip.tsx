/**
 * The four questions in short, above the checklist: nothing that asks for attention is missed while it is filled in.
 */
import { text } from "../i18n";
import { sortCards } from "../session/cards";
import type { SessionView } from "../session/session_view";
import { QUESTION_VALUES, type State } from "../wire/messages.gen";
import { StateIcon } from "./icons";

export interface CallStripProps {
  view: SessionView;
  isPaused: boolean;
  onShow: () => void;
}

const ALARMS: readonly State[] = ["please_check", "pause_and_verify"];

export function CallStrip({ view, isPaused, onShow }: CallStripProps) {
  const states = new Map(view.state?.questions.map((status) => [status.question, status.state]));
  const { current } = sortCards(view.cards);
  const alarm = current?.warning.severity === "red" ? "pause_and_verify" : "please_check";
  return (
    <section aria-label={text("status_title")}>
      <ul class="strip-lines" aria-live="polite">
        {QUESTION_VALUES.map((question) => {
          const state = shown(states.get(question), isPaused);
          return (
            <li key={question} class={state}>
              <StateIcon state={state} />
              <span>
                <span class="question">{text(`question_${question}`)}</span>{" "}
                <span class={ALARMS.includes(state) ? "state" : "visually-hidden"}>{text(`state_${state}`)}</span>
              </span>
            </li>
          );
        })}
      </ul>
      {current && (
        <button class={`strip-card ${alarm}`} type="button" onClick={onShow}>
          <StateIcon state={alarm} />
          <span>
            <strong>{text(`severity_${current.warning.severity}`)}:</strong> {current.warning.title}
          </span>
        </button>
      )}
    </section>
  );
}

/** As in status_lines.tsx: while nothing is watched nothing is reassuring. */
function shown(state: State | undefined, isPaused: boolean): State {
  if (state === undefined || (isPaused && !ALARMS.includes(state))) return "cant_tell";
  return state;
}
