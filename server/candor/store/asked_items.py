"""Are all candidates of a round asked the same questions? Counts per item of the checklist, and who was not asked.

A candidate counts once, however many takes the round had: asked in one of them is asked. An item is found by its id,
which stays from version to version of a checklist; it counts for those whose version asks it of everybody. No words are
read, and leaving something out is neutral: the numbers are about the round.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, exists, func, select, tuple_
from sqlalchemy.orm import Session, aliased

from candor.checklists.template_file import from_builtins
from candor.domain.checklist import ChecklistItem, ChecklistTemplate, Mark, SkipReason
from candor.domain.ids import CandidateId, InterviewId
from candor.store.personal import identity_of
from candor.store.reach import Within
from candor.store.schema import CandidateRow, ChecklistAnswerRow, ChecklistRow, ChecklistTemplateRow, InterviewRow
from candor.store.vault import Vault

MAX_LISTED = 200

_Version = tuple[str, int]


@dataclass(frozen=True, slots=True)
class AskedItem:
    """How many candidates of a round an item was asked to."""

    item: ChecklistItem
    asked: int
    candidates: int
    """To how many it was to be asked."""
    skipped: Mapping[SkipReason, int] = field(default_factory=dict[SkipReason, int])
    """Of the others, why."""

    @property
    def left_open(self) -> int:
        """To how many it was neither asked nor skipped."""
        return self.candidates - self.asked - sum(self.skipped.values())


@dataclass(frozen=True, slots=True)
class AskedRound:
    """How a round's checklist went, over its interviews that are over."""

    items: tuple[AskedItem, ...]
    versions: tuple[ChecklistTemplate, ...]
    """In use in these interviews, the newest first."""

    @property
    def is_same_for_all(self) -> bool:
        """Whether everybody was asked everything."""
        return all(counted.asked == counted.candidates for counted in self.items)


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A candidate to whom an item was not asked."""

    candidate: CandidateId
    name: str
    interview: InterviewId
    """The last take."""
    reason: SkipReason | None
    """None: neither asked nor skipped."""


def of_round(session: Session, round_id: str, only: str | None = None) -> AskedRound | None:
    """Return how a round's checklist went, or one item of it; None without an interview that is over."""
    versions = _versions(session, round_id)
    if not versions:
        return None
    asked = _asked(session, round_id, only)
    skipped = Counter((item, reason) for (item, _), reason in _skipped(session, round_id, only).items())
    sizes: dict[frozenset[_Version], int] = {}
    items: list[AskedItem] = []
    for item in _items(versions):
        if only is not None and item.id != only:
            continue
        within = _counting(versions, item.id)
        if within not in sizes:
            sizes[within] = _candidates(session, round_id, within)
        reasons = {reason: skipped[item.id, reason] for reason in SkipReason if skipped[item.id, reason]}
        items.append(AskedItem(item, asked.get(item.id, 0), sizes[within], reasons))
    return AskedRound(tuple(items), tuple(versions))


def not_asked(session: Session, vault: Vault, round_id: str, item: str, within: Within) -> list[NotAsked]:
    """Return those within reach to whom an item was not asked, in the order in which they came; at most MAX_LISTED."""
    versions = _counting(_versions(session, round_id), item)
    query = (
        select(CandidateRow, InterviewRow.id)
        .join(InterviewRow, InterviewRow.candidate_id == CandidateRow.id)
        .join(ChecklistRow, ChecklistRow.interview_id == InterviewRow.id)
        .where(*_over(round_id), _is_of(versions), ~_was_asked(round_id, item), within.interviews())
        .order_by(InterviewRow.created_at, InterviewRow.id)
        .limit(MAX_LISTED)
    )
    reasons = _skipped(session, round_id, item)
    last = {row.id: (row, interview) for row, interview in session.execute(query)}
    return [
        NotAsked(CandidateId(c), identity_of(session, vault, row).name, InterviewId(interview), reasons.get((item, c)))
        for c, (row, interview) in last.items()
    ]


