/**
 * The four questions, each with its state as colour + icon + word and the server's reason.
 */
import { text } from "../i18n";
import type { SessionView } from "../session/view";
import { QUESTION_VALUES, type Question, type QuestionStatus } from "../wire/messages.gen";
import { StateIcon } from "./icons";
import { interviewTime } from "./time";

export function StatusLines({ view, isPaused }: { view: SessionView; isPaused: boolean }) {
  const known = new Map(view.state?.questions.map((status) => [status.question, status]));
  return (
    <section aria-labelledby="status-title">
      <h2 id="status-title" class="visually-hidden">
        {text("status_title")}
      </h2>
      <ul class="lines" aria-live="polite">
        {QUESTION_VALUES.map((question) => (
          <Line key={question} question={question} status={shown(known.get(question), isPaused)} />
        ))}
      </ul>
      {!isPaused && <Facts view={view} />}
    </section>
  );
}

/** While nothing is watched nothing is reassuring; what asked for attention goes on asking. */
function shown(status: QuestionStatus | undefined, isPaused: boolean): QuestionStatus | undefined {
  if (!status || !isPaused || status.state === "please_check" || status.state === "pause_and_verify") return status;
  const isExplained = status.state === "cant_tell";
  return { ...status, state: "cant_tell", text: isExplained ? status.text : text("status_paused") };
}

function Line({ question, status }: { question: Question; status: QuestionStatus | undefined }) {
  const state = status?.state ?? "cant_tell";
  return (
    <li class={`line ${state}`} title={text(`ask_${question}`)}>
      <StateIcon state={state} />
      <div>
        <p class="line-head">
          <span class="question">{text(`question_${question}`)}</span>
          <span class="state">{text(`state_${state}`)}</span>
        </p>
        <p class="reason">{status?.text || text("status_waiting")}</p>
      </div>
    </li>
  );
}

function Facts({ view }: { view: SessionView }) {
  const { state } = view;
  if (!state) return null;
  const parts = [
    text("elapsed", interviewTime(state.at_s)),
    facesWords(state.faces),
    text("rate", formatRate(state.fps)),
    text(`sound_${state.sound ?? "none"}`),
  ];
  if (state.dropped > 0) parts.push(text("dropped", state.dropped));
  return <p class="facts">{parts.join(" · ")}</p>;
}

function facesWords(faces: number): string {
  if (faces === 0) return text("faces_none");
  return faces === 1 ? text("faces_one") : text("faces_many", faces);
}

function formatRate(fps: number): string {
  return fps.toFixed(fps < 10 ? 1 : 0);
}
