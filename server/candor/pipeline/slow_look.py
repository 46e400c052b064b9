"""What of a look that takes longer than a picture may wait? It runs beside the loop; its answer is taken up later.

Used by voice_looks.py and spoken_digits.py. A worker of live interviews gives a thread of its own; everywhere else
looks run at once, so that the same recording gives the same answers. What is under way is in no checkpoint: like sound
of that moment, it dies with its worker.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Final, Generic, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")

log = logging.getLogger(__name__)


class AtOnce(Executor):
    """Runs what it is given before it returns."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return what is over already; an error is kept in it, as in every future."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 (SlowLook.answer logs it)
            future.set_exception(error)
        return future


AT_ONCE: Final = AtOnce()


class SlowLook(Generic[T]):
    """One look at a time; asked and answered by one thread, the one that owns the session."""

    def __init__(self, where: Executor) -> None:
        self._where = where
        self._future: Future[T | None] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to be taken up."""
        return self._future is not None

    def begin(self, look: Callable[[], T | None]) -> None:
        """Start a look; one whose answer was not taken up is forgotten."""
        self.forget()
        self._future = self._where.submit(look)

    def answer(self) -> T | None:
        """Return what the look has found, once; None while it runs, and when it failed, which is logged."""
        future = self._future
        if future is None or not future.done():
            return None
        self._future = None
        if (error := future.exception()) is not None:
            log.error("a look at sound failed and says nothing", exc_info=error)
            return None
        return future.result()

    def forget(self) -> None:
        """Want no answer any more; a look that waits for its turn is not begun."""
        if self._future is not None:
            self._future.cancel()
            self._future = None
