"""What happens inside one analysis process? It holds the sessions of its interviews and answers one request at a time.

The other end of the pipe is engines/slot.py. A request brings exactly one reply: a list of events. Whatever a session
raises costs that session its state since the last checkpoint and nobody else anything.
"""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Protocol

from candor.domain.frames import EncodedFrame
from candor.domain.ids import InterviewId, WarningId
from candor.domain.orders import Order
from candor.domain.ports import Brief, Checkpointed, Clock, StepResult

log = logging.getLogger(__name__)


class Session(Protocol):
    """The analysis of one interview; candor.pipeline.session.InterviewSession is the real one."""

    def advance(self, encoded: EncodedFrame, dropped: int) -> StepResult:
        """Take one frame; `dropped` were dropped before it."""
        ...

    def tell(self, order: Order) -> None:
        """Take an order; it counts from the next frame on."""
        ...

    def checkpoint(self) -> bytes:
        """Return all that a new worker needs to go on."""
        ...


class SessionFactory(Protocol):
    """Opens sessions; holds the models of its process."""

    def open(self, brief: Brief, checkpoint: bytes | None) -> Session:
        """Start an interview, or go on from a checkpoint."""
        ...


MakeSessions = Callable[[], SessionFactory]
"""Picklable; called once inside each worker process."""


@dataclass(frozen=True, slots=True)
class Open:
    """Hold this interview; one that is open goes on from where it is, under the new brief."""

    brief: Brief
    checkpoint: bytes | None


@dataclass(frozen=True, slots=True)
class Advance:
    """One frame."""

    interview: InterviewId
    frame: EncodedFrame
    dropped: int


@dataclass(frozen=True, slots=True)
class Tell:
    """Orders, oldest first."""

    interview: InterviewId
    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True)
class Close:
    """Forget this interview."""

    interview: InterviewId


@dataclass(frozen=True, slots=True)
class SaveAll:
    """Write down all interviews: the worker is about to stop."""


Request = Open | Advance | Tell | Close | SaveAll


@dataclass(frozen=True, slots=True)
class Ready:
    """The models are loaded."""


@dataclass(frozen=True, slots=True)
class StartFailed:
    """The sessions' maker raised; the sentence is for the log and the administrator."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A session raised and was dropped; the parent opens it again from its last checkpoint."""

    interview: InterviewId
    sentence: str


Reply = list[StepResult | Checkpointed | Failed]


class Sessions:
    """The interviews of one process, without locks: only the worker touches them."""

    def __init__(self, factory: SessionFactory, checkpoint_every_s: float, clock: Clock) -> None:
        self._factory = factory
        self._every_s = checkpoint_every_s
        self._clock = clock
        self._open: dict[InterviewId, Session] = {}
        self._saved_s: dict[InterviewId, float] = {}
        self._warned: dict[InterviewId, frozenset[WarningId]] = {}

    def answer(self, request: Request) -> Reply:
        """Do what is asked. A session that raises is dropped and reported: the edge of the worker."""
        try:
            return self._answer(request)
        except Exception as error:
            interview = _interview(request)
            log.exception("analysis of an interview failed: %s", type(request).__name__)
            self._forget(interview)
            return [Failed(interview, f"{type(error).__name__}: {error}")]

    def _answer(self, request: Request) -> Reply:
        match request:
            case Open(brief, checkpoint):
                known = self._open.get(brief.interview)
                state = checkpoint if known is None else known.checkpoint()
                self._open[brief.interview] = self._factory.open(brief, state)
                self._saved_s[brief.interview] = self._clock()
                return []
            case Advance():
                return self._advance(request)
            case Tell(interview, orders):
                for order in orders:
                    self._open[interview].tell(order)
                return []
            case Close(interview):
                self._forget(interview)
                return []
            case SaveAll():
                return [self._checkpoint(interview) for interview in self._open]

    def _advance(self, request: Advance) -> Reply:
        interview = request.interview
        result = self._open[interview].advance(request.frame, request.dropped)
        warned = self._warned.get(interview, frozenset())
        is_new = any(warning.id not in warned for warning in result.warnings)
        if is_new:
            self._warned[interview] = warned | {warning.id for warning in result.warnings}
        is_picked = result.key_frame is not None  # so that a new worker does not hand one over again
        if is_new or is_picked or self._clock() - self._saved_s[interview] >= self._every_s:
            return [result, self._checkpoint(interview)]
        return [result]

    def _checkpoint(self, interview: InterviewId) -> Checkpointed:
        self._saved_s[interview] = self._clock()
        return Checkpointed(interview, self._open[interview].checkpoint())

    def _forget(self, interview: InterviewId) -> None:
        self._open.pop(interview, None)
        self._saved_s.pop(interview, None)
        self._warned.pop(interview, None)


def run_worker(pipe: Connection, make: MakeSessions, checkpoint_every_s: float) -> None:
    """Main of a worker process: load the models, then answer until the pipe closes."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # both may reach the whole group; the parent stops us in order
    try:
        factory = make()
    except Exception as error:  # noqa: BLE001 (the worker's edge: the parent tells the administrator why)
        pipe.send(StartFailed(f"{type(error).__name__}: {error}"))
        return
    sessions = Sessions(factory, checkpoint_every_s, time.monotonic)
    pipe.send(Ready())
    while True:
        try:
            request = pipe.recv()
            pipe.send(sessions.answer(request))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return  # the server is gone


def _interview(request: Request) -> InterviewId:
    match request:
        case Open(brief, _):
            return brief.interview
        case Advance(interview) | Tell(interview) | Close(interview):
            return interview
        case SaveAll():
            return InterviewId("")
