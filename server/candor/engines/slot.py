"""How does one worker process live? Started, fed, watched, replaced when it dies; its interviews come back with it.

One thread owns the process and the pipe. Other threads only put frames into mailboxes and change the list of seats,
under one lock, and wake the thread through a second pipe. Parent of engines/worker.py, child of engines/local.py.
"""

from __future__ import annotations

import logging
import multiprocessing
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from candor.domain.frames import EncodedFrame, overtaking
from candor.domain.ids import InterviewId
from candor.domain.orders import Order
from candor.domain.ports import Brief, Checkpointed, EngineEvent, StepResult, WorkerLost
from candor.domain.sound import OpusBlock, SoundBlock
from candor.engines.worker import (
    Advance,
    Close,
    Failed,
    MakeSessions,
    Open,
    Ready,
    Reply,
    Request,
    SaveAll,
    StartFailed,
    Tell,
    run_worker,
)
from candor.pipeline.mailbox import Mailbox

log = logging.getLogger(__name__)

OnEvent = Callable[[EngineEvent], None]


@dataclass(frozen=True, slots=True)
class WorkerRules:
    """Times of a worker's life."""

    checkpoint_every_s: float = 2.0
    hung_after_s: float = 10.0
    """A request that takes longer than this means that the process hangs: it is killed and replaced."""
    start_within_s: float = 60.0
    """Loading the models."""
    first_delay_s: float = 0.1
    longest_delay_s: float = 10.0
    """Waits before a new try double from the first to the longest while nothing succeeds."""
    forget_state_after: int = 3
    """An interview that fails this often in a row starts without its checkpoint: the state itself may be the cause."""
    stop_within_s: float = 5.0


@dataclass(slots=True)
class Seat:
    """One interview at one worker."""

    brief: Brief
    checkpoint: bytes | None
    mail: Mailbox[EncodedFrame] = field(default_factory=lambda: Mailbox(overtaking=overtaking))
    orders: deque[Order] = field(default_factory=deque[Order])
    """Waiting, oldest first."""
    is_open: bool = False
    lost: int = 0
    """Frames that died with a worker, told with the next result."""
    failures: int = 0
    not_before_s: float = 0.0


MAX_WAITING_SOUND = 50
"""Blocks of sound that wait for a busy worker (about ten seconds): older ones are dropped, for memory is bounded."""


class _ProcessLost(Exception):
    """The process is gone; control flow inside this file."""


