"""Adding many candidates from a file: read, shown, and only then added; what could not be taken waits to be downloaded.

What was read stays in memory, for half an hour: nothing about anybody is written down before it is confirmed.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from candor.domain.ids import CandidateId
from candor.errors import CandorError, NotFoundError
from candor.services import inputs
from candor.services.access import Permission, require
from candor.services.candidate_file import CandidateFile, read_candidates
from candor.services.jobs import Jobs
from candor.services.screening import ScreeningDesk
from candor.store.ids import new_token
from candor.store.store import Store
from candor.store.values import Person

GOOD_FOR: Final = timedelta(minutes=30)
MAX_WAITING: Final = 20
_log = logging.getLogger(__name__)
_AT_ONCE: Final = 100
"""Candidates per transaction: a running interview never waits long to write."""


@dataclass(slots=True)
class Import:
    """A file that was read."""

    by: str
    job: str | None
    file: CandidateFile
    expires_at: datetime
    added: int | None = None
    """How many were added; None: not confirmed yet."""
    to_screen: int = 0
    """How many of them state something to look through."""
    screened: int = 0
    """How many of those were looked through so far."""


class Imports:
    """Files that wait to be confirmed. Thread-safe."""

    def __init__(self, store: Store, jobs: Jobs, screening: ScreeningDesk, now: Callable[[], datetime]) -> None:
        self._candidates = store.candidates
        self._jobs = jobs
        self._screening = screening
        self._desk = ThreadPoolExecutor(1, "candor-import")
        self._now = now
        self._lock = threading.Lock()
        self._waiting: dict[str, Import] = {}

    def read(self, by: Person, data: bytes, job: str | None, language: str) -> str:
        """Read a file; return the name under which it waits.

        Raises:
            UsageError: it cannot be read at all, or the job is closed.
            NotFoundError: "no_such_job".
        """
        require(by, Permission.MANAGE_CANDIDATES)
        self._jobs.keep_until(job)
        file = read_candidates(data, self._candidates.addresses(job), inputs.language(language))
        name = new_token()
        with self._lock:
            held = [(key, found) for key, found in self._waiting.items() if found.expires_at > self._now()]
            self._waiting = dict(held[-MAX_WAITING + 1 :])
            self._waiting[name] = Import(by.id, job, file, self._now() + GOOD_FOR)
        return name

    def waiting(self, by: Person, name: str) -> Import:
        """Return a file that was read.

        Raises:
            NotFoundError: "no_such_import": of somebody else, too old, or read before the server started anew.
        """
        require(by, Permission.MANAGE_CANDIDATES)
        with self._lock:
            found = self._waiting.get(name)
        if found is None or found.by != by.id or found.expires_at <= self._now():
            raise NotFoundError("no_such_import", "This file is not here any more. Choose it again.")
        return found

    def confirm(self, by: Person, name: str) -> int:
        """Add who can be added, once; return how many. Their applications are looked through afterwards, in turn."""
        found = self.waiting(by, name)
        with self._lock:
            if found.added is not None:
                return found.added
            found.added = 0
        keep_until, people, facts = self._jobs.keep_until(found.job), found.file.good, found.file.facts
        found.to_screen = sum(1 for stated in facts if stated)
        for start in range(0, len(people), _AT_ONCE):
            made = self._candidates.create_many(by.id, people[start : start + _AT_ONCE], keep_until, found.job)
            found.added += len(made)
            stated = zip(made, facts[start : start + _AT_ONCE], strict=True)
            self._desk.submit(self._screen, by, found, [(candidate, held) for candidate, held in stated if held])
        return found.added

    def finish(self) -> None:
        """Wait until everything was looked through."""
        self._desk.submit(lambda: None).result()

    def _screen(self, by: Person, found: Import, stated: list[tuple[CandidateId, Mapping[str, Any]]]) -> None:
        for candidate, facts in stated:
            try:
                self._screening.file(by, candidate, facts)
            except CandorError as error:  # erased meanwhile, say; the others go on
                _log.warning("application of %s was not looked through: %s %s", candidate, error.code, error.cause)
            found.screened += 1
