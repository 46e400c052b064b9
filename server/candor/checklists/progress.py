"""How far is an interview, and were all candidates asked the same? Answers in, counts out; they rate nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from candor.domain.checklist import (
    ChecklistAnswer,
    ChecklistItem,
    ChecklistTemplate,
    ChecklistUse,
    ItemId,
    Mark,
    Section,
)

Answers = Mapping[ItemId, ChecklistAnswer]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the items that everybody is asked were."""

    asked: int
    skipped: int
    counted: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is open."""
        return self.asked + self.skipped == self.counted


@dataclass(frozen=True, slots=True)
class Equality:
    """Of how many interviews an item was asked in."""

    item: ChecklistItem
    asked: int
    skipped: int
    interviews: int


def progress(template: ChecklistTemplate, answers: Answers, section: Section | None = None) -> Progress:
    """Return how far an interview is, as a whole or in one section."""
    marks = [
        mark_of(answers, item)
        for item in template.items
        if item.is_counted and (section is None or item.section is section)
    ]
    return Progress(marks.count(Mark.ASKED), marks.count(Mark.SKIPPED), len(marks))


def equality(template: ChecklistTemplate, use: ChecklistUse) -> tuple[Equality, ...]:
    """Return, for each counted item, in how many interviews of this version it was asked: "asked in 11 of 11"."""
    return tuple(
        Equality(item, use.asked.get(item.id, 0), use.skipped.get(item.id, 0), use.interviews)
        for item in template.items
        if item.is_counted
    )


def mark_of(answers: Answers, item: ChecklistItem) -> Mark:
    """Return how far an item is."""
    answer = answers.get(item.id)
    return Mark.OPEN if answer is None else answer.mark
