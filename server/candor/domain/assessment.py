"""What the interviewer is shown: the state of each question, and warnings with their explanation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from candor.domain.ids import InterviewId, WarningId
from candor.domain.questions import Question, Severity, State


@dataclass(frozen=True, slots=True)
class QuestionAssessment:
    """The state of one question at one moment."""

    question: Question
    state: State
    llr: float
    """Sum of capped evidence in force, natural log; > 0 speaks for attack or mismatch."""
    reason: str
    """Stable code of why the state is what it is, e.g. "matches_id_photo", "face_too_small", "id_mismatch"."""
    since_s: float
    """captured_at_s when this state began."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """All four questions at one moment."""

    at_s: float
    questions: Mapping[Question, QuestionAssessment]

    def states(self) -> dict[Question, State]:
        """Return the states alone: what a change is told by."""
        return {question: found.state for question, found in self.questions.items()}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One warning card, in the five parts of reference/warnings.md E4, in one language."""

    title: str
    detail: str
    """What was measured, with its values: at most 40 words."""
    harmless: tuple[str, ...]
    """Innocent reasons, most common first."""
    next_step: str
    say: str
    """A sentence the interviewer can say to every candidate."""


@dataclass(frozen=True, slots=True)
class Warning:
    """Something the interviewer should look at. One per cause: a cause that goes on updates its warning."""

    id: WarningId
    interview: InterviewId
    question: Question
    severity: Severity
    code: str
    at_s: float
    """captured_at_s when it was raised."""
    until_s: float | None
    """captured_at_s when the cause was last seen to end; None while it lasts."""
    llr: float
    details: Mapping[str, float | int | str]
    explanation: Explanation
    evidence_jpeg: bytes | None
    """A crop of the frame that tipped the decision, JPEG, at most 320 px wide."""
