/**
 * What the parts of the checklist are given: the whole list, one row of it, and the opened card of a row.
 */
import type { changed, ItemState } from "../session/checklist";
import type { SessionView } from "../session/session_view";
import type { Shortcut } from "../session/shortcuts";
import type { ChecklistCard, ChecklistMessage, EarlierNote } from "../wire/messages.gen";
import type { Actions } from "./actions";

export interface ChecklistProps {
  view: SessionView;
  checklist: ChecklistMessage;
  actions: Actions;
  /** Nothing is being checked, so no movement can be drawn. */
  isPaused: boolean;
  /** Shows the call: a movement check runs there. */
  onCall: () => void;
}

/** What was asked for by a key. A step goes on from the item in hand; else that item is shown. */
export interface Ask {
  shortcut: Shortcut;
  isStep: boolean;
}

export interface RowProps extends ChecklistProps {
  card: ChecklistCard;
  state: ItemState;
  isOpen: boolean;
  onOpen: () => void;
  /** Goes on with the next item that is open. */
  onNext: () => void;
}

export type Changer = (part: Parameters<typeof changed>[2]) => void;

export interface CardProps extends RowProps {
  change: Changer;
  earlier: EarlierNote[];
}
