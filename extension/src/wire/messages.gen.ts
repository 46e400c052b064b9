// Generated from server/candor/wire/messages.py by `python -m candor.wire.schema`. Do not edit.

export const VERSION = 1;
export const SUBPROTOCOL = "candor.v1";
export const TOKEN_SUBPROTOCOL_PREFIX = "candor.token.";
export const CLOSE_UPS = "close_up";
export const MAX_TEXT_BYTES = 16384;
export const MAX_BINARY_BYTES = 2097152;
export const MAX_NOTE_CHARS = 2000;
export const MAX_ANSWER_CHARS = 500;
export const FRAME_HEADER_BYTES = 28;
export const MAX_SIDE_PX = 16384;
export const MAX_OPUS_BYTES = 65536;
export const MAX_CLOSE_UP_BYTES = 131072;
export const MAX_CLOSE_UP_PX = 640;

export const QUESTION_VALUES = [
  "identity",
  "live_person",
  "genuine",
  "continuity",
] as const;
export type Question = (typeof QUESTION_VALUES)[number];

export const STATE_VALUES = [
  "cant_tell",
  "checking",
  "no_concern",
  "please_check",
  "pause_and_verify",
] as const;
export type State = (typeof STATE_VALUES)[number];

export const SEVERITY_VALUES = [
  "amber",
  "red",
] as const;
export type Severity = (typeof SEVERITY_VALUES)[number];

export const SOUND_CODEC_VALUES = [
  "opus",
  "pcm",
] as const;
export type SoundCodec = (typeof SOUND_CODEC_VALUES)[number];

export const SOUND_HEARD_VALUES = [
  "none",
  "silent",
  "speech",
] as const;
export type SoundHeard = (typeof SOUND_HEARD_VALUES)[number];

export const VIDEO_CODEC_VALUES = [
  "jpeg",
  "vp8",
] as const;
export type VideoCodec = (typeof VIDEO_CODEC_VALUES)[number];

export const CHECK_KIND_VALUES = [
  "turn_head",
  "look_up",
  "lean_in",
  "hand_over_face",
  "press_cheek",
  "cover_eye",
  "say_digits",
] as const;
export type CheckKind = (typeof CHECK_KIND_VALUES)[number];

export const CHECK_PHASE_VALUES = [
  "running",
  "ask_interviewer",
  "done",
  "not_seen",
  "cant_tell",
  "skipped",
] as const;
export type CheckPhase = (typeof CHECK_PHASE_VALUES)[number];

export const SIDE_VALUES = [
  "left",
  "right",
  "",
] as const;
export type Side = (typeof SIDE_VALUES)[number];

export const SECTION_VALUES = [
  "identity",
  "place",
  "experience",
  "process",
  "closing",
] as const;
export type Section = (typeof SECTION_VALUES)[number];

export const ITEM_KIND_VALUES = [
  "question",
  "check",
  "verify",
] as const;
export type ItemKind = (typeof ITEM_KIND_VALUES)[number];

export const MARK_VALUES = [
  "open",
  "asked",
  "skipped",
] as const;
export type Mark = (typeof MARK_VALUES)[number];

export const SKIP_REASON_VALUES = [
  "no_time",
  "not_for_this_role",
  "another_way",
  "known_already",
  "other",
] as const;
export type SkipReason = (typeof SKIP_REASON_VALUES)[number];

export const ESCALATION_PHASE_VALUES = [
  "open",
  "taken",
  "closed",
] as const;
export type EscalationPhase = (typeof ESCALATION_PHASE_VALUES)[number];

export const CLOSE_REASON_VALUES = [
  "explained",
  "checked",
  "follow_up",
  "stopped",
] as const;
export type CloseReason = (typeof CLOSE_REASON_VALUES)[number];

export const ERROR_CODE_VALUES = [
  "bad_message",
  "bad_frame",
  "too_large",
  "too_fast",
  "out_of_credit",
  "out_of_order",
  "bad_version",
  "not_allowed",
  "replaced",
  "ended",
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODE_VALUES)[number];

