/**
 * Which letters do what in the panel, and other letters for them: always at hand at its bottom.
 */
import { type TextKey, text } from "../i18n";
import { type Keys, SHORTCUTS, withKey } from "../session/shortcuts";
import type { Actions } from "./actions";

export function KeyHelp({ keys, actions }: { keys: Keys; actions: Actions }) {
  return (
    <details class="who-sees">
      <summary>{text("keys_title")}</summary>
      <p>{text("keys_help")}</p>
      {SHORTCUTS.map((shortcut) => (
        <label class="key" key={shortcut}>
          <input
            type="text"
            size={1}
            autocomplete="off"
            spellcheck={false}
            value={keys[shortcut]}
            onFocus={(event) => event.currentTarget.select()}
            onInput={(event) => {
              const next = withKey(keys, shortcut, event.currentTarget.value);
              event.currentTarget.value = next[shortcut];
              actions.setKeys(next);
            }}
          />
          <span>{text(`keys_${shortcut}` satisfies TextKey)}</span>
        </label>
      ))}
    </details>
  );
}
