"""How strongly did a signal, a question or all of them together speak against a session? One number for each.

LLRs decide: the largest from the attack's beginning on, at least 0, because an abstention says nothing. The raw
measurement is kept beside it, so that a signal whose map is still silent can be looked at as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from candor.domain.questions import Question
from candor.evaluation.laboratory.recorded import Recorded
from candor.evaluation.laboratory.refusion import Fused

FUSED: Final = "fused"
"""All questions that count, together: the largest of them."""
QUESTION: Final = "question "
"""Before the name of a question: a signal may have the same name."""


@dataclass(frozen=True, slots=True)
class Played:
    """A session and what fusion made of it."""

    recorded: Recorded
    fused: Fused


@dataclass(frozen=True, slots=True)
class Score:
    """What one subject said of one session."""

    peak: float
    """Largest LLR, natural log; 0 when it never said more."""
    median_llr: float | None
    """Of its observations; None: it always abstained."""
    median_raw: float | None
    """Of its raw scores."""


def signals_of(sessions: Sequence[Played]) -> list[str]:
    """Return the signals that said anything, in order of name."""
    return sorted({said.signal for one in sessions for said in one.recorded.said})


def score(one: Played, subject: str) -> Score:
    """Return what a signal, a question (QUESTION and its value) or FUSED said of a session."""
    if subject == FUSED:
        peak = max(one.fused.peak.values(), default=0.0)
        return Score(peak, peak, peak)
    if subject.startswith(QUESTION):
        peak = one.fused.peak[Question(subject.removeprefix(QUESTION))]
        return Score(peak, peak, peak)
    since_s = one.recorded.attack_from_s
    seen = [s for s in one.recorded.said if s.signal == subject and s.llr is not None and s.at_s >= since_s]
    llrs = [said.llr for said in seen if said.llr is not None]
    if not llrs:
        return Score(0.0, None, None)
    return Score(max(0.0, *llrs), float(np.median(llrs)), float(np.median([said.score for said in seen])))
