"""Checks: what the interviewer can ask for during the call, and how it went.

A check is drawn at random, started in the analysis of an interview, and judged there from facts. Skipping is neutral:
it is no evidence of anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, NewType

CheckId = NewType("CheckId", str)
"""Unique within an interview."""


class CheckKind(StrEnum):
    """What is asked for."""

    TURN_HEAD = "turn_head"
    """To profile, and back."""
    LOOK_UP = "look_up"
    LEAN_IN = "lean_in"
    """And back."""
    HAND_OVER_FACE = "hand_over_face"
    """Slowly, from forehead to chin."""
    PRESS_CHEEK = "press_cheek"
    COVER_EYE = "cover_eye"
    SAY_DIGITS = "say_digits"


SIDED: Final = frozenset({CheckKind.TURN_HEAD, CheckKind.PRESS_CHEEK, CheckKind.COVER_EYE})
"""These need a side; the others have none."""
WITH_HAND: Final = frozenset({CheckKind.HAND_OVER_FACE, CheckKind.PRESS_CHEEK, CheckKind.COVER_EYE})
"""These need a hand in the picture."""


class Side(StrEnum):
    """Of the picture, as the interviewer sees it: the candidate's own other side. A tile that is not mirrored is meant;
    Candor sees what the call sends, never the candidate's own mirrored view.
    """

    LEFT = "left"
    RIGHT = "right"
    NONE = ""


class CheckPhase(StrEnum):
    """How far a check is. All but the first two are final."""

    RUNNING = "running"
    ASK_INTERVIEWER = "ask_interviewer"
    """Something was said with moving lips; whether it was what was asked for only the interviewer can tell."""
    DONE = "done"
    """What was asked for was seen (or, spoken, confirmed)."""
    NOT_SEEN = "not_seen"
    """The deadline passed in good view without it."""
    CANT_TELL = "cant_tell"
    """The view (or the sound) did not allow to judge it."""
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Check:
    """One check as it was drawn."""

    id: CheckId
    kind: CheckKind
    side: Side = Side.NONE
    digits: str = ""
    """What is to be said, of SAY_DIGITS only, e.g. "4071"."""


@dataclass(frozen=True, slots=True)
class CheckDrawn:
    """A draw, as it goes on record: the same seed, number and exclusions give the same check again."""

    check: Check
    seed: str
    """Of this interview, 32 hexadecimal digits from the operating system's random source."""
    number: int
    """Of the draw in this interview, from 1."""
    excluded: tuple[CheckKind, ...] = ()
    """What this candidate cannot do, as far as it was known."""
    wait_s: float = 0.0
    """Pause before it is asked for, so that its moment cannot be foreseen either."""


@dataclass(frozen=True, slots=True)
class CheckStatus:
    """A check and how it went so far."""

    check: Check
    phase: CheckPhase
    started_at_s: float
    """Interview time (captured_at_s)."""
    ended_at_s: float | None = None
    details: Mapping[str, float | int | str] = field(default_factory=dict[str, "float | int | str"])
    """Numbers for people, e.g. {"degrees": 62, "seconds": 2.1}."""
    evidence_jpeg: bytes | None = None
    """A strip of the face before, during and after, at most 480x120 px; only with consent, only when the check ended in
    this very frame, and only so that a person can judge it.
    """

    @property
    def is_over(self) -> bool:
        """Whether the phase is final."""
        return self.phase not in {CheckPhase.RUNNING, CheckPhase.ASK_INTERVIEWER}

    def ended(self, phase: CheckPhase, at_s: float) -> CheckStatus:
        """Return the status after its end; one that is over stays as it is."""
        return self if self.is_over else replace(self, phase=phase, ended_at_s=max(at_s, self.started_at_s))
