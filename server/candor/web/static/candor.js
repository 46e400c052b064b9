// Small conveniences of the pages: copy buttons, the countdown of a pairing code, the live view.
// Everything works without this file, except that the live view must then be reloaded by hand.
"use strict";

const REFRESH_MS = 1000;
const LOST_AFTER_FAILURES = 3;

function enableCopying() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const label = button.querySelector("span");
    const words = label.textContent;
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(source.textContent.trim());
        label.textContent = button.dataset.copied;
      } catch {
        getSelection().selectAllChildren(source); // no permission: select it, so that Ctrl+C does it
      }
      setTimeout(() => { label.textContent = words; }, 2000);
    });
  }
}

function countDown() {
  const box = document.querySelector("[data-expires]");
  if (!box) return;
  const line = box.querySelector("[data-countdown]");
  const expiresAt = Date.parse(box.dataset.expires);
  const show = () => {
    const minutes = Math.ceil((expiresAt - Date.now()) / 60000);
    line.textContent = minutes > 0 ? line.dataset.left.replace("{minutes}", minutes) : line.dataset.over;
    box.classList.toggle("is-over", minutes <= 0);
  };
  show();
  setInterval(show, 5000);
}

// The server sends the same parts that it rendered into the page; a part is swapped only when its version differs,
// so that an opened explanation stays open and a screen reader is not told the same thing twice.
function swapParts(live, text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").body;
  for (const part of fresh.querySelectorAll("[data-part]")) {
    const shown = live.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`);
    if (!shown) {
      live.querySelector('[data-list="warnings"]').prepend(document.importNode(part, true));
    } else if (shown.dataset.version !== part.dataset.version && !shown.contains(document.activeElement)) {
      shown.replaceWith(document.importNode(part, true));
    } else {
      continue;
    }
    if (part.dataset.announce) document.getElementById("announcer").textContent = part.dataset.announce;
  }
}

function keepLive() {
  const live = document.querySelector("[data-refresh]");
  if (!live) return;
  let failures = 0;
  const refresh = async () => {
    try {
      const answer = await fetch(live.dataset.refresh, { redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      swapParts(live, await answer.text());
      failures = 0;
      if (live.querySelector(".protection-ended")) return location.reload();
    } catch {
      failures += 1;
    }
    document.getElementById("lost").hidden = failures < LOST_AFTER_FAILURES;
    setTimeout(refresh, REFRESH_MS);
  };
  setTimeout(refresh, REFRESH_MS);
}

// A time zone that is not chosen yet is the one of this computer.
function fillTimeZone() {
  for (const input of document.querySelectorAll("[data-time-zone]")) {
    if (!input.value) input.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
}

// A list is walked with j and k; / goes to the search; ? tells the keys. Enter opens, because the row's link has the focus.
function enableKeys() {
  const walk = (step) => {
    const links = [...document.querySelectorAll("[data-rows] .row-main a")];
    const at = links.indexOf(document.activeElement);
    links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
  };
  const search = document.querySelector('[data-key="/"]');
  const help = document.querySelector('[data-key="?"]');
  const keys = { j: () => walk(1), k: () => walk(-1), "/": () => search?.focus(), "?": () => help?.click() };
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
    if (event.key === "?") help?.scrollIntoView({ block: "nearest" });
  });
}

enableCopying();
fillTimeZone();
enableKeys();
countDown();
keepLive();
