/**
 * Names of what is kept in the browser's session memory.
 */
export const PAIRING_KEY = "pairing";
/** The tab on which the toolbar button was pressed: there is the call. */
export const CALL_TAB_KEY = "callTab";
/** Letters that the interviewer has chosen (shortcuts.ts). */
export const LETTERS_KEY = "letters";
/** Changes of the checklist that the server does not have yet. */
export const UNSAVED_KEY = "unsaved";
