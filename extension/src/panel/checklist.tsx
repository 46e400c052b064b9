/**
 * The checklist of the interview: progress, whether it is saved, and the sections with their items. The section in hand
 * is open, and one card in it; nothing is folded up but by the interviewer.
 */
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { text } from "../i18n";
import {
  firstOpen,
  itemState,
  nextOpen,
  type Progress,
  progressOf,
  type SectionItems,
  sectionsOf,
} from "../session/checklist";
import type { SessionView } from "../session/session_view";
import type { Section } from "../wire/messages.gen";
import type { Ask, ChecklistProps } from "./checklist_props";
import { ChecklistRow } from "./checklist_row";
import { focusItem } from "./focus";

export function Checklist({ ask, ...props }: ChecklistProps & { ask: Ask | null }) {
  const { view, checklist } = props;
  const inHand = firstOpen(view);
  const [open, setOpen] = useState<string | null>(inHand?.id ?? null);
  const [focused, setFocused] = useState<string | null>(null);
  const [unfolded, setUnfolded] = useState<readonly Section[]>([]);
  const fold = (section: Section, isFolded: boolean) =>
    setUnfolded((known) => [...known.filter((other) => other !== section), ...(isFolded ? [] : [section])]);
  useEffect(() => {
    if (inHand) fold(inHand.section, false);
  }, [inHand?.section]);
  useLayoutEffect(() => {
    if (focused) focusItem(focused);
  }, [focused]);
  const goOn = (from: string) => {
    const next = nextOpen(view, from);
    if (next) fold(next.section, false);
    setOpen(next?.id ?? null);
    setFocused(next?.id ?? from);
  };
  useLayoutEffect(() => {
    if (ask?.shortcut !== "next") return;
    const inView = open ?? inHand?.id ?? null;
    if (ask.isStep || inView === null) goOn(inView ?? "");
    else {
      const section = checklist.items.find((card) => card.id === inView)?.section;
      if (section) fold(section, false);
      setOpen(inView);
      focusItem(inView);
    }
  }, [ask]);
  return (
    <section class="checklist" aria-labelledby="checklist-title">
      <h2 id="checklist-title">{checklist.title}</h2>
      <ProgressLine progress={progressOf(view, checklist.items)} />
      <Saving view={view} />
      {sectionsOf(checklist).map((part) => (
        <SectionPart
          key={part.section}
          {...props}
          part={part}
          isFolded={!unfolded.includes(part.section)}
          onFold={(isFolded) => fold(part.section, isFolded)}
          open={open}
          onOpen={setOpen}
          onNext={goOn}
        />
      ))}
      <p class="quiet small">{text("checklist_same")}</p>
    </section>
  );
}

function ProgressLine({ progress }: { progress: Progress }) {
  const { asked, skipped, counted } = progress;
  const width = `${(100 * (asked + skipped)) / Math.max(1, counted)}%`;
  return (
    <div class="progress">
      <p>{progressWords(progress)}</p>
      <div class="progress-bar" aria-hidden="true">
        <span style={{ width }} />
      </div>
    </div>
  );
}

export function progressWords({ asked, skipped, counted }: Progress): string {
  const words = text("checklist_progress", asked, counted);
  return skipped > 0 ? `${words}, ${text("checklist_skipped", skipped)}` : words;
}

/** Read out only when something keeps it from being saved. */
function Saving({ view }: { view: SessionView }) {
  const isWaiting = view.unsaved.length > 0;
  const problem = view.itemRefused ? text("checklist_refused") : text("checklist_waiting");
  const hasProblem = view.itemRefused || (isWaiting && view.link !== "open");
  return (
    <>
      {!hasProblem && <p class="quiet small">{text(isWaiting ? "checklist_saving" : "checklist_saved")}</p>}
      <p class="small attention" role="status">
        {hasProblem ? problem : ""}
      </p>
    </>
  );
}

interface SectionProps extends ChecklistProps {
  part: SectionItems;
  isFolded: boolean;
  onFold: (isFolded: boolean) => void;
  open: string | null;
  onOpen: (item: string | null) => void;
  onNext: (from: string) => void;
}

function SectionPart({ part, isFolded, onFold, open, onOpen, onNext, ...props }: SectionProps) {
  const progress = progressOf(props.view, part.items);
  const list = `items-${part.section}`;
  return (
    <section class="section">
      <h3>
        <button type="button" aria-expanded={!isFolded} aria-controls={list} onClick={() => onFold(!isFolded)}>
          {text(`section_${part.section}`)}
          <span class="quiet">{progress.counted > 0 && progressWords(progress)}</span>
        </button>
      </h3>
      <ul id={list} hidden={isFolded}>
        {part.items.map((card) => (
          <ChecklistRow
            key={card.id}
            {...props}
            card={card}
            state={itemState(props.view, card.id)}
            isOpen={open === card.id}
            onOpen={() => onOpen(open === card.id ? null : card.id)}
            onNext={() => onNext(card.id)}
          />
        ))}
      </ul>
    </section>
  );
}

/** After the end: what the server never got, so that it can be copied by hand. */
export function NeverSaved({ view }: { view: SessionView }) {
  if (view.unsaved.length === 0) return null;
  const titles = new Map(view.checklist?.items.map((card) => [card.id, card.title]));
  return (
    <div class="attention">
      <p>{text("checklist_never_saved")}</p>
      <ul>
        {view.unsaved.map((change) => (
          <li key={change.item}>
            <strong>{titles.get(change.item) ?? change.item}</strong> {text(`mark_${change.mark}`)} {change.text}
          </li>
        ))}
      </ul>
    </div>
  );
}
