"""What may candidates read of their own interviews? What was checked, what was found, and what people made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from candor.domain.flags import NOTHING_WRITTEN, Flag, flags_of
from candor.domain.ids import CandidateId, WarningId
from candor.report.summary import Report, make_report
from candor.store.store import Store


@dataclass(frozen=True, slots=True)
class OwnInterview:
    """One interview that is over, in the words of the report."""

    report: Report
    flags: Mapping[WarningId, Flag]

    def flag(self, warning: WarningId) -> Flag:
        """Return what people made of a warning."""
        return self.flags.get(warning, NOTHING_WRITTEN)


class OwnResults:
    """Reads results for the candidate themselves."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._rounds = store.rounds
        self._now = now

    def of(self, candidate: CandidateId, language: str) -> list[OwnInterview]:
        """Return the interviews of a candidate that took place and are over, newest first."""
        held = self._rounds.of_candidate(candidate)
        over = [one for one in held if one.started_at and one.ended_at and not one.cancelled_at]
        over.sort(key=lambda one: one.started_at or self._now(), reverse=True)
        records = [self._rounds.record(one.id) for one in over]
        return [OwnInterview(make_report(each, self._now(), language), flags_of(each.flags)) for each in records]
