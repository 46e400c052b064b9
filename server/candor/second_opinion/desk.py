"""How do all live interviews share one process of the second opinion? A thread, a short queue, and no hurry.

    offer (never blocks) ─▶ queue ─▶ thread ─▶ counsel.py ─▶ witness.py ═pipe═▶ the process

The process starts with the first piece of work and ends after a quiet while, so that a server that is not used holds
none. What waits, and what is under way, ends with the server.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Final

from candor.errors import CandorError
from candor.second_opinion.counsel import Counsel

log = logging.getLogger(__name__)

MOST_WAITING: Final = 8
"""Pieces of work, each with one picture: memory is bounded, and an answer that comes minutes later helps nobody."""
QUIET_S: Final = 600.0
STOP_WITHIN_S: Final = 2.0

Work = Callable[[Counsel | None], None]
"""Called on the desk's thread; None: nobody can be asked."""


class Desk:
    """The only one who asks. Thread-safe."""

    def __init__(
        self,
        opened: Callable[[], AbstractContextManager[Counsel]],
        *,
        most_waiting: int = MOST_WAITING,
        quiet_s: float = QUIET_S,
    ) -> None:
        """Prepare; nothing runs before the first `offer`.

        Args:
            opened: opens somebody to ask; their process ends with the context.
            most_waiting: pieces of work that may wait.
            quiet_s: without work for this long the process ends.
        """
        self._opened = opened
        self._waiting: queue.Queue[Work | None] = queue.Queue(most_waiting)
        self._quiet_s = quiet_s
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._is_stopped = False
        self.is_awake = False
        """Whether its process may run now."""

    def offer(self, work: Work) -> bool:
        """Hand over a piece of work; False when too many are waiting. Never blocks."""
        with self._lock:
            if self._is_stopped:
                return False
            try:
                self._waiting.put_nowait(work)
            except queue.Full:
                return False
            if self._thread is None:
                self._thread = threading.Thread(target=self._live, name="candor-second-opinion", daemon=True)
                self._thread.start()
            return True

    def stop(self) -> None:
        """Forget what waits and end the process; one that is busy ends by itself when the server is gone."""
        with self._lock:
            self._is_stopped = True
            while not self._waiting.empty():
                self._waiting.get_nowait()
            self._waiting.put_nowait(None)
            thread = self._thread
        if thread is not None:
            thread.join(STOP_WITHIN_S)

    def _live(self) -> None:
        while (work := self._waiting.get()) is not None:
            try:
                with ExitStack() as stack:
                    self._serve(self._enter(stack), work)
            except OSError:
                log.exception("the second opinion could not be put away")
            finally:
                self.is_awake = False
            if self._is_stopped:
                return

    def _enter(self, stack: ExitStack) -> Counsel | None:
        try:
            counsel = stack.enter_context(self._opened())
        except (CandorError, OSError):
            log.exception("the second opinion cannot be asked")
            return None
        self.is_awake = True
        return counsel

    def _serve(self, counsel: Counsel | None, work: Work | None) -> None:
        """Work until nothing comes for a while; without counsel only this piece, so that the next one tries again."""
        while work is not None:
            try:
                work(counsel)
            except Exception:
                log.exception("a second opinion was lost")
            if counsel is None:
                return
            try:
                work = self._waiting.get(timeout=self._quiet_s)
            except queue.Empty:
                return