class WorkerSlot:
    """A worker process and its replacements. `seats` is read and written by others only under `lock`."""

    def __init__(self, name: str, make: MakeSessions, rules: WorkerRules, on_event: OnEvent) -> None:
        self.seats: dict[InterviewId, Seat] = {}
        self.lock = threading.Lock()
        self.is_ready = threading.Event()
        self.start_failure = ""
        self.pid: int | None = None
        self._make = make
        self._rules = rules
        self._on_event = on_event
        self._context = multiprocessing.get_context("spawn")
        self._closing: list[InterviewId] = []
        self._stop_asked = threading.Event()
        self._failures = 0
        self._busy_since_s: float | None = None
        self._process: BaseProcess | None = None
        self._wake_out, self._wake_in = self._context.Pipe(duplex=False)
        self._is_woken = False
        self._thread = threading.Thread(target=self._live, name=name, daemon=True)

    # --- called by the engine, from any thread --------------------------------------------------------------------

    def start(self) -> None:
        """Start the thread, which starts the process."""
        self._thread.start()

    def wake(self) -> None:
        """There is something to do."""
        with self.lock:
            if not self._is_woken:
                self._is_woken = True
                self._wake_in.send_bytes(b"!")

    def tell(self, interview: InterviewId, order: Order) -> None:
        """Let an order wait for the worker."""
        with self.lock:
            seat = self.seats.get(interview)
            if seat is None:
                return
            sounds = [waiting for waiting in seat.orders if isinstance(waiting, SoundBlock | OpusBlock)]
            if isinstance(order, SoundBlock | OpusBlock) and len(sounds) >= MAX_WAITING_SOUND:
                seat.orders.remove(sounds[0])
            seat.orders.append(order)
        self.wake()

    def close(self, interview: InterviewId) -> None:
        """Give up the seat of an interview."""
        with self.lock:
            if self.seats.pop(interview, None) is not None:
                self._closing.append(interview)
        self.wake()

    def stop(self) -> None:
        """Write down all interviews and end; returns at once, `join` waits."""
        self._stop_asked.set()
        if not self.is_ready.is_set():
            self._kill()  # it loads models and holds nothing yet
        self.wake()

    def join(self) -> None:
        """Wait for the end; a process that does not end in time is killed."""
        self._thread.join(self._rules.stop_within_s)
        if self._thread.is_alive():
            self._kill()
            self._thread.join()

    def kill_if_hung(self, now_s: float) -> None:
        """Kill a process that does not answer; its own thread then sees the loss."""
        busy_since_s = self._busy_since_s
        limit_s = self._rules.hung_after_s if self.is_ready.is_set() else self._rules.start_within_s
        if busy_since_s is not None and now_s - busy_since_s > limit_s:
            log.error("analysis worker %s does not answer for %.0f s and is replaced", self.pid, limit_s)
            self._kill()

    # --- the slot's own thread ------------------------------------------------------------------------------------

    def _live(self) -> None:
        while not self._stop_asked.is_set():
            pipe = self._spawn()
            try:
                self._await_ready(pipe)
                self._serve(pipe)
            except (_ProcessLost, EOFError, OSError):
                self._mourn()
            finally:
                self._kill()
                pipe.close()

    def _spawn(self) -> Connection:
        ours, theirs = self._context.Pipe()
        arguments = (theirs, self._make, self._rules.checkpoint_every_s)
        self._process = self._context.Process(target=run_worker, args=arguments, name=self._thread.name, daemon=True)
        self._process.start()
        theirs.close()
        self.pid = self._process.pid
        return ours

    def _await_ready(self, pipe: Connection) -> None:
        self._busy_since_s = time.monotonic()
        answer = self._receive(pipe)
        self._busy_since_s = None
        if isinstance(answer, StartFailed):
            self.start_failure = answer.sentence
            log.error("an analysis worker cannot start: %s", answer.sentence)
            raise _ProcessLost
        assert isinstance(answer, Ready)
        self.start_failure = ""
        self.is_ready.set()

    def _serve(self, pipe: Connection) -> None:
        while not self._stop_asked.is_set():
            request, delay_s = self._next_request(time.monotonic())
            if request is None:
                self._sleep(delay_s)
            else:
                self._handle(request, self._ask(pipe, request))
        self._handle(SaveAll(), self._ask(pipe, SaveAll()))

    def _next_request(self, now_s: float) -> tuple[Request | None, float | None]:
        """Return what to ask next, or how long to sleep (None: until woken)."""
        with self.lock:
            if self._closing:
                return Close(self._closing.pop()), None
            delays_s: list[float] = []
            for interview, seat in list(self.seats.items()):
                if not seat.is_open and seat.not_before_s <= now_s:
                    return Open(seat.brief, seat.checkpoint), None
                if not seat.is_open:
                    delays_s.append(seat.not_before_s - now_s)
                    continue
                if seat.orders:
                    orders = tuple(seat.orders)
                    seat.orders.clear()
                    return Tell(interview, orders), None
                if (taken := seat.mail.take(0)) is not None:
                    self.seats[interview] = self.seats.pop(interview)  # last in turn: nobody starves
                    lost, seat.lost = seat.lost, 0
                    return Advance(interview, taken[0], taken[1] + lost), None
            return None, min(delays_s, default=None)

    def _ask(self, pipe: Connection, request: Request) -> Reply:
        self._busy_since_s = time.monotonic()
        try:
            pipe.send(request)
            return self._receive(pipe)
        except (_ProcessLost, EOFError, OSError):
            self._count_lost(request)
            raise
        finally:
            self._busy_since_s = None

    def _receive(self, pipe: Connection) -> Reply:
        assert self._process is not None
        if pipe not in wait([pipe, self._process.sentinel]):
            raise _ProcessLost
        return pipe.recv()

    def _sleep(self, delay_s: float | None) -> None:
        """Wait for work; wake at once when the process dies."""
        assert self._process is not None
        ready = wait([self._wake_out, self._process.sentinel], delay_s)
        if self._wake_out in ready:
            with self.lock:
                self._wake_out.recv_bytes()
                self._is_woken = False
        if self._process.sentinel in ready:
            raise _ProcessLost

    def _handle(self, request: Request, reply: Reply) -> None:
        if isinstance(request, Open):
            with self.lock:
                seat = self.seats.get(request.brief.interview)
                if seat is not None and seat.brief is request.brief:
                    seat.is_open = True
        for answer in reply:
            if isinstance(answer, Failed):
                self._reopen(request, answer)
            else:
                self._keep(answer)
                self._emit(answer)

    def _keep(self, event: StepResult | Checkpointed) -> None:
        self._failures = 0
        with self.lock:
            seat = self.seats.get(event.interview)
            if seat is None:
                return
            if isinstance(event, Checkpointed):
                seat.checkpoint = event.state
            else:
                seat.failures = 0

    def _reopen(self, request: Request, failed: Failed) -> None:
        """A session raised: open it again from its last checkpoint, later each time."""
        self._count_lost(request)
        with self.lock:
            seat = self.seats.get(failed.interview)
            if seat is None:
                return
            seat.is_open = False
            seat.failures += 1
            seat.not_before_s = time.monotonic() + self._delay_s(seat.failures)
            if seat.failures >= self._rules.forget_state_after:
                seat.checkpoint = None
        self._emit(WorkerLost((failed.interview,)))

    def _count_lost(self, request: Request) -> None:
        if isinstance(request, Advance):
            with self.lock:
                if (seat := self.seats.get(request.interview)) is not None:
                    seat.lost += 1 + request.dropped

    def _mourn(self) -> None:
        """The process is gone: close every seat until a new process has opened it again."""
        self.is_ready.clear()
        self._busy_since_s = None
        with self.lock:
            for seat in self.seats.values():
                seat.is_open = False
            interviews = tuple(self.seats)
            self._closing.clear()
        if self._stop_asked.is_set():
            return
        log.error("analysis worker %s is gone, %d interviews are reopened", self.pid, len(interviews))
        if interviews:
            self._emit(WorkerLost(interviews))
        self._failures += 1
        if self._failures > 1:  # the first loss is made good at once, later ones wait
            self._stop_asked.wait(self._delay_s(self._failures - 1))

    def _delay_s(self, failures: int) -> float:
        return min(self._rules.longest_delay_s, self._rules.first_delay_s * 2**failures)

    def _emit(self, event: EngineEvent) -> None:
        try:
            self._on_event(event)
        except Exception:
            log.exception("an engine event could not be handled")

    def _kill(self) -> None:
        process = self._process
        if process is not None and process.is_alive():
            process.kill()
            process.join()
