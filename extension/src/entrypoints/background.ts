/**
 * Service worker: opens the panel, makes the offscreen document, lets the content script into the call page. It holds no
 * media, no socket and no variable: it may be stopped at any moment and nothing is lost.
 */
import {
  ensureOffscreenDocument,
  injectContentScript,
  loadFromSession,
  onMessage,
  onToolbarClick,
  openSidePanel,
  saveInSession,
  senderPart,
  sendMessage,
} from "../browser";
import { isToBackground, type KeptChanges, type LookReply, type ToOffscreen } from "../messages";
import type { Part } from "../senders";
import { CALL_TAB_KEY, PAIRING_KEY, UNSAVED_KEY } from "../session/keys";
import type { Pairing } from "../values";

onToolbarClick((tab) => {
  // First, while the click still counts as the user's.
  void openSidePanel(tab.windowId);
  void saveInSession(CALL_TAB_KEY, tab.id);
});

const SENDERS = { prepare: "panel", look: "panel", keep: "offscreen" } satisfies Record<string, Part>;

onMessage((message, sender) => {
  if (!isToBackground(message) || senderPart(sender) !== SENDERS[message.command]) return undefined;
  if (message.command === "keep") return saveInSession(UNSAVED_KEY, message.kept ?? undefined);
  return message.command === "prepare" ? prepare() : look();
});

/** The offscreen document has no storage of its own: it is told the pairing each time a panel opens. */
async function prepare(): Promise<{ ok: true }> {
  await ensureOffscreenDocument();
  const pairing = (await loadFromSession<Pairing>(PAIRING_KEY)) ?? null;
  const kept = (await loadFromSession<KeptChanges>(UNSAVED_KEY)) ?? null;
  await sendMessage({ to: "offscreen", pairing, kept } satisfies ToOffscreen);
  return { ok: true };
}

async function look(): Promise<LookReply> {
  const tabId = await loadFromSession<number>(CALL_TAB_KEY);
  if (tabId === undefined) return { ok: false, reason: "no_tab" };
  try {
    await injectContentScript(tabId);
    return { ok: true };
  } catch (error) {
    console.warn("candor: the call page cannot be read", error);
    return { ok: false, reason: "closed_page" };
  }
}
