"""Applications are screened in one process of their own: started at the first, with rules and lists in its memory.

A CV that breaks its reader or takes too long ends there; the server goes on, and the next application starts it anew.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from multiprocessing.process import BaseProcess
from typing import Any, Final, TypeVar

from candor.bootstrap.screening import MeansMaker
from candor.domain.applications import Application, Document
from candor.domain.findings import Screening
from candor.errors import CandorError, UsageError
from candor.screening.protocol import Other
from candor.screening.run import Means
from candor.services.screener import HereScreener, Upload
from candor.settings import Settings
from candor.store.applications import Filed

WAIT_S: Final = 60.0
A = TypeVar("A")

_here: list[HereScreener] = []
"""Of the process that screens."""


@dataclass(frozen=True, slots=True)
class _Refusal:
    """An error on its way between processes."""

    code: str
    sentence: str
    cause: str


class ScreeningProcess:
    """A `Screener` that works in a process of its own."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    def read(self, typed: Mapping[str, Any], cv: Upload | None, kept: Sequence[Document]) -> Filed:
        """See `Screener`."""
        return self._ask(_read, dict(typed), cv, tuple(kept))

    def judge(self, application: Application, others: Mapping[str, Sequence[Other]], today: date) -> Screening:
        """See `Screener`."""
        return self._ask(_judge, application, dict(others), today)

    def processes(self) -> list[BaseProcess]:
        """Return the process that screens; nothing before the first application."""
        running = (self._pool._processes if self._pool else None) or {}  # noqa: SLF001 - nothing public names them
        return list(running.values())

    def close(self) -> None:
        """End the process, whatever it does."""
        with self._lock:
            running, pool, self._pool = self.processes(), self._pool, None
        for process in running:
            process.kill()
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def _ask(self, job: Callable[..., A | _Refusal], *given: object) -> A:
        try:
            answer = self._started().submit(job, *given).result(WAIT_S)
        except (BrokenProcessPool, TimeoutError) as error:
            self.close()
            sentence = "This could not be read: it takes too long or too much memory. Try it without the CV file."
            raise UsageError("bad_document", sentence, cause=str(error) or "no answer") from error
        if isinstance(answer, _Refusal):
            raise UsageError(answer.code, answer.sentence, cause=answer.cause)
        return answer

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                context = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(1, context, _begin, (self._settings,))
            return self._pool


def _begin(settings: Settings) -> None:
    own_packs = settings.home / "packs"

    def make(today: date) -> Means:
        return MeansMaker(settings, today, tuple(sorted(own_packs.glob("*.toml"))))()

    _here[:] = [HereScreener(make)]


def _read(typed: dict[str, Any], cv: Upload | None, kept: Sequence[Document]) -> Filed | _Refusal:
    return _answered(lambda: _here[0].read(typed, cv, kept))


def _judge(application: Application, others: Mapping[str, Sequence[Other]], today: date) -> Screening | _Refusal:
    return _answered(lambda: _here[0].judge(application, others, today))


def _answered(job: Callable[[], A]) -> A | _Refusal:
    try:
        return job()
    except CandorError as error:
        return _Refusal(error.code, error.sentence, error.cause)
