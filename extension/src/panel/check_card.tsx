/**
 * One movement check: what to say, how long it may take, and how it went, as icon + word. Skipping is neutral.
 */
import { useState } from "preact/hooks";
import { type TextKey, text } from "../i18n";
import { instead, secondsLeft } from "../session/checks";
import type { HeldCheck } from "../session/session_view";
import type { CheckKind, CheckMessage, CheckPhase } from "../wire/messages.gen";
import type { Actions } from "./actions";
import { useFocus } from "./focus";
import { PhaseIcon } from "./icons";
import { interviewTime } from "./time";

export function CheckCard({ held, actions, nowMs }: { held: HeldCheck; actions: Actions; nowMs: number }) {
  const { check } = held;
  const isRunning = check.phase === "running";
  return (
    <article class={`card check ${check.phase}`} data-kind={check.kind} data-side={check.side}>
      <header>
        <PhaseIcon phase={check.phase} />
        <span class="state">{text(phaseWord(check.phase))}</span>
        {isRunning ? <Countdown held={held} nowMs={nowMs} /> : <span class="quiet">{interviewTime(check.at_s)}</span>}
      </header>
      <h3>{check.title}</h3>
      {isRunning && <p class="say">“{check.say}”</p>}
      {check.digits && check.phase !== "skipped" && <p class="digits">{[...check.digits].join(" ")}</p>}
      {isRunning && (
        <p class="small">
          <span class="quiet">{text("check_look")}:</span> {check.look}
        </p>
      )}
      {check.result && <p>{check.result}</p>}
      <Strip check={check} />
      <Confirm held={held} actions={actions} />
      {isRunning && <Ways check={check} actions={actions} />}
    </article>
  );
}

export function phaseWord(phase: CheckPhase): TextKey {
  return `check_phase_${phase}`;
}

/** Not announced each second; the deadline itself is told by the phase that follows. */
function Countdown({ held, nowMs }: { held: HeldCheck; nowMs: number }) {
  const seconds = secondsLeft(held, nowMs);
  return (
    <span class="quiet" role="timer" aria-live="off">
      {text("check_left", seconds)}
    </span>
  );
}

function Strip({ check }: { check: CheckMessage }) {
  if (!check.evidence_jpeg_base64) return null;
  return (
    <img
      class="strip"
      src={`data:image/jpeg;base64,${check.evidence_jpeg_base64}`}
      alt={text("check_strip", check.title)}
    />
  );
}

/** Whether the digits were said as asked; also when the recogniser has heard them: an ear is the better judge. */
function Confirm({ held, actions }: { held: HeldCheck; actions: Actions }) {
  const { check, chosen } = held;
  const isOpen = check.phase === "running" || check.phase === "ask_interviewer";
  const isByMachine = check.phase === "done" && check.confirmed === null;
  if (check.digits === null || !(isOpen || isByMachine)) return null;
  const say = (seen: boolean) => actions.check({ kind: "check_confirm", id: check.id, seen });
  return (
    <fieldset class="confirm">
      <legend>{text("check_confirm")}</legend>
      <button type="button" aria-pressed={chosen === true} onClick={() => say(true)}>
        {text("check_confirm_yes")}
      </button>
      <button type="button" aria-pressed={chosen === false} onClick={() => say(false)}>
        {text("check_confirm_no")}
      </button>
    </fieldset>
  );
}

/** Two ways out, both neutral: something else instead, or nothing. */
function Ways({ check, actions }: { check: CheckMessage; actions: Actions }) {
  const [isChoosing, setChoosing] = useState(false);
  if (isChoosing) return <Alternatives check={check} actions={actions} onCancel={() => setChoosing(false)} />;
  return (
    <>
      <div class="answers">
        {check.alternatives.length > 0 && (
          <button type="button" onClick={() => setChoosing(true)}>
            {text("check_cannot")}
          </button>
        )}
        <button type="button" onClick={() => actions.check({ kind: "check_skip", id: check.id })}>
          {text("check_skip")}
        </button>
      </div>
      <p class="quiet small">{text("check_neutral")}</p>
    </>
  );
}

function Alternatives(props: { check: CheckMessage; actions: Actions; onCancel: () => void }) {
  const { check, actions, onCancel } = props;
  const first = useFocus<HTMLButtonElement>();
  const kinds: (CheckKind | null)[] =
    check.alternatives.length > 1 ? [null, ...check.alternatives] : [...check.alternatives];
  return (
    <fieldset class="reasons">
      <legend>{text("check_instead")}</legend>
      {kinds.map((kind, index) => (
        <button
          key={kind}
          type="button"
          ref={index === 0 ? first : null}
          onClick={() => actions.check(instead(check, kind))}
        >
          {text(kind === null ? "check_any" : `check_kind_${kind}`)}
        </button>
      ))}
      <button class="link" type="button" onClick={onCancel}>
        {text("card_cancel")}
      </button>
    </fieldset>
  );
}
