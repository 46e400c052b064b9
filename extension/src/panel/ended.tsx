/**
 * After End: what was checked and what could not be, what was noted, and what to do next. Facts, no score.
 */
import type { ComponentChildren } from "preact";
import { type TextKey, text } from "../i18n";
import type { SessionView } from "../session/session_view";
import { interviewUrl } from "../session/view";
import type { State, Summary, SummaryLine, SummaryWarning } from "../wire/messages.gen";
import type { Actions } from "./actions";
import { phaseWord } from "./check_card";
import { NeverSaved } from "./checklist";
import { useFocus } from "./focus";
import { PhaseIcon, StateIcon, stateOf } from "./icons";
import { NoteList } from "./notes";
import { interviewTime } from "./time";

export function Ended({ view, actions }: { view: SessionView; actions: Actions }) {
  return (
    <>
      <section class="block" role="status">
        <h2 tabIndex={-1} ref={useFocus<HTMLHeadingElement>()}>
          {text("ended_title")}
        </h2>
        {view.summary && <Headline summary={view.summary} />}
        <Report view={view} />
      </section>
      {view.summary && <Details summary={view.summary} />}
      <NeverSaved view={view} />
      {view.notes.length > 0 && (
        <Part title="notes_title">
          <NoteList notes={view.notes} actions={null} />
        </Part>
      )}
      <button class="link" type="button" onClick={actions.forget}>
        {text("ended_next")}
      </button>
    </>
  );
}

function Headline({ summary }: { summary: Summary }) {
  return (
    <>
      <p class={`headline ${summary.state}`}>
        <StateIcon state={summary.state} />
        <strong>{summary.headline}</strong>
      </p>
      <p class="quiet small">{text("ended_length", interviewTime(summary.duration_s))}</p>
    </>
  );
}

function Report({ view }: { view: SessionView }) {
  if (view.reportUrl) return <Go to={view.reportUrl} words="ended_report" />;
  const url = interviewUrl(view.pairing);
  return (
    <>
      <p>{text("ended_no_report")}</p>
      {url && <Go to={url} words="ended_interview" />}
    </>
  );
}

function Go({ to, words }: { to: string; words: TextKey }) {
  return (
    <a class="primary" href={to} target="_blank" rel="noreferrer">
      {text(words)}
    </a>
  );
}

const IS_ANSWERED: readonly State[] = ["no_concern", "please_check", "pause_and_verify"];

function Details({ summary }: { summary: Summary }) {
  const checked = summary.lines.filter((line) => IS_ANSWERED.includes(line.state));
  const open = summary.lines.filter((line) => !IS_ANSWERED.includes(line.state));
  return (
    <>
      <Part title="ended_todo">
        <ul class="bullets">
          {summary.next_steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
      </Part>
      <Questions title="ended_checked" lines={checked} />
      <Questions title="ended_not_checked" lines={open} />
      <Warnings summary={summary} />
      <Checks summary={summary} />
      {summary.checklist && (
        <Part title="ended_checklist">
          <p>{summary.checklist}</p>
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { title: TextKey; children: ComponentChildren }) {
  return (
    <section aria-labelledby={title}>
      <h2 id={title}>{text(title)}</h2>
      {children}
    </section>
  );
}

function Questions({ title, lines }: { title: TextKey; lines: SummaryLine[] }) {
  if (lines.length === 0) return null;
  return (
    <Part title={title}>
      <ul class="lines">
        {lines.map((line) => (
          <Line key={line.question} line={line} />
        ))}
      </ul>
    </Part>
  );
}

/** Nothing is being checked any more: what was not answered cannot be told. */
function Line({ line }: { line: SummaryLine }) {
  const isAnswered = IS_ANSWERED.includes(line.state);
  const state = isAnswered ? line.state : "cant_tell";
  return (
    <li class={`line ${state}`}>
      <StateIcon state={state} />
      <div>
        <p class="line-head">
          <span class="question">{text(`question_${line.question}`)}</span>
          <span class="state">{text(isAnswered ? `state_${state}` : "check_phase_cant_tell")}</span>
        </p>
        <p class="reason">{line.text}</p>
      </div>
    </li>
  );
}

function Warnings({ summary }: { summary: Summary }) {
  return (
    <Part title="ended_warnings">
      {summary.warnings.length === 0 && <p class="quiet">{text("ended_no_warnings")}</p>}
      {summary.warnings.map((held) => (
        <Warning key={`${held.at_s} ${held.title}`} held={held} />
      ))}
    </Part>
  );
}

function Warning({ held }: { held: SummaryWarning }) {
  const state = stateOf(held);
  return (
    <p class={`answered earlier ${state}`}>
      <StateIcon state={state} />
      <Moment atS={held.at_s} title={held.title} tag={text(`answered_${held.answer ?? "not"}`)} />
    </p>
  );
}

function Checks({ summary }: { summary: Summary }) {
  return (
    <Part title="ended_checks">
      {summary.checks.length === 0 && <p class="quiet">{text("ended_no_checks")}</p>}
      {summary.checks.map((check) => (
        <p class={`answered earlier ${check.phase}`} key={check.at_s}>
          <PhaseIcon phase={check.phase} />
          <Moment atS={check.at_s} title={check.title} tag={text(phaseWord(check.phase))} />
        </p>
      ))}
    </Part>
  );
}

function Moment({ atS, title, tag }: { atS: number; title: string; tag: string }) {
  return (
    <span>
      <span class="quiet">{interviewTime(atS)}</span> {title} <span class="tag">{tag}</span>
    </span>
  );
}
