"""Candidates: adding them, finding them, handing out their private link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from candor.domain.ids import CandidateId
from candor.services import inputs
from candor.services.access import Permission, require
from candor.store.store import Store
from candor.store.values import Candidate, Person

KEPT_FOR = timedelta(days=90)
"""Default retention: everything about a candidate is erased this long after they were added."""


class Candidates:
    """What recruiters do with candidates."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._candidates = store.candidates
        self._now = now

    def create(self, by: Person, name: str, email: str, language: str) -> CandidateId:
        """Add a candidate."""
        require(by, Permission.MANAGE_CANDIDATES)
        keep_until = self._now() + KEPT_FOR
        tidy = inputs.name(name), inputs.optional_email(email), inputs.language(language)
        return self._candidates.create(by.id, *tidy, keep_until)

    def search(self, by: Person, words: str = "") -> list[Candidate]:
        """Return the newest candidates whose name or e-mail address holds every word."""
        require(by, Permission.RUN_INTERVIEWS)
        return self._candidates.search(words)

    def candidate(self, by: Person, candidate: CandidateId) -> Candidate:
        """Return one candidate; NotFoundError when erased."""
        require(by, Permission.RUN_INTERVIEWS)
        return self._candidates.candidate(candidate)

    def link(self, by: Person, candidate: CandidateId) -> str:
        """Return the secret part of the candidate's private link."""
        require(by, Permission.MANAGE_CANDIDATES)
        return self._candidates.link(candidate)

    def by_link(self, link: str) -> Candidate:
        """Return whose private link this is; AccessError "unknown_link"."""
        return self._candidates.by_link(link)
