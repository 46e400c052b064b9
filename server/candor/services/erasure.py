"""Erasing a candidate: destroy the key, delete the rows, stop what runs. By staff, candidate or calendar."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from candor.domain.ids import CandidateId
from candor.services.access import Permission, require
from candor.services.live_calls import LiveCalls
from candor.store.store import Store
from candor.store.values import Candidate, Person

logger = logging.getLogger(__name__)

HOUR_S = 3600.0
TOLD_BEFORE = timedelta(days=7)


class Erasure:
    """Erases candidates for good."""

    def __init__(self, store: Store, live: LiveCalls, now: Callable[[], datetime]) -> None:
        self._now = now
        self._candidates = store.candidates
        self._live = live

    def erase(self, by: Person, candidate: CandidateId) -> None:
        """Erase a candidate; NotFoundError when that was done already."""
        require(by, Permission.MANAGE_CANDIDATES)
        self._erase(by.id, candidate)

    def erase_by_link(self, link: str) -> None:
        """Erase the candidate whose private link this is: they may, at any time."""
        self._erase("candidate", self._candidates.by_link(link).id)

    def erase_due(self) -> int:
        """Erase everybody whose keeping time is over; return how many. See keep_calendar."""
        due = self._candidates.due()
        for candidate in due:
            self._erase("system", candidate)
        return len(due)

    def due_soon(self, by: Person) -> list[Candidate]:
        """Return who is erased within a week, the first to go first, so that people can still act."""
        require(by, Permission.MANAGE_CANDIDATES)
        return self._candidates.due_until(self._now() + TOLD_BEFORE)

    def keep_calendar(self, stop: threading.Event) -> None:
        """Erase whoever is due, now and every hour, until told to stop; runs on a thread of its own."""
        while True:
            try:
                self.erase_due()
                self._candidates.finish_erasures()
            except SQLAlchemyError:
                logger.exception("the candidates who are due could not be erased; trying again in an hour")
            if stop.wait(HOUR_S):
                return

    def _erase(self, by: str, candidate: CandidateId) -> None:
        running = self._candidates.running(candidate)
        self._candidates.erase(by, candidate)
        for interview in running:
            self._live.stop(interview)
