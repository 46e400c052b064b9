/**
 * Shows one story: index.html?story=red&lang=id. Built by `node build.mjs --stories`; never part of the extension.
 */
import { render } from "preact";
import { setLanguage } from "../src/i18n";
import type { Actions } from "../src/panel/actions";
import { Panel } from "../src/panel/panel";
import { FIRST_KEYS } from "../src/session/shortcuts";
import { NOW_MS } from "./pieces";
import { LANGUAGE } from "./said";
import { STORIES } from "./stories";

const query = new URLSearchParams(location.search);
const story = STORIES[query.get("story") ?? ""] ?? STORIES.running;

const nothing = () => undefined;
const actions: Actions = {
  pair: async () => ({
    ok: false,
    problem: "extension_too_old",
    detail: "",
    downloadUrl: "http://127.0.0.1:8700/extension",
  }),
  forget: nothing,
  look: async () => ({ ok: true }),
  pick: nothing,
  unpick: nothing,
  point: nothing,
  shareTab: nothing,
  start: nothing,
  end: nothing,
  answer: nothing,
  note: () => true,
  draft: nothing,
  check: nothing,
  unseen: nothing,
  item: nothing,
  setKeys: nothing,
};

setLanguage(LANGUAGE);
document.documentElement.lang = LANGUAGE;
document.documentElement.dataset.stories = Object.keys(STORIES).join(" ");
if (story) {
  render(
    <Panel
      view={story.view}
      actions={actions}
      look={story.look ?? null}
      isAlone={story.isAlone ?? false}
      nowMs={NOW_MS}
      keys={FIRST_KEYS}
      firstTab={story.tab ?? "call"}
    />,
    document.getElementById("panel") as HTMLElement,
  );
}