def _over(round_id: str) -> tuple[ColumnElement[bool], ...]:
    return InterviewRow.round_id == round_id, InterviewRow.ended_at.is_not(None), InterviewRow.cancelled_at.is_(None)


def _is_of(versions: Collection[_Version]) -> ColumnElement[bool]:
    return tuple_(ChecklistRow.template_id, ChecklistRow.template_version).in_(sorted(versions))


def _versions(session: Session, round_id: str) -> list[ChecklistTemplate]:
    used = (
        select(ChecklistRow.template_id, ChecklistRow.template_version)
        .join(InterviewRow, InterviewRow.id == ChecklistRow.interview_id)
        .where(*_over(round_id))
        .distinct()
    )
    key = tuple_(ChecklistTemplateRow.id, ChecklistTemplateRow.version)
    rows = select(ChecklistTemplateRow.content).where(key.in_(used))
    newest_first = rows.order_by(ChecklistTemplateRow.added_at.desc(), ChecklistTemplateRow.version.desc())
    return [from_builtins(content) for content in session.scalars(newest_first)]


def _items(versions: Iterable[ChecklistTemplate]) -> list[ChecklistItem]:
    found: dict[str, ChecklistItem] = {}
    for version in versions:
        for item in version.items:
            if item.is_counted:
                found.setdefault(item.id, item)
    return list(found.values())


def _counting(versions: Iterable[ChecklistTemplate], named: str) -> frozenset[_Version]:
    found = ((version, version.item(named)) for version in versions)
    return frozenset((version.id, version.version) for version, item in found if item is not None and item.is_counted)


def _candidates(session: Session, round_id: str, versions: frozenset[_Version]) -> int:
    people = select(func.count(InterviewRow.candidate_id.distinct()))
    people = people.join(ChecklistRow, ChecklistRow.interview_id == InterviewRow.id)
    return session.scalar(people.where(*_over(round_id), _is_of(versions))) or 0


def _asked(session: Session, round_id: str, item: str | None) -> dict[str, int]:
    counted = (
        select(ChecklistAnswerRow.item, func.count(InterviewRow.candidate_id.distinct()))
        .join(InterviewRow, InterviewRow.id == ChecklistAnswerRow.interview_id)
        .where(*_over(round_id), ChecklistAnswerRow.mark == Mark.ASKED.value)
    )
    if item is not None:
        counted = counted.where(ChecklistAnswerRow.item == item)
    return dict(session.execute(counted.group_by(ChecklistAnswerRow.item)).all())


def _skipped(session: Session, round_id: str, item: str | None = None) -> dict[tuple[str, str], SkipReason]:
    """Return, by item and candidate, why it was skipped last, where no take asked it."""
    query = (
        select(ChecklistAnswerRow.item, InterviewRow.candidate_id, ChecklistAnswerRow.reason)
        .join(InterviewRow, InterviewRow.id == ChecklistAnswerRow.interview_id)
        .where(*_over(round_id), ChecklistAnswerRow.mark == Mark.SKIPPED.value)
        .where(~_was_asked(round_id, ChecklistAnswerRow.item if item is None else item))
        .order_by(ChecklistAnswerRow.given_at)
    )
    if item is not None:
        query = query.where(ChecklistAnswerRow.item == item)
    return {(named, candidate): SkipReason(why) for named, candidate, why in session.execute(query) if why is not None}


def _was_asked(round_id: str, item: object) -> ColumnElement[bool]:
    """Whether a take of the round asked an item to the candidate of the InterviewRow around it."""
    take, answer = aliased(InterviewRow), aliased(ChecklistAnswerRow)
    return exists().where(
        take.candidate_id == InterviewRow.candidate_id,
        func.coalesce(take.round_id, "") == round_id,  # found by candidate: SQLite would walk the whole round for each
        take.ended_at.is_not(None),
        take.cancelled_at.is_(None),
        answer.interview_id == take.id,
        answer.item == item,
        answer.mark == Mark.ASKED.value,
    )
