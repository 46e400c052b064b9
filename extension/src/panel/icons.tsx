/**
 * A state is always shown as colour + icon + word: the shapes differ, so that colour alone never has to be seen.
 */
import type { CheckPhase, Severity, State } from "../wire/messages.gen";

/** The state that a warning is shown as. */
export function stateOf({ severity }: { severity: Severity }): State {
  return severity === "red" ? "pause_and_verify" : "please_check";
}

const SHAPES: Record<State, preact.JSX.Element> = {
  cant_tell: (
    <>
      <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2.6" />
      <path
        d="M7.6 8a2.4 2.4 0 1 1 3.4 2.2c-.7.4-1 .8-1 1.5"
        fill="none"
        stroke="currentColor"
        stroke-width="1.8"
        stroke-linecap="round"
      />
      <circle cx="10" cy="14.2" r="1.1" fill="currentColor" />
    </>
  ),
  checking: (
    <>
      <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2" />
      <circle cx="6.4" cy="10" r="1.3" fill="currentColor" />
      <circle cx="10" cy="10" r="1.3" fill="currentColor" />
      <circle cx="13.6" cy="10" r="1.3" fill="currentColor" />
    </>
  ),
  no_concern: (
    <>
      <circle cx="10" cy="10" r="9" fill="currentColor" />
      <path
        d="m5.8 10.3 2.9 2.9 5.5-6"
        fill="none"
        stroke="var(--surface)"
        stroke-width="2.2"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </>
  ),
  please_check: (
    <>
      <path
        d="M10 1.6 19 17.6H1Z"
        fill="currentColor"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linejoin="round"
      />
      <path d="M10 7.4v4.4" stroke="var(--surface)" stroke-width="2.2" stroke-linecap="round" />
      <circle cx="10" cy="14.7" r="1.2" fill="var(--surface)" />
    </>
  ),
  pause_and_verify: (
    <>
      <path d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3Z" fill="currentColor" />
      <path d="M7.6 6.4v7.2M12.4 6.4v7.2" stroke="var(--surface)" stroke-width="2.4" stroke-linecap="round" />
    </>
  ),
};

export function StateIcon({ state }: { state: State }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      {SHAPES[state]}
    </svg>
  );
}

const PHASES: Record<CheckPhase, preact.JSX.Element> = {
  running: SHAPES.checking,
  ask_interviewer: (
    <path
      d="M3 3.5h14v10H9.5L5.5 17v-3.5H3Z"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linejoin="round"
    />
  ),
  done: (
    <>
      <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2" />
      <path
        d="m6 10.3 2.7 2.7 5.3-5.8"
        fill="none"
        stroke="currentColor"
        stroke-width="2.2"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </>
  ),
  not_seen: (
    <>
      <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2" />
      <path d="M6 10h8" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" />
    </>
  ),
  cant_tell: SHAPES.cant_tell,
  skipped: (
    <path
      d="m4 5 5.5 5L4 15M10.5 5l5.5 5-5.5 5"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  ),
};

/** How far a movement check is; never without its word. */
export function PhaseIcon({ phase }: { phase: CheckPhase }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      {PHASES[phase]}
    </svg>
  );
}

export function TickIcon({ isDone }: { isDone: boolean }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
      <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2" />
      {isDone && (
        <path
          d="m6 10.3 2.7 2.7 5.3-5.8"
          fill="none"
          stroke="currentColor"
          stroke-width="2.2"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      )}
    </svg>
  );
}
