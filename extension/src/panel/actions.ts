/**
 * What the interviewer can do in the panel. The entry point gives the real thing, a story or test gives its own.
 */
import type { LookReply } from "../messages";
import type { PairingFailure } from "../session/pairing";
import type { Keys } from "../session/shortcuts";
import type { CheckOrder, ItemChange, NoteOrder } from "../values";
import type { AnswerKind } from "../wire/messages.gen";

export type PairReply = { ok: true } | PairingFailure;

export interface Actions {
  pair(typed: string): Promise<PairReply>;
  forget(): void;
  look(): Promise<LookReply>;
  pick(frame: number, id: number): void;
  unpick(): void;
  /** Let the interviewer point at a picture on the call page. */
  point(): void;
  /** Take the pictures from the call's tab as a whole. */
  shareTab(): void;
  start(): void;
  end(): void;
  answer(warning: string, kind: AnswerKind, note: string): void;
  /** False: the rest of the extension is out of reach, and the words are to be kept in the form. */
  note(order: NoteOrder): boolean;
  /** Keep what is being written. */
  draft(note: NoteOrder): void;
  check(order: CheckOrder): void;
  /** The screen is shared, and the panel is not on it. */
  unseen(): void;
  item(change: ItemChange): void;
  /** Other letters for the shortcuts. */
  setKeys(keys: Keys): void;
}
