/**
 * While the interview runs: four lines, one suggestion, notes, messages of the server, End.
 */
import { useState } from "preact/hooks";
import { text } from "../i18n";
import type { LookReply } from "../messages";
import { hasFreshCheck } from "../session/checks";
import type { SessionView } from "../session/session_view";
import type { Actions } from "./actions";
import { Checks } from "./checks";
import { useFocus } from "./focus";
import { Notes } from "./notes";
import { PairForm } from "./pair_form";
import { TileList } from "./ready";
import { StatusLines } from "./status_lines";
import { Suggestions } from "./suggestions";

export interface RunningProps {
  view: SessionView;
  actions: Actions;
  look: LookReply | null;
  /** True while nothing is being checked, whatever the last state said. */
  isPaused: boolean;
  nowMs: number;
}

export function Running({ view, actions, look, isPaused, nowMs }: RunningProps) {
  const needsPairing = view.linkProblem === "refused" || view.linkProblem === "expired";
  const isFresh = hasFreshCheck(view, nowMs);
  const needsTile = view.phase === "running" && !view.picked?.isPresent;
  return (
    <>
      {needsTile && (
        <section class="block">
          <TileList view={view} actions={actions} look={look} />
        </section>
      )}
      {needsPairing && <PairForm actions={actions} />}
      <StatusLines view={view} isPaused={isPaused} nowMs={nowMs} />
      {isFresh && <Checks key="checks" view={view} actions={actions} isPaused={isPaused} nowMs={nowMs} />}
      <Suggestions key="suggestions" view={view} actions={actions} isPaused={isPaused} />
      {!isFresh && <Checks key="checks" view={view} actions={actions} isPaused={isPaused} nowMs={nowMs} />}
      <Notes view={view} actions={actions} nowMs={nowMs} />
      <Notices view={view} />
      {view.phase === "ending" ? <p role="status">{text("ending")}</p> : <EndButton onEnd={actions.end} />}
    </>
  );
}

function Notices({ view }: { view: SessionView }) {
  // A missing consent stands in the banner already.
  const notices = view.notices.filter((notice) => view.gap === null || `${notice.code}` !== view.gap);
  if (notices.length === 0) return null;
  return (
    <section class="notices" aria-live="polite">
      <h2>{text("notice_title")}</h2>
      {notices.map((notice) => (
        <p key={notice.code}>{notice.text}</p>
      ))}
    </section>
  );
}

/** Ending cannot be taken back, so it is asked once. */
function EndButton({ onEnd }: { onEnd: () => void }) {
  const [isAsking, setAsking] = useState<boolean | null>(null);
  if (isAsking) return <AskEnd onEnd={onEnd} onCancel={() => setAsking(false)} />;
  return <FirstEnd hasFocus={isAsking === false} onAsk={() => setAsking(true)} />;
}

function FirstEnd({ hasFocus, onAsk }: { hasFocus: boolean; onAsk: () => void }) {
  return (
    <button class="end" type="button" ref={useFocus<HTMLButtonElement>(hasFocus)} onClick={onAsk}>
      {text("end")}
    </button>
  );
}

function AskEnd({ onEnd, onCancel }: { onEnd: () => void; onCancel: () => void }) {
  return (
    <fieldset class="ask-end">
      <legend>{text("end_ask")}</legend>
      <button class="primary" type="button" ref={useFocus<HTMLButtonElement>()} onClick={onEnd}>
        {text("end_yes")}
      </button>
      <button type="button" onClick={onCancel}>
        {text("end_no")}
      </button>
    </fieldset>
  );
}
