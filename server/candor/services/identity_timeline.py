"""Is it the same face from the ID photo to the first day? What the seconds of each round say, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from candor.domain.ids import CandidateId, InterviewId
from candor.domain.seconds import JUDGED, MINUTE_S, Minute, Run, Second, run_of
from candor.services.access import Permission
from candor.services.reach import Gate, within
from candor.store.store import Store
from candor.store.values import Interview, Person


@dataclass(frozen=True, slots=True)
class Bar:
    """One minute as a bar: shares of its 60 seconds."""

    number: int
    same: int
    differs: int
    other: int
    """Seconds that could not be judged, or speak for neither."""


@dataclass(frozen=True, slots=True)
class Round:
    """One interview on the timeline."""

    interview: Interview
    identity: Run
    continuity: Run
    bars: tuple[Bar, ...]
    """Of the comparison with the ID photo where there was one, else with the beginning of the interview."""
    pictures: tuple[str, ...]
    """Warnings that have an evidence picture, oldest first."""
    has_portrait: bool
    """Whether the first good view of the candidate is kept."""


class IdentityTimeline:
    """Puts the rounds of a candidate side by side."""

    def __init__(self, store: Store) -> None:
        self._rounds = store.rounds
        self._gate = Gate(store)

    def of(self, by: Person, candidate: CandidateId) -> list[Round]:
        """Return the rounds within reach that have begun, oldest first."""
        self._gate.candidate(by, Permission.READ_INTERVIEWS, candidate)
        held = [one for one in self._rounds.of_candidate(candidate, within(by)) if one.started_at is not None]
        held.sort(key=lambda one: (one.started_at or one.created_at, one.id))
        seen, pictures = self._rounds.minutes([one.id for one in held]), self._rounds.pictures(candidate)
        portraits = self._rounds.with_portrait(candidate)
        return [
            _round(one, seen.get(one.id, []), tuple(pictures.get(one.id, [])), has_portrait=one.id in portraits)
            for one in held
        ]

    def portrait(self, by: Person, interview: InterviewId) -> bytes:
        """Return the first good view of the candidate in an interview, JPEG; NotFoundError when none is kept."""
        self._gate.interview(by, Permission.READ_INTERVIEWS, interview)
        return self._rounds.portrait(interview)


def _round(interview: Interview, minutes: list[Minute], pictures: tuple[str, ...], *, has_portrait: bool) -> Round:
    identity, continuity = (_run(minutes, name) for name in ("identity", "continuity"))
    shown = "identity" if identity.judged_s else "continuity"
    bars = tuple(_bar(minute.number, getattr(minute, shown)) for minute in minutes)
    return Round(interview, identity, continuity, bars, pictures, has_portrait)


def _run(minutes: list[Minute], name: str) -> Run:
    """Return what all seconds say; minutes of which nothing was written are gaps."""
    letters = {minute.number: getattr(minute, name) for minute in minutes}
    length = max(letters, default=-1) + 1
    return run_of("".join(letters.get(number, Second.NOT_ASKED * MINUTE_S) for number in range(length)))


def _bar(number: int, letters: str) -> Bar:
    same, differs = letters.count(Second.SAME), letters.count(Second.DIFFERS)
    known = sum(letter in JUDGED or letter != Second.NOT_ASKED for letter in letters)
    return Bar(number, same, differs, known - same - differs)
