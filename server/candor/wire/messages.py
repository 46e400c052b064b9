"""Every message of protocol version 1, in one place. TypeScript types and docs/wire.md are generated from here.

Text messages are JSON objects with a "type" field. Media travels in binary messages (framing.py). `captured_at_s` of a
frame is on the client's capture clock, which starts anywhere and never jumps back within one connection; the server
counts seconds since the first frame of the interview, over all its connections, and that is what `at_s` and `until_s`
say. Only warnings take a new event number; `event` of any other message repeats the number of the last warning.

    client                                  server
    ------                                  ------
    hello          ──────────────────────▶
                   ◀──────────────────────  welcome   (interview, limits, first credit)
    tile, frames   ──────────────────────▶
                   ◀──────────────────────  credit, state, warning, notice, keyframe, close_up_wanted
    close-up       ──────────────────────▶
    answer         ──────────────────────▶
    note_write     ──────────────────────▶
                   ◀──────────────────────  notes     (written down)
    item_answer    ──────────────────────▶
                   ◀──────────────────────  item_saved
    check_start    ──────────────────────▶
                   ◀──────────────────────  check     (asked for, then how it went)
    end            ──────────────────────▶
                   ◀──────────────────────  ended, or error and close
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

from candor.domain.checklist import Mark, SkipReason
from candor.domain.checks import CheckKind, CheckPhase, Side
from candor.domain.questions import Question, Severity
from candor.domain.sound import SoundHeard
from candor.wire.parts import (
    AnswerKind,
    AnswerText,
    ChecklistCard,
    Count,
    EarlierNote,
    HeldEscalation,
    Limits,
    LongText,
    Name,
    Note,
    NotedItem,
    PastState,
    QuestionStatus,
    Rating,
    Seconds,
    Share,
    ShortText,
    Summary,
    ToldContact,
)

VERSION = 1
SUBPROTOCOL = "candor.v1"
TOKEN_SUBPROTOCOL_PREFIX = "candor.token."
"""The client offers SUBPROTOCOL and TOKEN_SUBPROTOCOL_PREFIX + token; the server answers SUBPROTOCOL."""

CLOSE_UPS = "close_up"
"""Named among the codecs of a hello by a client that can send close-ups."""

MAX_TEXT_BYTES = 16 * 1024
MAX_BINARY_BYTES = 2 * 1024 * 1024


class ErrorCode(StrEnum):
    """All a peer ever learns of what it did wrong. `error` is followed by closing the connection."""

    BAD_MESSAGE = "bad_message"
    BAD_FRAME = "bad_frame"
    TOO_LARGE = "too_large"
    TOO_FAST = "too_fast"
    OUT_OF_CREDIT = "out_of_credit"
    OUT_OF_ORDER = "out_of_order"
    BAD_VERSION = "bad_version"
    NOT_ALLOWED = "not_allowed"
    REPLACED = "replaced"
    """Another connection took over this interview."""
    ENDED = "ended"
    """The interview is over."""
    INTERNAL = "internal"


class NoticeCode(StrEnum):
    """Things worth a line in the panel that are no finding about anybody."""

    NO_CONSENT = "no_consent"
    NO_REFERENCE = "no_reference"
    ANALYSIS_RESTARTED = "analysis_restarted"
    ANALYSIS_BEHIND = "analysis_behind"
    UNREADABLE_FRAMES = "unreadable_frames"
    ANALYSIS_STOPPED = "analysis_stopped"
    NO_CHECK_LEFT = "no_check_left"
    """The candidate can do none of the checks: no finding, another way is needed."""
    NO_NOTE_LEFT = "no_note_left"
    """No more notes are kept in this interview."""


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", kw_only=True):
    """Base of all text messages."""


# --- client to server ---------------------------------------------------------------------------------------------


class Hello(Message, frozen=True, tag="hello"):
    """First message of a connection."""

    version: int
    client: ShortText
    """Name and version of the client, e.g. "candor-extension/0.1.0"."""
    last_event: Count
    """Number of the last event this client has seen (0: none). The server replays what came after."""
    language: Annotated[str, msgspec.Meta(max_length=10)] = "en"
    codecs: list[Name] = []
    """What the client can make besides JPEG, by the names of VideoCodec, and CLOSE_UPS; names that are not known are
    passed over.
    """


class Tile(Message, frozen=True, tag="tile"):
    """The interviewer picked, or the page re-created, the candidate's tile."""

    width: Annotated[int, msgspec.Meta(ge=1, le=16384)]
    height: Annotated[int, msgspec.Meta(ge=1, le=16384)]
    platform: ShortText
    name: ShortText | None = None


class Answer(Message, frozen=True, tag="answer"):
    """The interviewer's answer to a warning card."""

    warning: ShortText
    kind: AnswerKind
    note: LongText = ""


class NoteWrite(Message, frozen=True, tag="note_write"):
    """A note of the interviewer, new or changed: same `id`, newer text. No text: it is removed."""

    id: Name
    """Drawn by the client, so that a note told again is not kept twice."""
    at_s: Seconds
    """Of the interview, as the client shows it, when the note was begun."""
    text: LongText


class CheckStart(Message, frozen=True, tag="check_start"):
    """The interviewer asks for a movement check. One that runs is skipped, which is neutral."""

    kind: CheckKind | None = None
    """None: the server draws one, which is what nobody can prepare for."""
    cannot: list[CheckKind] = []
    """What this person cannot do: not drawn again in this interview, and never written down."""


class CheckSkip(Message, frozen=True, tag="check_skip"):
    """The interviewer skips a check, which is neutral."""

    id: ShortText


class CheckConfirm(Message, frozen=True, tag="check_confirm"):
    """What the interviewer saw or heard of a check, such as digits said as asked."""

    id: ShortText
    seen: bool