export const NOTICE_CODE_VALUES = [
  "no_consent",
  "no_reference",
  "analysis_restarted",
  "analysis_behind",
  "unreadable_frames",
  "analysis_stopped",
  "no_check_left",
  "no_note_left",
] as const;
export type NoticeCode = (typeof NOTICE_CODE_VALUES)[number];

export const ANSWER_KIND_VALUES = [
  "explained",
  "later",
  "note",
  "escalate",
] as const;
export type AnswerKind = (typeof ANSWER_KIND_VALUES)[number];

/** What the server accepts from this client. */
export interface Limits {
  readonly max_frame_bytes: number;
  readonly max_frame_px: number;
  readonly target_fps: number;
  readonly sound_hz?: number;
  readonly sound_codecs?: readonly SoundCodec[];
  readonly kbit_s?: number;
  readonly codec?: VideoCodec;
}

/** One of the four status lines. */
export interface QuestionStatus {
  readonly question: Question;
  readonly state: State;
  readonly reason: string;
  readonly text: string;
}

/** A state in which a question was seen without a pause. */
export interface PastState {
  readonly question: Question;
  readonly state: State;
  readonly from_s: number;
  readonly until_s: number;
}

/** A note as it is kept. */
export interface Note {
  readonly id: string;
  readonly at_s: number;
  readonly text: string;
  readonly by: string;
}

/** One item of the checklist, in the language of the hello. */
export interface ChecklistCard {
  readonly id: string;
  readonly section: Section;
  readonly kind: ItemKind;
  readonly title: string;
  readonly say: string;
  readonly follow_ups: readonly string[];
  readonly hint: string;
  readonly anchors: readonly string[];
  readonly movement: boolean;
  readonly extra: boolean;
}

/** What is on record of an item. */
export interface NotedItem {
  readonly item: string;
  readonly change: string;
  readonly mark: Mark;
  readonly at_s: number | null;
  readonly text: string;
  readonly rating: number | null;
  readonly reason: SkipReason | null;
  readonly by: string;
}

/** What an earlier round of the same candidate has of an item whose template asks to compare. */
export interface EarlierNote {
  readonly round: string;
  readonly on: string;
  readonly noted: NotedItem;
}

/** Whom the house has named for escalated warnings, in the language of the hello. */
export interface ToldContact {
  readonly name: string;
  readonly reach: string;
  readonly within_min: number;
  readonly meanwhile: string;
}

/** How an escalation stands. */
export interface HeldEscalation {
  readonly number: number;
  readonly warning: string;
  readonly phase: EscalationPhase;
  readonly by: string;
  readonly reason: CloseReason | null;
  readonly words: string;
}

/** The first page of the report, in the language of the hello. No score of anybody. */
export interface Summary {
  readonly state: State;
  readonly headline: string;
  readonly duration_s: number;
  readonly lines: readonly SummaryLine[];
  readonly warnings: readonly SummaryWarning[];
  readonly checks: readonly SummaryCheck[];
  readonly checklist: string;
  readonly next_steps: readonly string[];
}

/** One of the four questions over the whole interview. */
export interface SummaryLine {
  readonly question: Question;
  readonly state: State;
  readonly text: string;
}

/** A warning in one line. */
export interface SummaryWarning {
  readonly at_s: number;
  readonly severity: Severity;
  readonly title: string;
  readonly answer: AnswerKind | null;
}

/** A movement check in one line. */
export interface SummaryCheck {
  readonly at_s: number;
  readonly phase: CheckPhase;
  readonly title: string;
}

/** First message of a connection. */
export interface Hello {
  readonly type: "hello";
  readonly version: number;
  readonly client: string;
  readonly last_event: number;
  readonly language?: string;
  readonly codecs?: readonly string[];
}

/** The interviewer picked, or the page re-created, the candidate's tile. */
export interface Tile {
  readonly type: "tile";
  readonly width: number;
  readonly height: number;
  readonly platform: string;
  readonly name?: string | null;
}

/** The interviewer's answer to a warning card. */
export interface Answer {
  readonly type: "answer";
  readonly warning: string;
  readonly kind: AnswerKind;
  readonly note?: string;
}

/** A note of the interviewer, new or changed: same `id`, newer text. No text: it is removed. */
export interface NoteWrite {
  readonly type: "note_write";
  readonly id: string;
  readonly at_s: number;
  readonly text: string;
}

