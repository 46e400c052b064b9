"""Coded light: a secret sequence of two gentle colours that the candidate's screen shows while the call goes on.

A live face in front of the screen takes on the colours; a recording cannot. The code is drawn anew each time, leaves
the server one colour at a time, and is judged by chance alone: how many other codes would have fitted as well?
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

LightId = NewType("LightId", str)
"""Unique within an interview."""

Colour = tuple[int, int, int]
"""sRGB, 0 to 255."""


class LightPhase(StrEnum):
    """How far a light check is. All but the first are final."""

    RUNNING = "running"
    SHOWN = "shown"
    """Every colour was shown."""
    STOPPED = "stopped"
    """The page was closed, or fell too far behind."""
    SKIPPED = "skipped"
    """The candidate would rather not: no evidence of anything."""


@dataclass(frozen=True, slots=True)
class LightPlan:
    """What every code of this installation has in common: the law that codes are drawn from, and the two colours."""

    version: str
    chips: int
    """Colours in a code, one after the other; half of them are warm."""
    chip_s: float
    max_run: int
    """At most so many equal colours in a row: cameras adapt to what stays."""
    fade_s: float
    """One colour blends into the next over this long."""
    settle_s: float
    """The middle colour is shown this long before the code, so that the camera settles."""
    warm_rgb: Colour
    cool_rgb: Colour

    @property
    def seconds(self) -> float:
        """How long the code is shown."""
        return self.chips * self.chip_s


@dataclass(frozen=True, slots=True)
class LightShow:
    """One code and when it is shown: the whole of it, known to server and analysis only."""

    id: LightId
    code: tuple[int, ...]
    """1: warm, 0: cool."""
    starts_at_s: float
    """Interview time (captured_at_s) at which the server has the first colour shown; the k-th comes k chips later."""
    chip_s: float
    max_run: int
    phase: LightPhase = LightPhase.RUNNING
    late_s: float = 0.0
    """How long after its time a colour was on the screen, median, as the page says. For people: the finding never
    depends on what the page says, which is in the candidate's hands.
    """
    missed: int = 0
    """Colours that came too late to be shown."""

    @property
    def ends_at_s(self) -> float:
        """When the last colour ends."""
        return self.starts_at_s + len(self.code) * self.chip_s
