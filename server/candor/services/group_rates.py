"""Are warnings false alarms more often for some groups than for others? Counted on what candidates said themselves.

So that numbers point at nobody: a group of fewer than LEAST people is left out, and the next larger one with it where
it would stand alone; a kind of warning is left out unless LEAST people had it as a false alarm; counts are rounded to
multiples of STEP; and only months that are over are counted, so that two exports do not differ by one interview.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from candor.domain.groups import Axis, Declaration, declaration
from candor.maths.statistics import Interval, wilson_interval
from candor.services.access import Permission, require
from candor.store.settled import CountedPerson
from candor.store.store import Store
from candor.store.values import Person

LEAST: Final = 10
STEP: Final = 5


@dataclass(frozen=True, slots=True)
class GroupRate:
    """How many people of a group had a kind of warning as a false alarm, in rounded numbers."""

    code: str
    group: str
    people: int
    false_alarms: int
    """People with at least one."""

    @property
    def rate(self) -> float:
        """False alarms by person."""
        return self.false_alarms / self.people

    @property
    def interval(self) -> Interval:
        """95 % Wilson interval of the rate."""
        return wilson_interval(self.false_alarms, self.people)


@dataclass(frozen=True, slots=True)
class AxisRates:
    """The groups of one respect beside each other."""

    axis: Axis
    groups: Mapping[str, int]
    """People in each, rounded."""
    is_withheld: bool
    """Somebody said another group, which is too small to be shown."""
    rates: tuple[GroupRate, ...]


class GroupRates:
    """Takes what candidates say, and counts it."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def said_by_link(self, link: str) -> Declaration:
        """Return what the candidate said, for their own page; AccessError "unknown_link"."""
        return self._store.groups.of(self._store.candidates.by_link(link).id)

    def say_by_link(self, link: str, said: Mapping[str, str]) -> None:
        """Keep what the candidate says; nothing said takes it back.

        Raises:
            AccessError: "unknown_link".
            UsageError: "bad_group".
        """
        self._store.groups.save(self._store.candidates.by_link(link).id, declaration(said))

    def until(self) -> datetime:
        """Return the end of what is counted: the beginning of this month, UTC."""
        return self._now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)

    def of_everybody(self, by: Person) -> list[AxisRates]:
        """Return the rates of all groups that are large enough."""
        require(by, Permission.READ_LEDGER)
        people = self._store.settled.people(self.until())
        self._store.audit.note(self._now(), by.id, "group_rates_exported", by.id)
        return [of_axis(axis, people) for axis in Axis]


def of_axis(axis: Axis, people: Sequence[CountedPerson]) -> AxisRates:
    """Return the rates along one axis."""
    sizes = Counter(person.said[axis] for person in people if axis in person.said)
    shown = _shown(sizes)
    alarms = {group: _alarms(axis, group, people) for group in shown}
    totals = sum(alarms.values(), Counter[str]())
    rates = [
        GroupRate(code, group, _rounded(shown[group]), _rounded(alarms[group][code]))
        for code in sorted(code for code, count in totals.items() if count >= LEAST)
        for group in shown
    ]
    rounded = {group: _rounded(size) for group, size in shown.items()}
    return AxisRates(axis, rounded, len(shown) < len(sizes), tuple(rates))


def _shown(sizes: Mapping[str, int]) -> dict[str, int]:
    large = sorted((group for group in sizes if sizes[group] >= LEAST), key=lambda group: (-sizes[group], group))
    if len(sizes) - len(large) == 1:
        large = large[:-1]  # the small one could be told from the sum of all
    return {group: sizes[group] for group in sorted(large)} if len(large) > 1 else {}


def _alarms(axis: Axis, group: str, people: Sequence[CountedPerson]) -> Counter[str]:
    return Counter(code for person in people if person.said.get(axis) == group for code in person.false_alarms)


def _rounded(count: int) -> int:
    return STEP * ((count + STEP // 2) // STEP)
