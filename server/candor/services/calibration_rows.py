"""What did each signal say before a warning that people then settled? To calibrate on; no name, id or time is in it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean
from typing import Final

from candor.domain.observations import Observation
from candor.domain.questions import Question
from candor.services.access import Permission, require
from candor.store.settled import SettledWarning
from candor.store.store import Store
from candor.store.values import Person

BEFORE_S: Final = 30.0
"""So long before a warning is what signals said looked at."""
MOST: Final = 5000


@dataclass(frozen=True, slots=True)
class SignalScores:
    """What a signal said before a warning."""

    observations: int
    abstentions: int
    mean_score: float | None
    """In the signal's own unit; None: it only abstained."""
    mean_llr: float | None
    highest_llr: float | None


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """One settled warning."""

    code: str
    question: Question
    is_right: bool
    """False: a false alarm."""
    llr: float
    """Of all signals together, when it was raised."""
    signals: Mapping[str, SignalScores]
    versions: Mapping[str, str]


class CalibrationRows:
    """Reads rows."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def all(self, by: Person) -> list[CalibrationRow]:
        """Return the newest settled warnings, in an order that tells nothing."""
        require(by, Permission.READ_LEDGER)
        rows = [row_of(settled) for settled in self._store.settled.warnings(MOST)]
        random.SystemRandom().shuffle(rows)
        self._store.audit.note(self._now(), by.id, "calibration_exported", by.id)
        return rows


def row_of(settled: SettledWarning) -> CalibrationRow:
    """Return the row of a settled warning."""
    spoken: dict[str, list[Observation | None]] = {}
    for verdict in settled.verdicts:
        if settled.at_s - BEFORE_S <= verdict.at_s <= settled.at_s:
            spoken.setdefault(verdict.signal, []).append(verdict if isinstance(verdict, Observation) else None)
    signals = {name: _scores(said) for name, said in sorted(spoken.items())}
    return CalibrationRow(settled.code, settled.question, settled.is_right, settled.llr, signals, settled.versions)


def _scores(said: Sequence[Observation | None]) -> SignalScores:
    seen = [each for each in said if each is not None]
    if not seen:
        return SignalScores(0, len(said), None, None, None)
    llrs = [each.llr for each in seen]
    return SignalScores(len(seen), len(said) - len(seen), fmean(each.score for each in seen), fmean(llrs), max(llrs))
