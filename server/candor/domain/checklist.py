"""Structured checklists: what every candidate is asked and shown, in the same words, and what was noted of it.

A template is a version of a list of items and is never changed afterwards; an interview keeps the one that it began
with. An answer is the interviewer's note about one item: asked, skipped with a reason, or still open. Leaving something
out is neutral: it is no evidence of anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

ItemId = NewType("ItemId", str)
"""Unique within a template, and the same from version to version: earlier rounds are found by it."""

Words = Mapping[str, str]
"""The same text by language, "en" and "id"."""

MAX_ANSWER_CHARS = 500
MAX_RATING = 5
MAX_ITEMS = 40


class Section(StrEnum):
    """The parts of an interview, in this order."""

    IDENTITY = "identity"
    PLACE = "place"
    EXPERIENCE = "experience"
    PROCESS = "process"
    CLOSING = "closing"


class ItemKind(StrEnum):
    """What is to be done about an item."""

    QUESTION = "question"
    """A card that is read out."""
    CHECK = "check"
    """Something to be shown during the call."""
    VERIFY = "verify"
    """To be looked up after the call, by somebody who finds the address or number themselves."""


class Mark(StrEnum):
    """How far an item is."""

    OPEN = "open"
    ASKED = "asked"
    """Asked, shown or, of VERIFY, looked up."""
    SKIPPED = "skipped"


class SkipReason(StrEnum):
    """Why an item was left out; all of them are neutral."""

    NO_TIME = "no_time"
    NOT_FOR_THIS_ROLE = "not_for_this_role"
    ANOTHER_WAY = "another_way"
    """An alternative was offered; what somebody cannot or would rather not do is not written down."""
    KNOWN_ALREADY = "known_already"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One item of a template."""

    id: ItemId
    section: Section
    kind: ItemKind
    title: Words
    """A few words, for lists and the report."""
    say: Words
    """What is read out, of questions and checks; what is to be done, of VERIFY."""
    follow_ups: tuple[Words, ...] = ()
    """Questions that go on from there; none of them is counted."""
    hint: Words | None = None
    """For the interviewer alone: what to look at, what to offer instead."""
    anchors: tuple[Words, ...] = ()
    """What each rating means, 1 first; empty: the item is not rated."""
    compare: bool = False
    """Show what was noted in earlier rounds of the same candidate beside it."""
    movement: bool = False
    """A movement check is meant: the panel's button draws it at random."""
    extra: bool = False
    """Only when something stayed unclear, so it is not counted."""

    @property
    def is_counted(self) -> bool:
        """Whether it belongs to what everybody is asked."""
        return self.kind is not ItemKind.VERIFY and not self.extra


@dataclass(frozen=True, slots=True)
class ChecklistTemplate:
    """A version of a checklist."""

    id: str
    version: int
    title: Words
    items: tuple[ChecklistItem, ...]
    """By section, in the order in which they are asked."""

    def item(self, named: str) -> ChecklistItem | None:
        """Return the item of an id; None when there is none."""
        return next((item for item in self.items if item.id == named), None)


@dataclass(frozen=True, slots=True)
class ChecklistAnswer:
    """What the interviewer noted of an item; the newest change counts."""

    item: ItemId
    change: str
    """Drawn by the client for every change: one that comes twice is the same."""
    mark: Mark
    at_s: float | None
    """Interview time at which it got its mark; None while no picture had given the time."""
    by: str
    given_at: datetime
    """Of the newest change."""
    text: str = field(default="", repr=False)
    """The short answer, or more about why it was skipped."""
    rating: int | None = None
    """1 to the number of anchors."""
    reason: SkipReason | None = None
    """Of SKIPPED only."""


@dataclass(frozen=True, slots=True)
class ChecklistUse:
    """How the interviews that are over went with a version, all candidates together: counts alone."""

    interviews: int
    asked: Mapping[ItemId, int]
    skipped: Mapping[ItemId, int]


@dataclass(frozen=True, slots=True)
class RecordedChecklist:
    """The checklist of an interview with what was noted."""

    template: ChecklistTemplate
    answers: Mapping[ItemId, ChecklistAnswer]
    use: ChecklistUse | None = None
    """Of its version; None where nobody asked for it."""


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """What was noted of an item in another interview of the same candidate."""

    round: str
    """Title of that interview."""
    on: datetime
    """When that interview began."""
    answer: ChecklistAnswer
