"""What every signal is: one question, one family, its own pace, and an observation or an abstention from a window.

Signals are stateless. What lasts over a call (the ID template, the template of this call) comes in by `Context`; every
limit comes from the signal's own calibration file. The pipeline runs each signal of ALL_SIGNALS every `period_s`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from candor.domain.checks import CheckStatus
from candor.domain.identity import Template
from candor.domain.ids import SignalName
from candor.domain.light import LightShow
from candor.domain.observations import Verdict
from candor.domain.ports import Comparator
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.calibration import SignalCalibration


@dataclass(frozen=True, slots=True)
class Context:
    """What a signal may know besides the window."""

    consented: bool
    """Without consent there are no embeddings, and identity signals abstain with "no_consent"."""
    model: str
    """Manifest id of the embedder that made the embeddings in the window."""
    reference: Template | None
    """From the ID photo; None when there is none."""
    enrolled: Template | None
    """Of the face at the start of this call (enrolment.py); None until enough of it was seen."""
    comparator: Comparator
    calibrations: Mapping[SignalName, SignalCalibration]
    """As `load_calibrations` gives them, one per signal."""
    checks: tuple[CheckStatus, ...] = ()
    """Every movement check of this call so far, oldest first."""
    light: LightShow | None = None
    """The newest coded light of this call."""


class Signal(Protocol):
    """Answers a part of one question from a window of facts."""

    @property
    def name(self) -> SignalName:
        """The file's name."""
        ...

    @property
    def question(self) -> Question:
        """Which of the four questions this is evidence for."""
        ...

    @property
    def family(self) -> Family:
        """Evidence of one family is capped together."""
        ...

    @property
    def period_s(self) -> float:
        """Seconds of capture time between two observations."""
        ...

    def observe(self, window: Window, context: Context) -> Verdict:
        """Judge the newest stretch of the window, or say why that is not possible."""
        ...
