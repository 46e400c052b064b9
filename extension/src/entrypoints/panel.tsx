/**
 * Side panel: keeps its line to the offscreen document, looks for tiles while one is needed, draws the view.
 */
import { signal } from "@preact/signals";
import { render } from "preact";
import { activeTabId, connect, loadFromSession, type Port, saveInSession, sendMessage } from "../browser";
import { language } from "../i18n";
import { type FromPanel, type LookReply, PANEL_PORT, type ToBackground, type ToPanel } from "../messages";
import type { Actions } from "../panel/actions";
import { Panel } from "../panel/panel";
import { hasArrived, withItemChange } from "../session/checklist";
import { CALL_TAB_KEY, LETTERS_KEY, PAIRING_KEY } from "../session/keys";
import { pair } from "../session/pairing";
import type { SessionView } from "../session/session_view";
import { FIRST_KEYS, isKeys, type Keys } from "../session/shortcuts";
import { emptyView } from "../session/view";
import type { ItemChange } from "../values";

const TICK_MS = 500;
const LOOK_EVERY_MS = 2000;
const RECONNECT_MS = 500;

const view = signal(emptyView());
const look = signal<LookReply | null>(null);
const isAlone = signal(false);
const nowMs = signal(Date.now());
const keys = signal<Keys>(FIRST_KEYS);
/** Changes of the checklist that the hub has not shown back yet, by item. */
const given = new Map<string, ItemChange>();
let port: Port | null = null;

function ask(message: ToBackground): Promise<unknown> {
  return sendMessage(message);
}

/** False while the rest of the extension is out of reach. */
function say(message: FromPanel): boolean {
  port?.postMessage(message);
  return port !== null;
}

async function reachHub(): Promise<void> {
  try {
    await ask({ to: "background", command: "prepare" });
    port = connect(PANEL_PORT);
    port.onMessage.addListener((message: ToPanel) => {
      isAlone.value = false;
      show(message.view);
    });
    port.onDisconnect.addListener(lostHub);
  } catch (error) {
    console.warn("candor: the offscreen document cannot be reached", error);
    lostHub();
  }
}

/** What the hub does not know yet is told to it again, and shown as the interviewer left it. */
function show(next: SessionView): void {
  if (next.pairing?.interview !== view.value.pairing?.interview) given.clear();
  for (const change of given.values()) {
    if (hasArrived(next, change)) given.delete(change.item);
    else say(change);
  }
  view.value = [...given.values()].reduce(withItemChange, next);
}

function lostHub(): void {
  port = null;
  isAlone.value = true;
  setTimeout(() => void reachHub(), RECONNECT_MS);
}

const actions: Actions = {
  async pair(typed) {
    const result = await pair(typed, fetch.bind(globalThis));
    if (!result.ok) return result;
    await saveInSession(PAIRING_KEY, result.pairing);
    await ask({ to: "background", command: "prepare" });
    void lookForTiles();
    return { ok: true };
  },
  forget() {
    void saveInSession(PAIRING_KEY, undefined);
    say({ kind: "forget" });
  },
  async look() {
    return (await ask({ to: "background", command: "look" })) as LookReply;
  },
  pick: (frame, id) => void say({ kind: "pick", frame, id }),
  unpick: () => void say({ kind: "unpick" }),
  point: () => void say({ kind: "point" }),
  shareTab: () => void say({ kind: "share_tab" }),
  start: () => void say({ kind: "start" }),
  end: () => void say({ kind: "end" }),
  answer: (warning, answer, note) => void say({ kind: "answer", warning, answer, note }),
  note: (order) => say(order),
  draft: (note) => void say({ kind: "draft", note }),
  check: (order) => void say(order),
  unseen: () => void say({ kind: "unseen" }),
  setKeys(next) {
    keys.value = next;
    void saveInSession(LETTERS_KEY, next);
  },
  item(change) {
    given.set(change.item, change);
    view.value = withItemChange(view.value, change);
    say(change);
  },
};

/** Until a tile is picked, and again when the page has lost it. */
async function lookForTiles(): Promise<void> {
  const { pairing, picked, phase } = view.value;
  if (!pairing || picked?.isPresent || phase === "ended") return;
  look.value = await actions.look();
}

/** Opened from the browser's own menu there was no toolbar click: the call is in the tab beside the panel. */
async function assumeCallTab(): Promise<void> {
  if ((await loadFromSession(CALL_TAB_KEY)) === undefined) await saveInSession(CALL_TAB_KEY, await activeTabId());
}

async function recallKeys(): Promise<void> {
  const kept = await loadFromSession<unknown>(LETTERS_KEY);
  if (isKeys(kept)) keys.value = kept;
}

document.documentElement.lang = language();
void recallKeys();
void assumeCallTab();
void reachHub();
setInterval(() => {
  nowMs.value = Date.now();
}, TICK_MS);
setInterval(() => void lookForTiles(), LOOK_EVERY_MS);

function App() {
  return (
    <Panel
      view={view.value}
      actions={actions}
      look={look.value}
      isAlone={isAlone.value}
      nowMs={nowMs.value}
      keys={keys.value}
    />
  );
}

render(<App />, document.getElementById("panel") as HTMLElement);
