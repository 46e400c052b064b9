"""How are checklists kept? A template once and unchanged, its use and the marks in rows, what was said in the vault.

The words of an answer are the candidate's: they are sealed, so that erasing the candidate erases them in backups too.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from candor.checklists.template_file import as_builtins, from_builtins
from candor.domain.checklist import (
    ChecklistAnswer,
    ChecklistTemplate,
    ChecklistUse,
    EarlierAnswer,
    ItemId,
    ItemKind,
    Mark,
    RecordedChecklist,
    SkipReason,
)
from candor.domain.ids import CandidateId, InterviewId
from candor.store import blobs
from candor.store.personal import title
from candor.store.reach import Within
from candor.store.schema import ChecklistAnswerRow, ChecklistRow, ChecklistTemplateRow, InterviewRow
from candor.store.vault import CandidateKey


def begin(session: Session, interview: InterviewRow, template: ChecklistTemplate, now: datetime) -> None:
    """Give an interview its template, unless it has one; the first content of a version stays what that version is."""
    if session.get(ChecklistRow, interview.id) is not None:
        return
    if session.get(ChecklistTemplateRow, (template.id, template.version)) is None:
        kept = ChecklistTemplateRow(id=template.id, version=template.version, content=as_builtins(template))
        kept.added_at = now
        session.add(kept)
        session.flush()
    used = ChecklistRow(interview_id=interview.id, template_id=template.id, template_version=template.version)
    session.add(used)
    session.flush()


def save(session: Session, key: CandidateKey, interview: InterviewRow, answer: ChecklistAnswer, now: datetime) -> None:
    """Insert or update the answer to an item."""
    row = ChecklistAnswerRow(interview_id=interview.id, item=answer.item, change=answer.change)
    row.mark, row.rating = answer.mark.value, answer.rating
    row.reason = None if answer.reason is None else answer.reason.value
    row.at_s, row.by, row.given_at = answer.at_s, answer.by, answer.given_at
    session.merge(row)
    place = words_ref(interview.id, answer.item)
    if answer.text:
        blobs.put(session, key, blobs.CHECKLIST, place, answer.text.encode(), now)
    else:
        blobs.drop(session, key.candidate, blobs.CHECKLIST, place)


def with_use(session: Session, checklist: RecordedChecklist | None) -> RecordedChecklist | None:
    """Return a checklist with how its version was used elsewhere."""
    return None if checklist is None else replace(checklist, use=use_of(session, checklist.template))


def recorded(session: Session, key: CandidateKey, interview: str) -> RecordedChecklist | None:
    """Return the checklist of an interview; None when it never began one."""
    used = session.get(ChecklistRow, interview)
    if used is None:
        return None
    kept = session.get_one(ChecklistTemplateRow, (used.template_id, used.template_version))
    template = from_builtins(kept.content)
    answers = {answer.item: answer for answer in _answers(session, key, interview)}
    return RecordedChecklist(template, {item.id: answers[item.id] for item in template.items if item.id in answers})


def use_of(session: Session, template: ChecklistTemplate) -> ChecklistUse:
    """Return how the interviews that are over went with a version: counted by the database, no word is read."""
    mine = (
        ChecklistRow.template_id == template.id,
        ChecklistRow.template_version == template.version,
        InterviewRow.ended_at.is_not(None),
        InterviewRow.cancelled_at.is_(None),
    )
    over = (
        select(ChecklistRow.interview_id).join(InterviewRow, InterviewRow.id == ChecklistRow.interview_id).where(*mine)
    )
    counted = select(ChecklistAnswerRow.item, ChecklistAnswerRow.mark, func.count())
    counted = counted.where(ChecklistAnswerRow.interview_id.in_(over))
    counts: dict[str, dict[ItemId, int]] = {mark.value: {} for mark in Mark}
    for item, mark, number in session.execute(counted.group_by(ChecklistAnswerRow.item, ChecklistAnswerRow.mark)):
        counts[mark][ItemId(item)] = number
    interviews = session.scalar(select(func.count()).select_from(over.subquery())) or 0
    return ChecklistUse(interviews, counts[Mark.ASKED], counts[Mark.SKIPPED])


def still_to_verify(
    session: Session, candidates: Collection[CandidateId], within: Within
) -> dict[CandidateId, dict[InterviewId, int]]:
    """Return how many items are still to be looked up after interviews that are over; no word is read."""
    used = (
        select(InterviewRow.candidate_id, ChecklistRow)
        .join(InterviewRow, InterviewRow.id == ChecklistRow.interview_id)
        .where(InterviewRow.candidate_id.in_(candidates), InterviewRow.ended_at.is_not(None), within.interviews())
        .order_by(InterviewRow.created_at)
    )
    found = session.execute(used).all()
    over = [row.interview_id for _, row in found]
    noted = select(ChecklistAnswerRow.interview_id, ChecklistAnswerRow.item)
    noted = noted.where(ChecklistAnswerRow.interview_id.in_(over), ChecklistAnswerRow.mark != Mark.OPEN.value)
    done = {(interview, item) for interview, item in session.execute(noted)}
    asked = {version: _to_verify(session, *version) for version in {_version(row) for _, row in found}}
    counts: dict[CandidateId, dict[InterviewId, int]] = {}
    for candidate, row in found:
        number = sum((row.interview_id, item) not in done for item in asked[_version(row)])
        if number:
            counts.setdefault(CandidateId(candidate), {})[InterviewId(row.interview_id)] = number
    return counts


def _version(row: ChecklistRow) -> tuple[str, int]:
    return row.template_id, row.template_version


def _to_verify(session: Session, template: str, version: int) -> list[ItemId]:
    kept = session.get_one(ChecklistTemplateRow, (template, version))
    return [item.id for item in from_builtins(kept.content).items if item.kind is ItemKind.VERIFY]


def earlier(
    session: Session, key: CandidateKey, interview: InterviewRow, items: Collection[ItemId]
) -> list[EarlierAnswer]:
    """Return what was noted of these items in interviews of the same candidate that were made before, newest first."""
    rounds = select(InterviewRow).where(
        InterviewRow.candidate_id == interview.candidate_id,
        InterviewRow.id != interview.id,
        InterviewRow.created_at <= interview.created_at,
    )
    return [
        EarlierAnswer(title(key, row), row.started_at or row.created_at, answer)
        for row in session.scalars(rounds.order_by(InterviewRow.created_at.desc())).all()
        for answer in _answers(session, key, row.id)
        if answer.item in items and (answer.text or answer.mark is not Mark.OPEN)
    ]


def words_ref(interview: str, item: str) -> str:
    """Return the place of an answer's words in the vault."""
    return f"{interview}/{item}"


def _answers(session: Session, key: CandidateKey, interview: str) -> list[ChecklistAnswer]:
    rows = select(ChecklistAnswerRow).where(ChecklistAnswerRow.interview_id == interview)
    return [_value(session, key, row) for row in session.scalars(rows.order_by(ChecklistAnswerRow.item)).all()]


def _value(session: Session, key: CandidateKey, row: ChecklistAnswerRow) -> ChecklistAnswer:
    words = blobs.take(session, key, blobs.CHECKLIST, words_ref(row.interview_id, row.item))
    return ChecklistAnswer(
        item=ItemId(row.item),
        change=row.change,
        mark=Mark(row.mark),
        at_s=row.at_s,
        by=row.by,
        given_at=row.given_at,
        text="" if words is None else words.decode(),
        rating=row.rating,
        reason=None if row.reason is None else SkipReason(row.reason),
    )