/** The interviewer asks for a movement check. One that runs is skipped, which is neutral. */
export interface CheckStart {
  readonly type: "check_start";
  readonly kind?: CheckKind | null;
  readonly cannot?: readonly CheckKind[];
}

/** The interviewer skips a check, which is neutral. */
export interface CheckSkip {
  readonly type: "check_skip";
  readonly id: string;
}

/** What the interviewer saw or heard of a check, such as digits said as asked. */
export interface CheckConfirm {
  readonly type: "check_confirm";
  readonly id: string;
  readonly seen: boolean;
}

/** What the interviewer notes of an item of the checklist, whole: what is not said any more is gone. */
export interface ItemAnswer {
  readonly type: "item_answer";
  readonly change: string;
  readonly item: string;
  readonly mark: Mark;
  readonly text?: string;
  readonly rating?: number | null;
  readonly reason?: SkipReason | null;
  readonly age_s?: number;
}

/** The interviewer pressed End. */
export interface End {
  readonly type: "end";
}

/** The connection is up. `credit` frames may be sent. */
export interface Welcome {
  readonly type: "welcome";
  readonly interview: string;
  readonly candidate: string;
  readonly credit: number;
  readonly limits: Limits;
  readonly resumed: boolean;
}

/** `frames` more frames may be sent. */
export interface Credit {
  readonly type: "credit";
  readonly frames: number;
}

/** The video cannot be read on: the next picture must stand for itself. */
export interface Keyframe {
  readonly type: "keyframe";
}

/** A still of this part of the tile is wanted, from the picture as the call page has it: only told to a client that said that it can. The newest replaces those before it. Shares of the tile's width and height, from the upper left. */
export interface CloseUpWanted {
  readonly type: "close_up_wanted";
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** All four questions, at most twice a second and at once when a state changes. */
export interface StateMessage {
  readonly type: "state";
  readonly event: number;
  readonly at_s: number;
  readonly questions: readonly QuestionStatus[];
  readonly faces: number;
  readonly fps: number;
  readonly dropped: number;
  readonly sound?: SoundHeard;
  readonly sound_lost_s?: number;
}

/** In which state each question was so far. Told after a welcome, when there is anything: the newest part of it. */
export interface TrendMessage {
  readonly type: "trend";
  readonly stretches: readonly PastState[];
}

/** A warning card, raised or updated: same `id`, newer content. */
export interface WarningMessage {
  readonly type: "warning";
  readonly event: number;
  readonly id: string;
  readonly question: Question;
  readonly severity: Severity;
  readonly code: string;
  readonly at_s: number;
  readonly until_s: number | null;
  readonly title: string;
  readonly detail: string;
  readonly harmless: readonly string[];
  readonly next_step: string;
  readonly say: string;
  readonly evidence_jpeg_base64: string | null;
  readonly answer?: AnswerKind | null;
}

/** A movement check, begun or changed: same `id`, newer content. After a welcome the checks so far are told again, with pictures of the newest alone. */
export interface CheckMessage {
  readonly type: "check";
  readonly id: string;
  readonly kind: CheckKind;
  readonly side: Side;
  readonly phase: CheckPhase;
  readonly at_s: number;
  readonly until_s: number | null;
  readonly deadline_s: number;
  readonly left_s: number;
  readonly title: string;
  readonly say: string;
  readonly look: string;
  readonly digits: string | null;
  readonly result: string;
  readonly confirmed: boolean | null;
  readonly alternatives: readonly CheckKind[];
  readonly evidence_jpeg_base64: string | null;
}

/** The notes that are new or changed: written down. All of them after a welcome, when there are any. */
export interface NotesMessage {
  readonly type: "notes";
  readonly notes: readonly Note[];
}

/** The checklist of this interview with all that is on record. Told after every welcome. */
export interface ChecklistMessage {
  readonly type: "checklist";
  readonly template: string;
  readonly version: number;
  readonly title: string;
  readonly items: readonly ChecklistCard[];
  readonly noted: readonly NotedItem[];
  readonly earlier: readonly EarlierNote[];
}

/** A change of an item is on record, or was before. */
export interface ItemSaved {
  readonly type: "item_saved";
  readonly noted: NotedItem;
}

/** Whom to tell about an escalated warning, and how each escalation stands. Told after every welcome, and whole upon every change. */
export interface EscalationsMessage {
  readonly type: "escalations";
  readonly contact: ToldContact | null;
  readonly held: readonly HeldEscalation[];
}

/** A line for the panel that is no finding about anybody. */
export interface Notice {
  readonly type: "notice";
  readonly event: number;
  readonly code: NoticeCode;
  readonly text: string;
}

/** The interview is over and stored. */
export interface Ended {
  readonly type: "ended";
  readonly report_url: string;
  readonly summary?: Summary | null;
}

/** The connection is about to be closed by the server. */
export interface Error {
  readonly type: "error";
  readonly code: ErrorCode;
  readonly text: string;
}

export type ClientMessage =
  | Hello
  | Tile
  | Answer
  | NoteWrite
  | CheckStart
  | CheckSkip
  | CheckConfirm
  | ItemAnswer
  | End;

export type ServerMessage =
  | Welcome
  | Credit
  | Keyframe
  | CloseUpWanted
  | StateMessage
  | TrendMessage
  | WarningMessage
  | CheckMessage
  | NotesMessage
  | ChecklistMessage
  | ItemSaved
  | EscalationsMessage
  | Notice
  | Ended
  | Error;

/** What a field may hold; played by validate.ts. */
export type Shape =
  | { readonly kind: "string"; readonly max?: number }
  | { readonly kind: "integer" | "number"; readonly min?: number; readonly max?: number }
  | { readonly kind: "boolean" | "null" }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "array"; readonly of: Shape }
  | { readonly kind: "either"; readonly of: readonly Shape[] }
  | ObjectShape;

