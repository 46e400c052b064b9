"""Assessments, warnings and records of invented interviews, for tests of replay and report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from candor.domain.assessment import Assessment, Explanation, QuestionAssessment, Warning
from candor.domain.ids import InterviewId, SignalName, WarningId
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.ports import StepResult
from candor.domain.questions import Family, Question, Severity, State
from candor.domain.records import InterviewRecord, RecordedWarning, SignalTally

INTERVIEW = InterviewId("interview-1")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
JPEG = b"\xff\xd8\xff\xe0 a picture \xff\xd9"


def assessment(at_s: float, states: Mapping[Question, tuple[State, str]] | None = None) -> Assessment:
    """All four questions; those not named can't be told."""
    shown = dict.fromkeys(Question, (State.CANT_TELL, "no_face")) | dict(states or {})
    return Assessment(
        at_s, {q: QuestionAssessment(q, state, 0.5, reason, at_s) for q, (state, reason) in shown.items()}
    )


def warning(
    code: str = "id_mismatch", at_s: float = 4.0, *, severity: Severity = Severity.RED, evidence: bytes | None = JPEG
) -> Warning:
    told = Explanation("Face and ID photo do not match", "It does not match.", ("An old photo",), "Ask.", "Could you?")
    details = {"seconds": 4.0, "faces": 5}
    return Warning(
        id=WarningId(f"{INTERVIEW}.{code}.1"),
        interview=INTERVIEW,
        question=Question.IDENTITY,
        severity=severity,
        code=code,
        at_s=at_s,
        until_s=None,
        llr=4.2,
        details=details,
        explanation=told,
        evidence_jpeg=evidence,
    )


def observation(at_s: float, llr: float = -2.0) -> Observation:
    return Observation(SignalName("identity_match"), Question.IDENTITY, Family.IDENTITY, at_s, 3.5, llr, "same_person")


def abstention(at_s: float, reason: str = "no_face") -> Abstention:
    return Abstention(SignalName("identity_match"), Question.IDENTITY, at_s, reason)


def step(
    seq: int,
    at_s: float,
    *,
    states: Mapping[Question, tuple[State, str]] | None = None,
    verdicts: tuple[Verdict, ...] = (),
    warnings: tuple[Warning, ...] = (),
) -> StepResult:
    return StepResult(
        INTERVIEW, seq, at_s, at_s, verdicts, assessment(at_s, states), warnings, 1, 120.0, 10.0, 0, 10.0 + seq
    )


def record(**changes: object) -> InterviewRecord:
    """An interview in which a matching face became another one."""
    calm = {Question.IDENTITY: (State.NO_CONCERN, "matches_id_photo")}
    alarm = {Question.IDENTITY: (State.PAUSE_AND_VERIFY, "id_mismatch")}
    whole = InterviewRecord(
        interview=INTERVIEW,
        candidate="Sample Candidate",
        title="Engineer, first round",
        started_at=NOW,
        ended_at=NOW,
        duration_s=100.0,
        frames_analyzed=1000,
        frames_dropped=3,
        reference="id_photo",
        timeline=[assessment(0.0), assessment(10.0, calm), assessment(60.0, alarm)],
        warnings=[RecordedWarning(1, warning(at_s=60.0))],
        signals={SignalName("identity_match"): SignalTally(80, {"no_face": 5, "turned_away": 9})},
        versions={"candor": "0.1.0"},
        notices=["analysis_restarted"],
    )
    return replace(whole, **changes)  # pyright: ignore[reportArgumentType]
