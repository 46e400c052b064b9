/**
 * Movement checks in the panel: one button, the card of the check that runs or ran last, and the ones before it.
 */
import { text } from "../i18n";
import { newestCheck } from "../session/checks";
import type { HeldCheck, SessionView } from "../session/session_view";
import { lightUrl } from "../session/view";
import { CHECK_KIND_VALUES } from "../wire/messages.gen";
import type { Actions } from "./actions";
import { CheckCard, phaseWord } from "./check_card";
import { PhaseIcon } from "./icons";
import { interviewTime } from "./time";

export interface ChecksProps {
  view: SessionView;
  actions: Actions;
  /** True while nothing is being checked. */
  isPaused: boolean;
  nowMs: number;
}

export function Checks({ view, actions, isPaused, nowMs }: ChecksProps) {
  const newest = newestCheck(view);
  const isRunning = newest?.check.phase === "running";
  const canStart = view.phase === "running" && !isRunning;
  return (
    <section aria-labelledby="checks-title">
      <h2 id="checks-title">{text("checks_title")}</h2>
      <div class="checks" aria-live="polite">
        {newest && <CheckCard key={newest.check.id} held={newest} actions={actions} nowMs={nowMs} />}
      </div>
      {canStart && <StartBlock actions={actions} isPaused={isPaused} isAsked={view.checkAskedAtMs !== null} />}
      {canStart && <LightLink url={lightUrl(view.pairing)} />}
      <Earlier checks={view.checks.slice(0, -1)} />
    </section>
  );
}

function StartBlock(props: { actions: Actions; isPaused: boolean; isAsked: boolean }) {
  const { actions, isPaused, isAsked } = props;
  return (
    <div class="start-check">
      <CheckButton actions={actions} isDisabled={isPaused || isAsked} />
      {isAsked && (
        <p class="quiet" role="status">
          {text("check_asked")}
        </p>
      )}
      <details>
        <summary>{text("check_choose")}</summary>
        <p class="quiet small">{text("check_choose_help")}</p>
        <div class="reasons">
          {CHECK_KIND_VALUES.map((kind) => (
            <button
              key={kind}
              type="button"
              disabled={isPaused || isAsked}
              onClick={() => actions.check({ kind: "check_start", check: kind, cannot: [] })}
            >
              {text(`check_kind_${kind}`)}
            </button>
          ))}
        </div>
      </details>
    </div>
  );
}

/** A coded light needs a whole tab that can be shared, so it starts from a page of the server. */
function LightLink({ url }: { url: string | null }) {
  if (url === null) return null;
  return (
    <p class="quiet small light-check">
      <a href={url} target="_blank" rel="noreferrer">
        {text("check_light")}
      </a>{" "}
      {text("check_light_help")}
    </p>
  );
}

function CheckButton({ actions, isDisabled }: { actions: Actions; isDisabled: boolean }) {
  return (
    <button
      class="check-button"
      type="button"
      disabled={isDisabled}
      onClick={() => actions.check({ kind: "check_start", check: null, cannot: [] })}
    >
      {text("check_start")}
    </button>
  );
}

function Earlier({ checks }: { checks: HeldCheck[] }) {
  if (checks.length === 0) return null;
  return (
    <details>
      <summary>{text("checks_earlier", checks.length)}</summary>
      {[...checks].reverse().map(({ check }) => (
        <p class={`answered earlier ${check.phase}`} key={check.id}>
          <PhaseIcon phase={check.phase} />
          <span>
            <span class="quiet">{interviewTime(check.at_s)}</span> {check.title}{" "}
            <span class="tag">{text(phaseWord(check.phase))}</span>
          </span>
        </p>
      ))}
    </details>
  );
}
