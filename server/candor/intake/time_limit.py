"""May this take so long? Ends the reading of a hostile file, in the main thread of a process."""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager


class OutOfTimeError(Exception):
    """It took longer than allowed."""


@contextmanager
def time_limit(seconds: float) -> Generator[None]:
    """Raise OutOfTimeError inside the body when it takes longer.

    Only in a main thread, and where the system has such an alarm: everywhere else the body simply runs.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(_signum: int, _frame: object) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
