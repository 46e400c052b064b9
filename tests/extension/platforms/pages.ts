/** The saved page fragments, as documents. */
import { readFileSync } from "node:fs";
import { Window } from "happy-dom";

export interface Page {
  root: Document;
  /** The element that plays this; `at` counts where it is played more than once. */
  plays(what: string, at?: number): Element;
}

export function savedPage(name: string): Page {
  const html = readFileSync(new URL(`fragments/${name}.html`, import.meta.url), "utf8");
  const window = new Window({ settings: { disableJavaScriptFileLoading: true } });
  window.document.body.innerHTML = html;
  const root = window.document as unknown as Document;
  return {
    root,
    plays(what, at = 0) {
      const element = root.querySelectorAll(`[data-plays="${what}"]`)[at];
      if (!element) throw new Error(`${name}.html plays no ${what}`);
      return element;
    },
  };
}
