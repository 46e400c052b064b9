"""What of the checklist is looked up after the interview, and by whom? Items of the kind "verify", on the pages."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from candor.checklists.answering import Change, Moment, answered
from candor.domain.checklist import ChecklistAnswer, ChecklistItem, ItemKind, Mark
from candor.domain.ids import CandidateId, InterviewId
from candor.errors import NotFoundError
from candor.services.access import Permission, require
from candor.services.reach import Gate, within
from candor.store.store import Store
from candor.store.values import Person


@dataclass(frozen=True, slots=True)
class ToVerify:
    """An item that is looked up after the interview, and what was noted of it."""

    item: ChecklistItem
    answer: ChecklistAnswer | None

    @property
    def is_done(self) -> bool:
        """Whether it was looked up."""
        return self.answer is not None and self.answer.mark is Mark.ASKED


class Afterwards:
    """What is looked up once an interview is over; while it runs, that is done in its panel."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._gate = Gate(store)

    def items(self, by: Person, interview: InterviewId) -> list[ToVerify]:
        """Return what is to be looked up, in the order of the template; nothing before the interview is over."""
        self._gate.interview(by, Permission.READ_INTERVIEWS, interview)
        checklist = self._store.rounds.checklist(interview)
        if checklist is None or self._store.rounds.interview(interview).ended_at is None:
            return []
        items = [item for item in checklist.template.items if item.kind is ItemKind.VERIFY]
        return [ToVerify(item, checklist.answers.get(item.id)) for item in items]

    def note(self, by: Person, interview: InterviewId, item: str, *, is_done: bool, words: str) -> None:
        """Write down that an item was looked up, or is open again, with a few words.

        Raises:
            NotFoundError: "no_such_item".
            UsageError: "bad_checklist_answer".
        """
        self._gate.interview(by, Permission.RUN_INTERVIEWS, interview)
        known = next((known for known in self.items(by, interview) if known.item.id == item), None)
        checklist = self._store.rounds.checklist(interview)
        if known is None or checklist is None:
            sentence = "After this interview there is no such thing to look up."
            raise NotFoundError("no_such_item", sentence)
        change = Change(uuid4().hex, item, Mark.ASKED if is_done else Mark.OPEN, words.strip())
        given = answered(checklist.template, known.answer, change, Moment(None, self._now(), by.name))
        if not _is_same(known.answer, given):
            self._store.interviews.save_checklist_answer(interview, given)

    def still_open(self, by: Person, candidates: Collection[CandidateId]) -> dict[CandidateId, dict[InterviewId, int]]:
        """Return how many items are still to be looked up after which interviews within reach."""
        require(by, Permission.READ_INTERVIEWS)
        return self._store.rounds.still_to_verify(candidates, within(by))


def _is_same(known: ChecklistAnswer | None, given: ChecklistAnswer) -> bool:
    """What was not changed keeps its name and time; to leave an untouched item open is no answer."""
    before = (Mark.OPEN, "") if known is None else (known.mark, known.text)
    return before == (given.mark, given.text)