class ItemAnswer(Message, frozen=True, tag="item_answer"):
    """What the interviewer notes of an item of the checklist, whole: what is not said any more is gone."""

    change: Name
    """Drawn by the client for every change, so that one that is told again is taken once."""
    item: Name
    mark: Mark
    text: AnswerText = ""
    rating: Rating | None = None
    """Of an item that was asked and has anchors."""
    reason: SkipReason | None = None
    """Of a skipped item, and of no other."""
    age_s: Annotated[float, msgspec.Meta(ge=0, le=86_400)] = 0.0
    """How long ago the change was made: it may have waited for a connection."""


class End(Message, frozen=True, tag="end"):
    """The interviewer pressed End."""


ClientMessage = Hello | Tile | Answer | NoteWrite | CheckStart | CheckSkip | CheckConfirm | ItemAnswer | End


# --- server to client ---------------------------------------------------------------------------------------------


class Welcome(Message, frozen=True, tag="welcome"):
    """The connection is up. `credit` frames may be sent."""

    interview: ShortText
    candidate: ShortText
    """Display name, so that the interviewer sees that the right interview is paired."""
    credit: Count
    limits: Limits
    resumed: bool
    """True when the interview went on from an earlier connection."""


class Credit(Message, frozen=True, tag="credit"):
    """`frames` more frames may be sent."""

    frames: Count


class Keyframe(Message, frozen=True, tag="keyframe"):
    """The video cannot be read on: the next picture must stand for itself."""


class CloseUpWanted(Message, frozen=True, tag="close_up_wanted"):
    """A still of this part of the tile is wanted, from the picture as the call page has it: only told to a client that
    said that it can. The newest replaces those before it. Shares of the tile's width and height, from the upper left.
    """

    id: Count
    """Comes back as `seq` of the close-up."""
    x: Share
    y: Share
    width: Share
    height: Share


class StateMessage(Message, frozen=True, tag="state"):
    """All four questions, at most twice a second and at once when a state changes."""

    event: Count
    at_s: Seconds
    questions: list[QuestionStatus]
    faces: Count
    fps: float
    """Effective frames per second that reach the analysis."""
    dropped: Count
    """Frames dropped so far on the server because newer ones were there."""
    sound: SoundHeard = SoundHeard.NONE
    """Whether sound reaches the analysis, and whether anybody speaks."""
    sound_lost_s: Seconds = 0.0
    """Seconds of sound so far that were dropped, on the way or here; what was said then is not checked."""


class TrendMessage(Message, frozen=True, tag="trend"):
    """In which state each question was so far. Told after a welcome, when there is anything: the newest part of it."""

    stretches: list[PastState]
    """Oldest first; what lies between two of one question was not watched."""


class WarningMessage(Message, frozen=True, tag="warning"):
    """A warning card, raised or updated: same `id`, newer content."""

    event: Count
    id: ShortText
    question: Question
    severity: Severity
    code: ShortText
    at_s: Seconds
    until_s: Seconds | None
    title: LongText
    detail: LongText
    harmless: list[LongText]
    next_step: LongText
    say: LongText
    evidence_jpeg_base64: str | None
    answer: AnswerKind | None = None


class CheckMessage(Message, frozen=True, tag="check"):
    """A movement check, begun or changed: same `id`, newer content. After a welcome the checks so far are told again,
    with pictures of the newest alone.
    """

    id: ShortText
    kind: CheckKind
    side: Side
    """Of the picture, as the interviewer sees it."""
    phase: CheckPhase
    at_s: Seconds
    until_s: Seconds | None
    deadline_s: Seconds
    """From the start."""
    left_s: Seconds
    """Of the deadline, when this was sent."""
    title: LongText
    """What is asked for, to the interviewer."""
    say: LongText
    """The same, to be read to the candidate."""
    look: LongText
    """What the interviewer should look at meanwhile."""
    digits: ShortText | None
    """To be said by the candidate, where the check is about digits."""
    result: LongText
    """How it went, in words; empty while it runs."""
    confirmed: bool | None
    """What the interviewer saw or heard of it; None: not asked, or not answered."""
    alternatives: list[CheckKind]
    """Equally good checks, should the person be unable to do this one."""
    evidence_jpeg_base64: str | None
    """Pictures from before, during and after it, side by side."""


class NotesMessage(Message, frozen=True, tag="notes"):
    """The notes that are new or changed: written down. All of them after a welcome, when there are any."""

    notes: list[Note]


class ChecklistMessage(Message, frozen=True, tag="checklist"):
    """The checklist of this interview with all that is on record. Told after every welcome."""

    template: ShortText
    version: Count
    title: ShortText
    items: list[ChecklistCard]
    noted: list[NotedItem]
    earlier: list[EarlierNote]
    """Newest round first."""


class ItemSaved(Message, frozen=True, tag="item_saved"):
    """A change of an item is on record, or was before."""

    noted: NotedItem


class EscalationsMessage(Message, frozen=True, tag="escalations"):
    """Whom to tell about an escalated warning, and how each escalation stands. Told after every welcome, and whole upon
    every change.
    """

    contact: ToldContact | None
    """None: the house has named nobody."""
    held: list[HeldEscalation]
    """Oldest first."""


class Notice(Message, frozen=True, tag="notice"):
    """A line for the panel that is no finding about anybody."""

    event: Count
    code: NoticeCode
    text: LongText


class Ended(Message, frozen=True, tag="ended"):
    """The interview is over and stored."""

    report_url: LongText
    summary: Summary | None = None


class Error(Message, frozen=True, tag="error"):
    """The connection is about to be closed by the server."""

    code: ErrorCode
    text: LongText


ServerMessage = (
    Welcome
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
    | Error
)
