"""One connected client between two worlds: the event loop owns its protocol machine, other threads only leave errands.

services.live_values.Peer for the interview; server.py sends what `take_output` gives whenever `has_output` is set.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from candor.wire.connection import Connection
from candor.wire.messages import ErrorCode, ServerMessage


class SocketPeer:
    """Made inside the loop; `connection` is touched only there."""

    def __init__(self, connection: Connection, loop: asyncio.AbstractEventLoop) -> None:
        self.connection = connection
        self.has_output = asyncio.Event()
        self._loop = loop

    def welcome(self, interview: str, candidate: str, *, resumed: bool) -> None:
        """Let media flow."""
        self._in_loop(lambda: self._welcome(interview, candidate, resumed=resumed))

    def send(self, message: ServerMessage) -> None:
        """Tell something."""
        self._in_loop(lambda: self.connection.send(message))

    def settle(self, seq: int | None) -> None:
        """Give credit back for frames up to `seq` (None: all)."""
        self._in_loop(self.connection.settle_all if seq is None else lambda: self.connection.settle(seq))

    def fail(self, code: ErrorCode, sentence: str) -> None:
        """Tell an error and close."""
        self._in_loop(lambda: self.connection.fail(code, sentence))

    def _welcome(self, interview: str, candidate: str, *, resumed: bool) -> None:
        if self.connection.close_code is None:
            self.connection.welcome(interview, candidate, resumed=resumed)

    def _in_loop(self, errand: Callable[[], None]) -> None:
        def run() -> None:
            errand()
            self.has_output.set()

        with contextlib.suppress(RuntimeError):  # the loop is closed: the server stops, nobody is there to hear
            self._loop.call_soon_threadsafe(run)
