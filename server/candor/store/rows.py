"""How do rows become values of the domain, and back? Assessments, warnings, tallies: no decisions here."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from candor.domain.assessment import Assessment, Explanation, QuestionAssessment, Warning
from candor.domain.ids import InterviewId, SignalName, WarningId
from candor.domain.questions import Question, Severity, State
from candor.domain.records import UNWATCHED_S, RecordedWarning, SignalTally, WarningAnswer, Watched
from candor.store import blobs
from candor.store.personal import note
from candor.store.schema import AnswerRow, AssessmentRow, TallyRow, VaultRow, WarningRow
from candor.store.vault import CandidateKey


def pack_questions(assessment: Assessment) -> dict[str, Any]:
    """Return the four answers as JSON values."""
    return {
        q.value: {"state": a.state.value, "llr": a.llr, "reason": a.reason, "since_s": a.since_s}
        for q, a in assessment.questions.items()
    }


def assessment_row(interview: str, assessment: Assessment) -> AssessmentRow:
    """Return the row of an assessment."""
    at_s = assessment.at_s
    return AssessmentRow(interview_id=interview, at_s=at_s, until_s=at_s, questions=pack_questions(assessment))


def continues(row: AssessmentRow, assessment: Assessment) -> bool:
    """Return whether an assessment says the same states as a stored one, without a pause between them."""
    if assessment.at_s - row.until_s > UNWATCHED_S:
        return False
    stored = {name: answer["state"] for name, answer in row.questions.items()}
    return stored == {q.value: a.state.value for q, a in assessment.questions.items()}


def assessment_value(row: AssessmentRow) -> Assessment:
    """Return the assessment of a row."""
    answers = {
        Question(name): QuestionAssessment(Question(name), State(a["state"]), a["llr"], a["reason"], a["since_s"])
        for name, a in row.questions.items()
    }
    return Assessment(row.at_s, answers)


def timeline(session: Session, interview: str) -> list[Assessment]:
    """Return the changes of state of an interview, oldest first."""
    rows = select(AssessmentRow).where(AssessmentRow.interview_id == interview).order_by(AssessmentRow.id)
    return [assessment_value(row) for row in session.scalars(rows)]


def watched(session: Session, interview: InterviewId, since_s: float) -> list[Watched]:
    """Return what was seen at `since_s` or later, oldest first."""
    rows = select(AssessmentRow).where(AssessmentRow.interview_id == interview, AssessmentRow.until_s >= since_s)
    return [Watched(assessment_value(row), row.until_s) for row in session.scalars(rows.order_by(AssessmentRow.id))]


def recorded_warnings(
    session: Session, key: CandidateKey, interview: InterviewId, after_event: int = 0
) -> list[RecordedWarning]:
    """Return warnings with their evidence and newest answer, oldest event first."""
    answers = select(AnswerRow).where(AnswerRow.interview_id == interview).order_by(AnswerRow.id)
    newest = {a.warning_id: WarningAnswer(a.kind, note(key, a), a.by, a.at) for a in session.scalars(answers)}
    later = WarningRow.interview_id == interview, WarningRow.event > after_event
    rows = session.scalars(select(WarningRow).where(*later).order_by(WarningRow.event, WarningRow.id)).all()
    crops = _evidence(session, key, interview) if rows else {}
    return [RecordedWarning(r.event, _warning(r, crops.get(r.id)), newest.get(r.id)) for r in rows]


def tallies(session: Session, interview: str) -> dict[SignalName, SignalTally]:
    """Return how often each signal could judge."""
    rows = session.scalars(select(TallyRow).where(TallyRow.interview_id == interview).order_by(TallyRow.signal))
    return {SignalName(row.signal): SignalTally(row.observations, row.abstentions) for row in rows}


def _evidence(session: Session, key: CandidateKey, interview: str) -> dict[str, bytes]:
    rows = select(VaultRow).where(VaultRow.candidate_id == key.candidate, VaultRow.kind == blobs.EVIDENCE)
    mine = f"{interview}/"
    return {
        row.ref.removeprefix(mine): key.open(blobs.EVIDENCE, row.ref, row.sealed)
        for row in session.scalars(rows.where(VaultRow.ref.startswith(mine, autoescape=True)))
    }


def _warning(row: WarningRow, evidence_jpeg: bytes | None) -> Warning:
    told = row.explanation
    return Warning(
        id=WarningId(row.id),
        interview=InterviewId(row.interview_id),
        question=Question(row.question),
        severity=Severity(row.severity),
        code=row.code,
        at_s=row.at_s,
        until_s=row.until_s,
        llr=row.llr,
        details=row.details,
        explanation=Explanation(told["title"], told["detail"], tuple(told["harmless"]), told["next_step"], told["say"]),
        evidence_jpeg=evidence_jpeg,
    )
