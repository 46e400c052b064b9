"""What was found in each second of a live interview? Collects letters from verdicts until they are written down."""

from __future__ import annotations

from typing import Final

from candor.domain.ids import SignalName
from candor.domain.observations import Verdict
from candor.domain.seconds import MAX_MINUTES, MINUTE_S, Minute, Second, second_of

_PLACES: Final = {SignalName("identity_match"): 0, SignalName("continuity"): 1}


class LiveSeconds:
    """The minutes of an interview that changed since they were last taken."""

    def __init__(self) -> None:
        self._minutes: dict[int, tuple[list[str], list[str]]] = {}

    def add(self, verdict: Verdict) -> None:
        """Take a verdict; those of other signals say nothing here."""
        place = _PLACES.get(verdict.signal)
        number, second = divmod(int(max(verdict.at_s, 0.0)), MINUTE_S)
        if place is None or number >= MAX_MINUTES:
            return
        empty = [Second.NOT_ASKED.value] * MINUTE_S
        letters = self._minutes.setdefault(number, (list(empty), list(empty)))
        letters[place][second] = second_of(verdict).value

    def take(self) -> list[Minute]:
        """Return what came since the last time; the store lays it over what it has."""
        taken, self._minutes = self._minutes, {}
        return [Minute(number, "".join(a), "".join(b)) for number, (a, b) in sorted(taken.items())]
