/**
 * Two views of a running interview: the call with its four lines, and the checklist below a short form of them. Both
 * stay as they are while the other is shown, so that nothing typed is lost. Without a checklist there are no tabs.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type TextKey, text } from "../i18n";
import { progressOf } from "../session/checklist";
import type { SessionView } from "../session/session_view";
import { type Keys, shortcutOf } from "../session/shortcuts";
import type { Actions } from "./actions";
import { Checklist } from "./checklist";
import type { Ask } from "./checklist_props";
import { CallStrip } from "./checklist_strip";

const TABS = ["call", "checklist"] as const;
export type Tab = (typeof TABS)[number];

export interface ChecklistTabsProps {
  view: SessionView;
  actions: Actions;
  isPaused: boolean;
  keys: Keys;
  first: Tab;
  children: ComponentChildren;
}

export function ChecklistTabs({ view, actions, isPaused, keys, first, children }: ChecklistTabsProps) {
  const [tab, setTab] = useState<Tab>(first);
  const [ask, setAsk] = useState<Ask | null>(null);
  const hasChecklist = view.checklist !== null;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const shortcut = shortcutOf(event, keys);
      if (shortcut === null || (shortcut === "next" && !hasChecklist)) return;
      event.preventDefault();
      setTab(shortcut === "note" ? "call" : "checklist");
      setAsk({ shortcut, isStep: tab === "checklist" });
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [keys, tab, hasChecklist]);
  // Before the next key: what is typed right after the letter belongs to the note.
  useLayoutEffect(() => {
    if (ask?.shortcut === "note") document.getElementById("note-text")?.focus();
  }, [ask]);
  if (view.checklist === null) return <>{children}</>;
  const { asked, skipped, counted } = progressOf(view, view.checklist.items);
  const toCall = () => setTab("call");
  return (
    <>
      <TabList tab={tab} count={`${asked + skipped}/${counted}`} onTab={setTab} />
      <TabPanel tab="call" isShown={tab === "call"}>
        {children}
      </TabPanel>
      <TabPanel tab="checklist" isShown={tab === "checklist"}>
        <CallStrip view={view} isPaused={isPaused} onShow={toCall} />
        <Checklist
          view={view}
          checklist={view.checklist}
          actions={actions}
          isPaused={isPaused}
          onCall={toCall}
          ask={ask}
        />
      </TabPanel>
    </>
  );
}

function TabPanel({ tab, isShown, children }: { tab: Tab; isShown: boolean; children: ComponentChildren }) {
  return (
    <div class="tab-panel" role="tabpanel" id={`view-${tab}`} aria-labelledby={`tab-${tab}`} hidden={!isShown}>
      {children}
    </div>
  );
}

/** Arrow keys move between the tabs, as the pattern of ARIA has it; Tab goes on into the view. */
function TabList({ tab, count, onTab }: { tab: Tab; count: string; onTab: (tab: Tab) => void }) {
  const list = useRef<HTMLDivElement>(null);

  function move(event: KeyboardEvent): void {
    const steps: Record<string, Tab> = { ArrowLeft: "call", Home: "call", ArrowRight: "checklist", End: "checklist" };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onTab(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  }

  return (
    <div class="tabs" role="tablist" aria-label={text("tabs_label")} ref={list} onKeyDown={move}>
      {TABS.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          id={`tab-${one}`}
          aria-controls={`view-${one}`}
          aria-selected={one === tab}
          tabIndex={one === tab ? 0 : -1}
          onClick={() => onTab(one)}
        >
          {text(`tab_${one}` satisfies TextKey)}
          {one === "checklist" && <span class="count">{count}</span>}
        </button>
      ))}
    </div>
  );
}
