"""Was it the same face, second by second? One letter for each second of an interview, and what a run of them says.

Written from the verdicts of two signals, signals/identity_match.py and signals/continuity.py, which look once a second.
They look back over 8 and 3 seconds: a shorter absence leaves no gap here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from candor.domain.observations import Abstention, Verdict

MINUTE_S: Final = 60
MAX_MINUTES: Final = 24 * 60


class Second(StrEnum):
    """What was found in one second."""

    SAME = "s"
    DIFFERS = "d"
    UNCLEAR = "u"
    """Compared, and the comparison speaks for neither."""
    NO_FACE = "n"
    POOR_VIEW = "p"
    """A face that could not be compared: too small, dark, bright, blurred, turned away, or seen too shortly."""
    NOTHING_TO_COMPARE = "r"
    """No ID photo, no first seconds yet, or no consent."""
    NOT_ASKED = "."
    """No picture came."""


JUDGED: Final = frozenset({Second.SAME, Second.DIFFERS, Second.UNCLEAR})
_NOTHING: Final = frozenset({"no_reference", "no_enrolment", "no_consent"})


@dataclass(frozen=True, slots=True)
class Minute:
    """The seconds of one minute of an interview: 60 letters for each question."""

    number: int
    """From 0."""
    identity: str
    """Compared with the ID photo."""
    continuity: str
    """Compared with the first seconds of the same interview."""


@dataclass(frozen=True, slots=True)
class Run:
    """What the seconds of an interview say."""

    total_s: int
    """From the first second of which anything is known to the last."""
    same_s: int
    differs_s: int
    unclear_s: int
    gaps: int
    """Stretches between, or after, judged seconds in which nothing could be judged."""
    gap_s: int
    """All of them together."""
    longest_gap_s: int

    @property
    def judged_s(self) -> int:
        """Seconds in which there was a comparison."""
        return self.same_s + self.differs_s + self.unclear_s

    @property
    def same_percent(self) -> int | None:
        """Share of the judged seconds, rounded down: 100 means every one. None: nothing could be judged."""
        return 100 * self.same_s // self.judged_s if self.judged_s else None


def second_of(verdict: Verdict) -> Second:
    """Return the letter for a verdict of one of the two signals."""
    if isinstance(verdict, Abstention):
        if verdict.reason in _NOTHING:
            return Second.NOTHING_TO_COMPARE
        return Second.NO_FACE if verdict.reason == "no_face" else Second.POOR_VIEW
    if verdict.llr == 0:
        return Second.UNCLEAR
    return Second.DIFFERS if verdict.llr > 0 else Second.SAME


def run_of(letters: str) -> Run:
    """Return what the letters of an interview, one for each second, say."""
    told = letters.strip(Second.NOT_ASKED)
    first = next((place for place, letter in enumerate(told) if letter in JUDGED), len(told))
    stretches = [(is_judged, len(list(run))) for is_judged, run in groupby(told[first:], key=lambda x: x in JUDGED)]
    gaps = [length for is_judged, length in stretches if not is_judged]
    return Run(
        total_s=len(told),
        same_s=told.count(Second.SAME),
        differs_s=told.count(Second.DIFFERS),
        unclear_s=told.count(Second.UNCLEAR),
        gaps=len(gaps),
        gap_s=sum(gaps),
        longest_gap_s=max(gaps, default=0),
    )
