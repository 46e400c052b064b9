"""What a signal says: an observation with its log-likelihood ratio, or an abstention with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from candor.domain.ids import SignalName
from candor.domain.questions import Family, Question


@dataclass(frozen=True, slots=True)
class Observation:
    """A signal looked and can say something."""

    signal: SignalName
    question: Question
    family: Family
    at_s: float
    """captured_at_s of the newest frame that went in."""
    score: float
    """The raw measurement, in the signal's own unit."""
    llr: float
    """Natural-log likelihood ratio: > 0 speaks for attack or mismatch, 0 says nothing, < 0 for bona fide."""
    code: str
    """What was seen, e.g. "id_mismatch", "loop_repeat", "extra_face"; keys into fusion/explain."""
    details: Mapping[str, float | int | str] = field(default_factory=dict[str, "float | int | str"])
    """Numbers for the explanation, e.g. {"seconds": 4.2, "faces": 2}."""


@dataclass(frozen=True, slots=True)
class Abstention:
    """A signal could not judge. It is counted, shown, and adds nothing."""

    signal: SignalName
    question: Question
    at_s: float
    reason: str
    """Stable code, e.g. "no_reference", "face_too_small", "too_short", "too_dark", "no_face"."""


Verdict = Observation | Abstention
