"""Verdicts made by hand, and a call that plays them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from candor.domain.assessment import Assessment, Warning
from candor.domain.ids import InterviewId, SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Question, State
from candor.fusion.decide import advance
from candor.fusion.rules import Rules, load_rules
from candor.fusion.state import FusionState

RULES = load_rules(Path(__file__).resolve().parents[2] / "models")

DETAILS: dict[str, float | int | str] = {
    "seconds": 4.0,
    "faces": 2,
    "size_percent": 80,
    "since_at_s": 61.0,
    "matched_s": 4.0,
    "lag_s": 12.0,
    "last_at_s": 75.0,
    "turn_at_s": 70.0,
    "turn_deg": 20,
    "pictures": 5,
    "blinks": 0,
    "background_percent": 95,
    "inner_percent": 10,
    "sides": 3,
    "looks": 20,
    "percent": 90,
    "correlation_percent": 12,
    "alike_percent": 55,
}
"""All numbers that any warning shows."""


def observation(
    signal: str, at_s: float, llr: float, code: str, details: dict[str, float | int | str] | None = None
) -> Observation:
    rule = RULES.signals[signal]
    return Observation(SignalName(signal), rule.question, rule.family, at_s, 0.0, llr, code, details or DETAILS)


def abstention(signal: str, at_s: float, reason: str) -> Abstention:
    return Abstention(SignalName(signal), RULES.signals[signal].question, at_s, reason)


@dataclass
class Call:
    """Plays verdicts second by second and remembers what came out."""

    rules: Rules = field(default_factory=lambda: RULES)
    state: FusionState = field(default_factory=FusionState)
    assessments: list[Assessment] = field(default_factory=list[Assessment])
    warnings: list[Warning] = field(default_factory=list[Warning])
    now_s: float = 0.0

    def play(self, seconds: int, verdicts: Callable[[float], Sequence[Verdict]]) -> Call:
        for _ in range(seconds):
            self.now_s += 1.0
            self.state, assessment, warnings = advance(
                self.state, verdicts(self.now_s), self.now_s, self.rules, interview=InterviewId("i7")
            )
            self.assessments.append(assessment)
            self.warnings.extend(warnings)
        return self

    def shown(self, question: Question) -> tuple[State, str]:
        newest = self.assessments[-1].questions[question]
        return newest.state, newest.reason

    def first_s(self, question: Question, state: State) -> float | None:
        return next((a.at_s for a in self.assessments if a.questions[question].state is state), None)


def matching(at_s: float) -> list[Verdict]:
    """What an honest second brings."""
    return [
        observation("face_absent", at_s, -0.2, "face_present"),
        observation("identity_match", at_s, -4.0, "id_match"),
        observation("continuity", at_s, -4.0, "same_person"),
        observation("extra_face", at_s, -0.2, "one_face"),
        observation("frozen_or_looping", at_s, -0.5, "picture_moves"),
    ]


def switched(at_s: float) -> list[Verdict]:
    """What a second with somebody else on the tile brings."""
    return [
        observation("identity_match", at_s, 4.7, "id_mismatch"),
        observation("continuity", at_s, 5.0, "person_changed"),
    ]