export interface ObjectShape {
  readonly kind: "object";
  readonly required: readonly string[];
  readonly fields: Readonly<Record<string, Shape>>;
}

export const CLIENT_SHAPES: Readonly<Record<string, Shape>> = {
  hello: {"kind": "object", "required": ["type", "version", "client", "last_event"], "fields": {"type": {"kind": "enum", "values": ["hello"]}, "version": {"kind": "integer"}, "client": {"kind": "string", "max": 200}, "last_event": {"kind": "integer", "min": 0, "max": 2147483647}, "language": {"kind": "string", "max": 10}, "codecs": {"kind": "array", "of": {"kind": "string", "max": 40}}}},
  tile: {"kind": "object", "required": ["type", "width", "height", "platform"], "fields": {"type": {"kind": "enum", "values": ["tile"]}, "width": {"kind": "integer", "min": 1, "max": 16384}, "height": {"kind": "integer", "min": 1, "max": 16384}, "platform": {"kind": "string", "max": 200}, "name": {"kind": "either", "of": [{"kind": "string", "max": 200}, {"kind": "null"}]}}},
  answer: {"kind": "object", "required": ["type", "warning", "kind"], "fields": {"type": {"kind": "enum", "values": ["answer"]}, "warning": {"kind": "string", "max": 200}, "kind": {"kind": "enum", "values": ["explained", "later", "note", "escalate"]}, "note": {"kind": "string", "max": 2000}}},
  note_write: {"kind": "object", "required": ["type", "id", "at_s", "text"], "fields": {"type": {"kind": "enum", "values": ["note_write"]}, "id": {"kind": "string", "max": 40}, "at_s": {"kind": "number", "min": 0, "max": 10000000000.0}, "text": {"kind": "string", "max": 2000}}},
  check_start: {"kind": "object", "required": ["type"], "fields": {"type": {"kind": "enum", "values": ["check_start"]}, "kind": {"kind": "either", "of": [{"kind": "enum", "values": ["turn_head", "look_up", "lean_in", "hand_over_face", "press_cheek", "cover_eye", "say_digits"]}, {"kind": "null"}]}, "cannot": {"kind": "array", "of": {"kind": "enum", "values": ["turn_head", "look_up", "lean_in", "hand_over_face", "press_cheek", "cover_eye", "say_digits"]}}}},
  check_skip: {"kind": "object", "required": ["type", "id"], "fields": {"type": {"kind": "enum", "values": ["check_skip"]}, "id": {"kind": "string", "max": 200}}},
  check_confirm: {"kind": "object", "required": ["type", "id", "seen"], "fields": {"type": {"kind": "enum", "values": ["check_confirm"]}, "id": {"kind": "string", "max": 200}, "seen": {"kind": "boolean"}}},
  item_answer: {"kind": "object", "required": ["type", "change", "item", "mark"], "fields": {"type": {"kind": "enum", "values": ["item_answer"]}, "change": {"kind": "string", "max": 40}, "item": {"kind": "string", "max": 40}, "mark": {"kind": "enum", "values": ["open", "asked", "skipped"]}, "text": {"kind": "string", "max": 500}, "rating": {"kind": "either", "of": [{"kind": "integer", "min": 1, "max": 5}, {"kind": "null"}]}, "reason": {"kind": "either", "of": [{"kind": "enum", "values": ["no_time", "not_for_this_role", "another_way", "known_already", "other"]}, {"kind": "null"}]}, "age_s": {"kind": "number", "min": 0, "max": 86400}}},
  end: {"kind": "object", "required": ["type"], "fields": {"type": {"kind": "enum", "values": ["end"]}}},
};

