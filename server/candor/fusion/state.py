"""What fusion remembers between two frames: plain values, so that a checkpoint can hold them (msgspec, msgpack)."""

from __future__ import annotations

from dataclasses import dataclass, field

from candor.domain.questions import Question, Severity, State


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one signal has said so far."""

    llr: float = 0.0
    """Evidence in force, natural log, within the signal's caps."""
    newest_llr: float = 0.0
    """Of the last observation alone."""
    updated_s: float = 0.0
    """captured_at_s of the last verdict."""
    observed_s: float | None = None
    """captured_at_s of the last observation; None before the first."""
    code: str = ""
    """What the last observation saw."""
    details: dict[str, float | int | str] = field(default_factory=dict[str, "float | int | str"])
    abstained: str = ""
    """Why the last verdict was an abstention; empty when it was an observation."""
    above_s: float | None = None
    """Since when the evidence is above the amber bound."""
    red_s: float | None = None
    """Since when it is above the red bound."""
    below_s: float | None = None
    """Since when it is below half the amber bound."""
    alarm: Severity | None = None
    """Raised with hold, cleared with hysteresis."""
    alarm_code: str = ""
    """The cause the alarm was raised for."""


@dataclass(frozen=True, slots=True)
class QuestionState:
    """The state a question is shown in, and since when."""

    state: State
    reason: str
    since_s: float


@dataclass(frozen=True, slots=True)
class Case:
    """One warning: one cause, from when it was raised until it ended."""

    code: str
    ordinal: int
    """1 for the first warning of this code in the interview."""
    signal: str
    question: Question
    severity: Severity
    at_s: float
    until_s: float | None
    llr: float
    details: dict[str, float | int | str]
    told_s: float
    """captured_at_s when it was last sent out."""


@dataclass(frozen=True, slots=True)
class FusionState:
    """Everything fusion carries from frame to frame."""

    started_s: float | None = None
    evidence: dict[str, Evidence] = field(default_factory=dict[str, Evidence])
    """By signal name."""
    questions: dict[Question, QuestionState] = field(default_factory=dict[Question, QuestionState])
    cases: dict[str, Case] = field(default_factory=dict[str, Case])
    """The latest warning of each code."""
