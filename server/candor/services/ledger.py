"""How often is a warning a false alarm? Per kind of warning and month, with the interval that the counts allow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from candor.domain.flags import FlagDeed
from candor.maths.statistics import Interval, wilson_interval
from candor.services.access import Permission, require
from candor.store.ledger import OPEN, Counts, Time
from candor.store.store import Store
from candor.store.values import Person

WIDE: Final = 0.2
"""A rate whose 95 % interval spans more than this is shown as too few to say: a rule of display, nothing else."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """The warnings of one kind in one month, or in all months."""

    month: str
    """As "2026-11"; empty: of all months."""
    code: str
    right: int
    false: int
    unknown: int
    unresolved: int
    hours: float
    """Of all ended interviews of the time, whether this warning was raised in them or not."""

    @property
    def warnings(self) -> int:
        """How many were raised."""
        return self.settled + self.unknown + self.unresolved

    @property
    def settled(self) -> int:
        """How many were resolved as right or as a false alarm: n of the rate."""
        return self.right + self.false

    @property
    def rate(self) -> float | None:
        """False alarms among what was settled; None when nothing was."""
        return self.false / self.settled if self.settled else None

    @property
    def interval(self) -> Interval:
        """95 % Wilson interval of the rate, warnings taken as independent."""
        return wilson_interval(self.false, self.settled)

    @property
    def is_too_few(self) -> bool:
        """Whether the counts say little."""
        return self.interval.high - self.interval.low > WIDE

    @property
    def false_per_hour(self) -> float | None:
        """False alarms in an hour of interview; None without any."""
        return self.false / self.hours if self.hours > 0 else None


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """All there is."""

    totals: tuple[LedgerLine, ...]
    """Of all months, by kind."""
    months: tuple[LedgerLine, ...]
    """The newest month first, then by kind."""
    time: Mapping[str, Time]


class FalseAlarms:
    """The ledger of false alarms."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def page(self, by: Person) -> LedgerPage:
        """Return the ledger."""
        require(by, Permission.READ_LEDGER)
        counts = self._store.ledger.counts()
        places = {(month, code) for month, code, _ in counts.warnings}
        lines = [_line(month, [month], code, counts) for month, code in places]
        totals = [_line("", list(counts.time), code, counts) for code in {code for _, code in places}]
        by_month = sorted(sorted(lines, key=lambda line: line.code), key=lambda line: line.month, reverse=True)
        return LedgerPage(tuple(sorted(totals, key=lambda line: line.code)), tuple(by_month), counts.time)


def _line(month: str, months: Iterable[str], code: str, counts: Counts) -> LedgerLine:
    of = list(months)

    def count(outcome: str) -> int:
        return sum(counts.warnings.get((each, code, outcome), 0) for each in of)

    seconds = sum(counts.time[each].seconds for each in of)
    return LedgerLine(
        month=month,
        code=code,
        right=count(FlagDeed.TRUE),
        false=count(FlagDeed.FALSE),
        unknown=count(FlagDeed.UNKNOWN),
        unresolved=count(OPEN),
        hours=seconds / 3600,
    )
