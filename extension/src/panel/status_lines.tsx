/**
 * The four questions, each with its state as colour + icon + word and the server's reason.
 */
import type { ComponentChildren } from "preact";
import { plural, text } from "../i18n";
import { interviewNowS } from "../session/notes";
import type { SessionView } from "../session/session_view";
import { endOf } from "../session/trend";
import { QUESTION_VALUES, type Question, type QuestionStatus } from "../wire/messages.gen";
import { StateIcon } from "./icons";
import { interviewTime } from "./time";
import { TrendStrip } from "./trend_strip";

export function StatusLines({ view, isPaused, nowMs }: { view: SessionView; isPaused: boolean; nowMs: number }) {
  const nowS = Math.max(interviewNowS(view, nowMs), endOf(view.trend));
  const known = new Map(view.state?.questions.map((status) => [status.question, status]));
  return (
    <section aria-labelledby="status-title">
      <h2 id="status-title" class="visually-hidden">
        {text("status_title")}
      </h2>
      <ul class="lines" aria-live="polite">
        {QUESTION_VALUES.map((question) => (
          <Line key={question} question={question} status={shown(known.get(question), isPaused)}>
            <TrendStrip stretches={view.trend[question]} nowS={nowS} />
          </Line>
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

interface LineProps {
  question: Question;
  status: QuestionStatus | undefined;
  children: ComponentChildren;
}

function Line({ question, status, children }: LineProps) {
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
        {children}
      </div>
    </li>
  );
}

function Facts({ view }: { view: SessionView }) {
  const { state } = view;
  if (!state) return null;
  const parts = [
    text("elapsed", interviewTime(state.at_s)),
    state.faces === 0 ? text("faces_none") : plural("faces", state.faces),
    text("rate", formatRate(state.fps)),
    ...(view.sentFps > 0 ? [text("sending", formatRate(view.sentFps), view.sentKbitPerS)] : []),
    text(`sound_${state.sound ?? "none"}`),
  ];
  const lostS = state.sound_lost_s ?? 0;
  if (lostS > 0) parts.push(text("sound_lost", Math.ceil(lostS)));
  if (state.dropped > 0) parts.push(text("dropped", state.dropped));
  return <p class="facts">{parts.join(" · ")}</p>;
}

function formatRate(fps: number): string {
  return fps.toFixed(fps < 10 ? 1 : 0);
}