export const SERVER_SHAPES: Readonly<Record<string, Shape>> = {
  welcome: {"kind": "object", "required": ["type", "interview", "candidate", "credit", "limits", "resumed"], "fields": {"type": {"kind": "enum", "values": ["welcome"]}, "interview": {"kind": "string", "max": 200}, "candidate": {"kind": "string", "max": 200}, "credit": {"kind": "integer", "min": 0, "max": 2147483647}, "limits": {"kind": "object", "required": ["max_frame_bytes", "max_frame_px", "target_fps"], "fields": {"max_frame_bytes": {"kind": "integer", "min": 0, "max": 2147483647}, "max_frame_px": {"kind": "integer", "min": 0, "max": 2147483647}, "target_fps": {"kind": "number"}, "sound_hz": {"kind": "integer", "min": 0, "max": 2147483647}, "sound_codecs": {"kind": "array", "of": {"kind": "enum", "values": ["opus", "pcm"]}}, "kbit_s": {"kind": "integer", "min": 0, "max": 2147483647}, "codec": {"kind": "enum", "values": ["jpeg", "vp8"]}}}, "resumed": {"kind": "boolean"}}},
  credit: {"kind": "object", "required": ["type", "frames"], "fields": {"type": {"kind": "enum", "values": ["credit"]}, "frames": {"kind": "integer", "min": 0, "max": 2147483647}}},
  keyframe: {"kind": "object", "required": ["type"], "fields": {"type": {"kind": "enum", "values": ["keyframe"]}}},
  close_up_wanted: {"kind": "object", "required": ["type", "id", "x", "y", "width", "height"], "fields": {"type": {"kind": "enum", "values": ["close_up_wanted"]}, "id": {"kind": "integer", "min": 0, "max": 2147483647}, "x": {"kind": "number", "min": 0, "max": 1}, "y": {"kind": "number", "min": 0, "max": 1}, "width": {"kind": "number", "min": 0, "max": 1}, "height": {"kind": "number", "min": 0, "max": 1}}},
  state: {"kind": "object", "required": ["type", "event", "at_s", "questions", "faces", "fps", "dropped"], "fields": {"type": {"kind": "enum", "values": ["state"]}, "event": {"kind": "integer", "min": 0, "max": 2147483647}, "at_s": {"kind": "number", "min": 0, "max": 10000000000.0}, "questions": {"kind": "array", "of": {"kind": "object", "required": ["question", "state", "reason", "text"], "fields": {"question": {"kind": "enum", "values": ["identity", "live_person", "genuine", "continuity"]}, "state": {"kind": "enum", "values": ["cant_tell", "checking", "no_concern", "please_check", "pause_and_verify"]}, "reason": {"kind": "string", "max": 200}, "text": {"kind": "string", "max": 200}}}}, "faces": {"kind": "integer", "min": 0, "max": 2147483647}, "fps": {"kind": "number"}, "dropped": {"kind": "integer", "min": 0, "max": 2147483647}, "sound": {"kind": "enum", "values": ["none", "silent", "speech"]}, "sound_lost_s": {"kind": "number", "min": 0, "max": 10000000000.0}}},
  trend: {"kind": "object", "required": ["type", "stretches"], "fields": {"type": {"kind": "enum", "values": ["trend"]}, "stretches": {"kind": "array", "of": {"kind": "object", "required": ["question", "state", "from_s", "until_s"], "fields": {"question": {"kind": "enum", "values": ["identity", "live_person", "genuine", "continuity"]}, "state": {"kind": "enum", "values": ["cant_tell", "checking", "no_concern", "please_check", "pause_and_verify"]}, "from_s": {"kind": "number", "min": 0, "max": 10000000000.0}, "until_s": {"kind": "number", "min": 0, "max": 10000000000.0}}}}}},
  warning: {"kind": "object", "required": ["type", "event", "id", "question", "severity", "code", "at_s", "until_s", "title", "detail", "harmless", "next_step", "say", "evidence_jpeg_base64"], "fields": {"type": {"kind": "enum", "values": ["warning"]}, "event": {"kind": "integer", "min": 0, "max": 2147483647}, "id": {"kind": "string", "max": 200}, "question": {"kind": "enum", "values": ["identity", "live_person", "genuine", "continuity"]}, "severity": {"kind": "enum", "values": ["amber", "red"]}, "code": {"kind": "string", "max": 200}, "at_s": {"kind": "number", "min": 0, "max": 10000000000.0}, "until_s": {"kind": "either", "of": [{"kind": "number", "min": 0, "max": 10000000000.0}, {"kind": "null"}]}, "title": {"kind": "string", "max": 2000}, "detail": {"kind": "string", "max": 2000}, "harmless": {"kind": "array", "of": {"kind": "string", "max": 2000}}, "next_step": {"kind": "string", "max": 2000}, "say": {"kind": "string", "max": 2000}, "evidence_jpeg_base64": {"kind": "either", "of": [{"kind": "string"}, {"kind": "null"}]}, "answer": {"kind": "either", "of": [{"kind": "enum", "values": ["explained", "later", "note", "escalate"]}, {"kind": "null"}]}}},
  check: {"kind": "object", "required": ["type", "id", "kind", "side", "phase", "at_s", "until_s", "deadline_s", "left_s", "title", "say", "look", "digits", "result", "confirmed", "alternatives", "evidence_jpeg_base64"], "fields": {"type": {"kind": "enum", "values": ["check"]}, "id": {"kind": "string", "max": 200}, "kind": {"kind": "enum", "values": ["turn_head", "look_up", "lean_in", "hand_over_face", "press_cheek", "cover_eye", "say_digits"]}, "side": {"kind": "enum", "values": ["left", "right", ""]}, "phase": {"kind": "enum", "values": ["running", "ask_interviewer", "done", "not_seen", "cant_tell", "skipped"]}, "at_s": {"kind": "number", "min": 0, "max": 10000000000.0}, "until_s": {"kind": "either", "of": [{"kind": "number", "min": 0, "max": 10000000000.0}, {"kind": "null"}]}, "deadline_s": {"kind": "number", "min": 0, "max": 10000000000.0}, "left_s": {"kind": "number", "min": 0, "max": 10000000000.0}, "title": {"kind": "string", "max": 2000}, "say": {"kind": "string", "max": 2000}, "look": {"kind": "string", "max": 2000}, "digits": {"kind": "either", "of": [{"kind": "string", "max": 200}, {"kind": "null"}]}, "result": {"kind": "string", "max": 2000}, "confirmed": {"kind": "either", "of": [{"kind": "boolean"}, {"kind": "null"}]}, "alternatives": {"kind": "array", "of": {"kind": "enum", "values": ["turn_head", "look_up", "lean_in", "hand_over_face", "press_cheek", "cover_eye", "say_digits"]}}, "evidence_jpeg_base64": {"kind": "either", "of": [{"kind": "string"}, {"kind": "null"}]}}},
  notes: {"kind": "object", "required": ["type", "notes"], "fields": {"type": {"kind": "enum", "values": ["notes"]}, "notes": {"kind": "array", "of": {"kind": "object", "required": ["id", "at_s", "text", "by"], "fields": {"id": {"kind": "string", "max": 40}, "at_s": {"kind": "number", "min": 0, "max": 10000000000.0}, "text": {"kind": "string", "max": 2000}, "by": {"kind": "string", "max": 200}}}}}},
  checklist: {"kind": "object", "required": ["type", "template", "version", "title", "items", "noted", "earlier"], "fields": {"type": {"kind": "enum", "values": ["checklist"]}, "template": {"kind": "string", "max": 200}, "version": {"kind": "integer", "min": 0, "max": 2147483647}, "title": {"kind": "string", "max": 200}, "items": {"kind": "array", "of": {"kind": "object", "required": ["id", "section", "kind", "title", "say", "follow_ups", "hint", "anchors", "movement", "extra"], "fields": {"id": {"kind": "string", "max": 40}, "section": {"kind": "enum", "values": ["identity", "place", "experience", "process", "closing"]}, "kind": {"kind": "enum", "values": ["question", "check", "verify"]}, "title": {"kind": "string", "max": 200}, "say": {"kind": "string", "max": 2000}, "follow_ups": {"kind": "array", "of": {"kind": "string", "max": 2000}}, "hint": {"kind": "string", "max": 2000}, "anchors": {"kind": "array", "of": {"kind": "string", "max": 2000}}, "movement": {"kind": "boolean"}, "extra": {"kind": "boolean"}}}}, "noted": {"kind": "array", "of": {"kind": "object", "required": ["item", "change", "mark", "at_s", "text", "rating", "reason", "by"], "fields": {"item": {"kind": "string", "max": 40}, "change": {"kind": "string", "max": 40}, "mark": {"kind": "enum", "values": ["open", "asked", "skipped"]}, "at_s": {"kind": "either", "of": [{"kind": "number", "min": 0, "max": 10000000000.0}, {"kind": "null"}]}, "text": {"kind": "string", "max": 500}, "rating": {"kind": "either", "of": [{"kind": "integer", "min": 1, "max": 5}, {"kind": "null"}]}, "reason": {"kind": "either", "of": [{"kind": "enum", "values": ["no_time", "not_for_this_role", "another_way", "known_already", "other"]}, {"kind": "null"}]}, "by": {"kind": "string", "max": 200}}}}, "earlier": {"kind": "array", "of": {"kind": "object", "required": ["round", "on", "noted"], "fields": {"round": {"kind": "string", "max": 200}, "on": {"kind": "string", "max": 200}, "noted": {"kind": "object", "required": ["item", "change", "mark", "at_s", "text", "rating", "reason", "by"], "fields": {"item": {"kind": "string", "max": 40}, "change": {"kind": "string", "max": 40}, "mark": {"kind": "enum", "values": ["open", "asked", "skipped"]}, "at_s": {"kind": "either", "of": [{"kind": "number", "min": 0, "max": 10000000000.0}, {"kind": "null"}]}, "text": {"kind": "string", "max": 500}, "rating": {"kind": "either", "of": [{"kind": "integer", "min": 1, "max": 5}, {"kind": "null"}]}, "reason": {"kind": "either", "of": [{"kind": "enum", "values": ["no_time", "not_for_this_role", "another_way", "known_already", "other"]}, {"kind": "null"}]}, "by": {"kind": "string", "max": 200}}}}}}}},
  item_saved: {"kind": "object", "required": ["type", "noted"], "fields": {"type": {"kind": "enum", "values": ["item_saved"]}, "noted": {"kind": "object", "required": ["item", "change", "mark", "at_s", "text", "rating", "reason", "by"], "fields": {"item": {"kind": "string", "max": 40}, "change": {"kind": "string", "max": 40}, "mark": {"kind": "enum", "values": ["open", "asked", "skipped"]}, "at_s": {"kind": "either", "of": [{"kind": "number", "min": 0, "max": 10000000000.0}, {"kind": "null"}]}, "text": {"kind": "string", "max": 500}, "rating": {"kind": "either", "of": [{"kind": "integer", "min": 1, "max": 5}, {"kind": "null"}]}, "reason": {"kind": "either", "of": [{"kind": "enum", "values": ["no_time", "not_for_this_role", "another_way", "known_already", "other"]}, {"kind": "null"}]}, "by": {"kind": "string", "max": 200}}}}},
  escalations: {"kind": "object", "required": ["type", "contact", "held"], "fields": {"type": {"kind": "enum", "values": ["escalations"]}, "contact": {"kind": "either", "of": [{"kind": "object", "required": ["name", "reach", "within_min", "meanwhile"], "fields": {"name": {"kind": "string", "max": 200}, "reach": {"kind": "string", "max": 200}, "within_min": {"kind": "integer", "min": 0, "max": 2147483647}, "meanwhile": {"kind": "string", "max": 2000}}}, {"kind": "null"}]}, "held": {"kind": "array", "of": {"kind": "object", "required": ["number", "warning", "phase", "by", "reason", "words"], "fields": {"number": {"kind": "integer", "min": 0, "max": 2147483647}, "warning": {"kind": "string", "max": 200}, "phase": {"kind": "enum", "values": ["open", "taken", "closed"]}, "by": {"kind": "string", "max": 200}, "reason": {"kind": "either", "of": [{"kind": "enum", "values": ["explained", "checked", "follow_up", "stopped"]}, {"kind": "null"}]}, "words": {"kind": "string", "max": 2000}}}}}},
  notice: {"kind": "object", "required": ["type", "event", "code", "text"], "fields": {"type": {"kind": "enum", "values": ["notice"]}, "event": {"kind": "integer", "min": 0, "max": 2147483647}, "code": {"kind": "enum", "values": ["no_consent", "no_reference", "analysis_restarted", "analysis_behind", "unreadable_frames", "analysis_stopped", "no_check_left", "no_note_left"]}, "text": {"kind": "string", "max": 2000}}},
  ended: {"kind": "object", "required": ["type", "report_url"], "fields": {"type": {"kind": "enum", "values": ["ended"]}, "report_url": {"kind": "string", "max": 2000}, "summary": {"kind": "either", "of": [{"kind": "object", "required": ["state", "headline", "duration_s", "lines", "warnings", "checks", "checklist", "next_steps"], "fields": {"state": {"kind": "enum", "values": ["cant_tell", "checking", "no_concern", "please_check", "pause_and_verify"]}, "headline": {"kind": "string", "max": 2000}, "duration_s": {"kind": "number", "min": 0, "max": 10000000000.0}, "lines": {"kind": "array", "of": {"kind": "object", "required": ["question", "state", "text"], "fields": {"question": {"kind": "enum", "values": ["identity", "live_person", "genuine", "continuity"]}, "state": {"kind": "enum", "values": ["cant_tell", "checking", "no_concern", "please_check", "pause_and_verify"]}, "text": {"kind": "string", "max": 2000}}}}, "warnings": {"kind": "array", "of": {"kind": "object", "required": ["at_s", "severity", "title", "answer"], "fields": {"at_s": {"kind": "number", "min": 0, "max": 10000000000.0}, "severity": {"kind": "enum", "values": ["amber", "red"]}, "title": {"kind": "string", "max": 2000}, "answer": {"kind": "either", "of": [{"kind": "enum", "values": ["explained", "later", "note", "escalate"]}, {"kind": "null"}]}}}}, "checks": {"kind": "array", "of": {"kind": "object", "required": ["at_s", "phase", "title"], "fields": {"at_s": {"kind": "number", "min": 0, "max": 10000000000.0}, "phase": {"kind": "enum", "values": ["running", "ask_interviewer", "done", "not_seen", "cant_tell", "skipped"]}, "title": {"kind": "string", "max": 2000}}}}, "checklist": {"kind": "string", "max": 2000}, "next_steps": {"kind": "array", "of": {"kind": "string", "max": 2000}}}}, {"kind": "null"}]}}},
  error: {"kind": "object", "required": ["type", "code", "text"], "fields": {"type": {"kind": "enum", "values": ["error"]}, "code": {"kind": "enum", "values": ["bad_message", "bad_frame", "too_large", "too_fast", "out_of_credit", "out_of_order", "bad_version", "not_allowed", "replaced", "ended", "internal"]}, "text": {"kind": "string", "max": 2000}}},
};
