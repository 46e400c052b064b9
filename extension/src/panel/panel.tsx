/**
 * The side panel: draws one SessionView and nothing else. Top to bottom in the order an interviewer reads.
 */
import { text } from "../i18n";
import type { LookReply } from "../messages";
import { mayBeSeen } from "../session/protection";
import type { SessionView } from "../session/session_view";
import type { Keys } from "../session/shortcuts";
import type { Actions } from "./actions";
import { Banner } from "./banner";
import { ChecklistTabs, type Tab } from "./checklist_tabs";
import { Ended } from "./ended";
import { KeyHelp } from "./key_help";
import { PairForm } from "./pair_form";
import { Ready } from "./ready";
import { Running } from "./running";
import { Unseen } from "./unseen";
import { WhoSees } from "./who_sees";

export interface PanelProps {
  view: SessionView;
  actions: Actions;
  /** What looking for tiles in the call page has given; null before the first look. */
  look: LookReply | null;
  /** True while the panel cannot reach the offscreen document. */
  isAlone: boolean;
  nowMs: number;
  keys: Keys;
  /** Which view a running interview shows first. */
  firstTab?: Tab;
}

export function Panel(props: PanelProps) {
  // Until an interview has begun nothing stands here that the candidate may not see.
  if (props.view.phase !== "idle" && mayBeSeen(props.view)) {
    return (
      <main>
        <Unseen view={props.view} actions={props.actions} />
      </main>
    );
  }
  return (
    <>
      <Top view={props.view} />
      <Banner view={props.view} isPanelAlone={props.isAlone} nowMs={props.nowMs} />
      <main>
        <Middle {...props} />
      </main>
      <footer class="quiet">
        <p>{text("limits")}</p>
        <KeyHelp keys={props.keys} actions={props.actions} />
        <WhoSees pairing={props.view.pairing} />
      </footer>
    </>
  );
}

function Top({ view }: { view: SessionView }) {
  const name = view.candidate ?? view.pairing?.candidate ?? "";
  const isStarted = view.phase === "running" || view.phase === "ending";
  return (
    <header class="top">
      <h1>Candor</h1>
      <span class="candidate" title={name}>
        {name}
      </span>
      {isStarted && (
        <span class={view.link === "open" ? "link-state open" : "link-state"} role="status">
          {text(`link_${view.link}`)}
        </span>
      )}
    </header>
  );
}

function Middle({ view, actions, look, isAlone, nowMs, keys, firstTab }: PanelProps) {
  if (!view.pairing) return <PairForm actions={actions} />;
  if (view.phase === "ended") return <Ended view={view} actions={actions} />;
  if (view.phase === "idle") return <Ready view={view} actions={actions} look={look} />;
  const isPaused = isAlone || view.gap !== null;
  return (
    <ChecklistTabs view={view} actions={actions} isPaused={isPaused} keys={keys} first={firstTab ?? "call"}>
      <Running view={view} actions={actions} look={look} isPaused={isPaused} nowMs={nowMs} />
    </ChecklistTabs>
  );
}
