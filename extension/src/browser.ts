/**
 * The only file that knows the browser's extension API. Everything else gets plain functions and values from here.
 *
 * __BROWSER__ is a constant of the build, so that neither browser is shipped what only the other one has.
 */

import { type Part, partOf } from "./senders";

export type Port = chrome.runtime.Port;
export type Sender = chrome.runtime.MessageSender;

/** True while this script belongs to the installed extension; false after an update or removal left it orphaned. */
export function isAlive(): boolean {
  return chrome.runtime?.id !== undefined;
}

/** The extension's own origin, as pages and streams know it. */
export function ownOrigin(): string {
  return new URL(chrome.runtime.getURL("")).origin;
}

export function connect(name: string): Port {
  return chrome.runtime.connect(undefined, { name });
}

export function onConnect(listener: (port: Port) => void): void {
  chrome.runtime.onConnect.addListener(listener);
}

export function sendMessage(message: unknown): Promise<unknown> {
  return chrome.runtime.sendMessage(message);
}

/** Listen for one-time messages. The listener answers with a promise, or with undefined when a message is not its own. */
export function onMessage(listener: (message: unknown, sender: Sender) => Promise<unknown> | undefined): void {
  chrome.runtime.onMessage.addListener((message, sender, reply) => {
    const answer = listener(message, sender);
    if (!answer) return;
    answer.then(reply, (error: unknown) => reply({ failed: String(error) }));
    return true;
  });
}

/** Which part of this extension a message comes from; null: none that we know. */
export function senderPart(sender: Sender | undefined): Part | null {
  return partOf(sender, { id: chrome.runtime.id, root: chrome.runtime.getURL("") });
}

/** Memory of this browser session: never on disk, not readable by content scripts, gone when the browser closes. */
export async function loadFromSession<T>(key: string): Promise<T | undefined> {
  return (await chrome.storage.session.get(key))[key] as T | undefined;
}

export async function saveInSession(key: string, value: unknown): Promise<void> {
  if (value === undefined) await chrome.storage.session.remove(key);
  else await chrome.storage.session.set({ [key]: value });
}

export function onToolbarClick(listener: (tab: { id: number; windowId: number }) => void): void {
  chrome.action.onClicked.addListener((tab) => {
    if (tab.id !== undefined) listener({ id: tab.id, windowId: tab.windowId });
  });
}

/** Open the side panel (Firefox: the sidebar); allowed only while a click of the user is being handled. */
export function openSidePanel(windowId: number): Promise<void> {
  return __BROWSER__ === "firefox" ? sidebar().open() : chrome.sidePanel.open({ windowId });
}

function sidebar(): { open(): Promise<void> } {
  return (chrome as unknown as { sidebarAction: { open(): Promise<void> } }).sidebarAction;
}

export async function activeTabId(): Promise<number | undefined> {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
}

/** Run the content script in every frame of a tab that we may read. Throws when the page is closed to us. */
export async function injectContentScript(tabId: number): Promise<void> {
  await chrome.scripting.executeScript({ target: { tabId, allFrames: true }, files: ["content.js"] });
}

const OFFSCREEN_PAGE = "offscreen.html";

/** Make sure that the one offscreen document exists; in Firefox it is a frame of the background page. */
export async function ensureOffscreenDocument(): Promise<void> {
  if (__BROWSER__ === "firefox") return ensureFrame();
  const contexts = await chrome.runtime.getContexts({ contextTypes: ["OFFSCREEN_DOCUMENT"] });
  if (contexts.length > 0) return;
  try {
    await chrome.offscreen.createDocument({
      url: OFFSCREEN_PAGE,
      reasons: ["WORKERS", "DISPLAY_MEDIA"],
      justification:
        "Encodes the picked video tile in a worker, holds the connection to your own Candor server, and reads the call's tab when you share it.",
    });
  } catch (error) {
    // Two callers at once: the second finds the document that the first has just made.
    if (!String(error).includes("single offscreen")) throw error;
  }
}

/** Firefox stops a background page that calls nothing for 30 s; an offscreen document of Chromium stays, too. */
const STAY_EVERY_MS = 10_000;
let frame: Promise<void> | null = null;

function ensureFrame(): Promise<void> {
  frame ??= new Promise((resolve) => {
    const element = document.createElement("iframe");
    element.addEventListener("load", () => resolve());
    element.src = OFFSCREEN_PAGE;
    document.body.append(element);
    setInterval(() => void chrome.runtime.getPlatformInfo(), STAY_EVERY_MS);
  });
  return frame;
}

/** The shadow root of an element, closed ones too: only extensions may look into those. Firefox has a property for it. */
export function shadowRootOf(element: HTMLElement): ShadowRoot | null {
  if (__BROWSER__ === "firefox") return (element as FirefoxElement).openOrClosedShadowRoot;
  return chrome.dom.openOrClosedShadowRoot(element) as unknown as ShadowRoot | null;
}

interface FirefoxElement extends HTMLElement {
  openOrClosedShadowRoot: ShadowRoot | null;
}
