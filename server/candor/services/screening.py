"""Application screening for recruiters: what an application states is kept, looked through, and settled by people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from candor.domain.findings import ApplicantState
from candor.domain.ids import CandidateId
from candor.errors import AccessError, NotFoundError, UsageError
from candor.services.access import Permission, may, require
from candor.services.reach import Gate
from candor.services.screener import Screener, Upload, other_of
from candor.store.applications import Filed
from candor.store.screenings import KeptScreening, Outcome, Waiting
from candor.store.store import Store
from candor.store.values import Person

MAX_WORDS: Final = 1_000


@dataclass(frozen=True, slots=True)
class ShownScreening:
    """What is known of an application, for its pages."""

    filed: Filed
    kept: KeptScreening | None
    others: Mapping[str, str]
    """Names of the other candidates that findings point at, by id; who was erased is missing."""


class ScreeningDesk:
    """Takes applications, screens them, keeps what people make of it."""

    def __init__(self, store: Store, screener: Screener, now: Callable[[], datetime]) -> None:
        self._store = store
        self._gate = Gate(store)
        self._screener = screener
        self._now = now

    def file(self, by: Person, candidate: CandidateId, typed: Mapping[str, Any], cv: Upload | None = None) -> None:
        """Keep what an application states, and screen it.

        Raises:
            UsageError: "bad_application", "bad_document".
            NotFoundError: "no_such_candidate".
        """
        require(by, Permission.MANAGE_CANDIDATES)
        held = self._store.candidates.candidate(candidate)
        before = self._store.applications.of(candidate)
        kept = before.application.documents if before else ()
        named = {**typed, "id": candidate, "name": held.name}
        self._store.applications.save(by.id, candidate, self._screener.read(named, cv, kept))
        self.screen(by, candidate)

    def screen(self, by: Person, candidate: CandidateId) -> None:
        """Look through an application with the rules and lists of today.

        Raises:
            NotFoundError: "no_application".
        """
        require(by, Permission.MANAGE_CANDIDATES)
        filed = self._filed(candidate)
        holders = self._store.applications.holders(filed.keys)
        others = {key: [other_of(h.candidate, h.name, h.portrait) for h in held] for key, held in holders.items()}
        found = self._screener.judge(filed.application, others, self._now().date())
        self._store.screenings.keep(by.id, candidate, found)

    def shown(self, by: Person, candidate: CandidateId) -> ShownScreening | None:
        """Return what is known of an application; None: there is none."""
        self._gate.candidate(by, Permission.MANAGE_CANDIDATES, candidate)
        filed = self._store.applications.of(candidate)
        if filed is None:
            return None
        kept = self._store.screenings.of(candidate)
        others = {other for finding in kept.screening.findings for other in finding.others} if kept else set[str]()
        return ShownScreening(filed, kept, self._names(sorted(others)))

    def settle(self, by: Person, candidate: CandidateId, outcome: str, words: str) -> None:
        """Write down what somebody made of the findings; an escalated one is for an administrator.

        Raises:
            AccessError: "compliance_only".
            UsageError: "bad_outcome", "outcome_needs_words".
            NotFoundError: "no_open_screening".
        """
        require(by, Permission.MANAGE_CANDIDATES)
        if outcome not in set(Outcome):
            raise UsageError("bad_outcome", "Choose what you found out.")
        tidy = words.strip()
        if not 1 <= len(tidy) <= MAX_WORDS:
            raise UsageError("outcome_needs_words", f"Write down how you know, in 1 to {MAX_WORDS} characters.")
        kept = self._store.screenings.of(candidate)
        is_escalated = kept is not None and kept.screening.state is ApplicantState.ESCALATE
        if is_escalated and not may(by, Permission.MANAGE_PEOPLE):
            raise AccessError("compliance_only", "This is for compliance: an administrator settles it.")
        self._store.screenings.settle(by, candidate, Outcome(outcome), tidy)

    def waiting(self, by: Person, skip: int = 0) -> list[Waiting]:
        """Return whose findings wait for somebody, a page of them."""
        require(by, Permission.MANAGE_CANDIDATES)
        return self._store.screenings.waiting(skip)

    def _filed(self, candidate: CandidateId) -> Filed:
        filed = self._store.applications.of(candidate)
        if filed is None:
            raise NotFoundError("no_application", "Nothing was noted of this application yet.")
        return filed

    def _names(self, candidates: list[str]) -> Mapping[str, str]:
        names: dict[str, str] = {}
        for candidate in candidates:
            try:
                names[candidate] = self._store.candidates.candidate(CandidateId(candidate)).name
            except NotFoundError:
                continue
        return names
