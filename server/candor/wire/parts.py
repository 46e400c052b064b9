"""What are messages made of? Bounded texts and numbers, items of a checklist, notes, and the summary at the end."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

from candor.domain.checklist import MAX_ANSWER_CHARS, MAX_RATING, ItemKind, Mark, Section, SkipReason
from candor.domain.checks import CheckPhase
from candor.domain.escalation import CloseReason, EscalationPhase
from candor.domain.questions import Question, Severity, State
from candor.domain.sound import SoundCodec

MAX_NOTE_CHARS = 2000

ShortText = Annotated[str, msgspec.Meta(max_length=200)]
LongText = Annotated[str, msgspec.Meta(max_length=MAX_NOTE_CHARS)]
Name = Annotated[str, msgspec.Meta(max_length=40)]
"""Of a thing that a client or a template names."""
AnswerText = Annotated[str, msgspec.Meta(max_length=MAX_ANSWER_CHARS)]
Rating = Annotated[int, msgspec.Meta(ge=1, le=MAX_RATING)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=1e10)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class VideoCodec(StrEnum):
    """How pictures come."""

    JPEG = "jpeg"
    """Each for itself (or PNG, or WebP)."""
    VP8 = "vp8"
    """One stream; pictures for themselves are taken, too."""


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the server accepts from this client."""

    max_frame_bytes: Count
    max_frame_px: Count
    """Width times height."""
    target_fps: float
    sound_hz: Count = 0
    """Samples per second of sound, one channel; 0: sound is not taken."""
    sound_codecs: list[SoundCodec] = []
    """What sound may be sent as, the best first."""
    kbit_s: Count = 400
    """What pictures and sound together should take of the network, in 1000 bits a second; the client keeps to it."""
    codec: VideoCodec = VideoCodec.JPEG
    """What the server wants of what the client can make."""


class QuestionStatus(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One of the four status lines."""

    question: Question
    state: State
    reason: ShortText
    """Stable code."""
    text: ShortText
    """The reason in the language of the hello."""


class AnswerKind(StrEnum):
    """What the interviewer did with a warning."""

    EXPLAINED = "explained"
    LATER = "later"
    NOTE = "note"
    ESCALATE = "escalate"


class PastState(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A state in which a question was seen without a pause."""

    question: Question
    state: State
    from_s: Seconds
    until_s: Seconds


class ChecklistCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One item of the checklist, in the language of the hello."""

    id: Name
    section: Section
    kind: ItemKind
    title: ShortText
    say: LongText
    """To be read out; of `verify`, what to look up."""
    follow_ups: list[LongText]
    hint: LongText
    """For the interviewer alone; may be empty."""
    anchors: list[LongText]
    """What each rating means, 1 first; none: the item is not rated."""
    movement: bool
    """A movement check is meant."""
    extra: bool
    """Only when something stayed unclear; not counted."""


class NotedItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is on record of an item."""

    item: Name
    change: Name
    """The newest that was taken."""
    mark: Mark
    at_s: Seconds | None
    """When it got its mark; None where no picture had given the time."""
    text: AnswerText
    rating: Rating | None
    reason: SkipReason | None
    by: ShortText


class EarlierNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What an earlier round of the same candidate has of an item whose template asks to compare."""

    round: ShortText
    on: ShortText
    """Date, as 2026-11-20."""
    noted: NotedItem


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A note as it is kept."""

    id: Name
    at_s: Seconds
    text: LongText
    """Empty: it was removed."""
    by: ShortText
    """Who wrote it."""


class ToldContact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whom the house has named for escalated warnings, in the language of the hello."""

    name: ShortText
    reach: ShortText
    """How: a telephone number, a channel."""
    within_min: Count
    """Somebody answers within so many minutes."""
    meanwhile: LongText
    """What to do until then; may be empty."""


class HeldEscalation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How an escalation stands."""

    number: Count
    """Within the interview, from 1."""
    warning: ShortText
    """Id of the warning."""
    phase: EscalationPhase
    by: ShortText
    """Who took it, or closed it; empty while it is open."""
    reason: CloseReason | None
    """Of a closed one."""
    words: LongText
    """More about that; may be empty."""


class SummaryLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One of the four questions over the whole interview."""

    question: Question
    state: State
    """The most concerning one."""
    text: LongText


class SummaryWarning(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A warning in one line."""

    at_s: Seconds
    severity: Severity
    title: LongText
    answer: AnswerKind | None


class SummaryCheck(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A movement check in one line."""

    at_s: Seconds
    phase: CheckPhase
    title: LongText


class Summary(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The first page of the report, in the language of the hello. No score of anybody."""

    state: State
    headline: LongText
    duration_s: Seconds
    lines: list[SummaryLine]
    warnings: list[SummaryWarning]
    checks: list[SummaryCheck]
    checklist: LongText
    """How far the checklist has come, in words; empty where there is none."""
    next_steps: list[LongText]
