"""The engine of one machine: one analysis process per core, interviews stay where they were opened.

    submit ─▶ mailbox of the interview ─▶ slot (thread) ═pipe═▶ worker (process) ─▶ events ─▶ on_event

A frame waits in a box of one: a newer one takes its place and the drop is counted. See engines/slot.py for what happens
when a process dies or hangs.
"""

from __future__ import annotations

import threading
import time

from candor.domain.frames import EncodedFrame
from candor.domain.ids import InterviewId
from candor.domain.orders import Order
from candor.domain.ports import Brief
from candor.engines.slot import OnEvent, Seat, WorkerRules, WorkerSlot
from candor.engines.worker import MakeSessions
from candor.errors import EngineError

_WATCH_EVERY_S = 0.25


class LocalEngine:
    """domain.ports.Engine on local processes. Events come on the thread of the worker they are from."""

    def __init__(self, make_session: MakeSessions, workers: int, rules: WorkerRules | None = None) -> None:
        """Prepare; nothing runs before `start`.

        Args:
            make_session: picklable; makes the session factory, with its models, inside each worker.
            workers: number of processes, at least 1.
            rules: times of a worker's life.
        """
        self._make = make_session
        self._workers = max(1, workers)
        self._rules = rules or WorkerRules()
        self._slots: list[WorkerSlot] = []
        self._where: dict[InterviewId, WorkerSlot] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._watchdog = threading.Thread(target=self._watch, name="candor-watchdog", daemon=True)

    @property
    def worker_pids(self) -> list[int]:
        """Process ids of the workers that run now."""
        return [slot.pid for slot in self._slots if slot.pid is not None]

    def start(self, on_event: OnEvent) -> None:
        """Start the processes; returns before they have loaded their models."""
        for number in range(self._workers):
            slot = WorkerSlot(f"candor-worker-{number}", self._make, self._rules, on_event)
            self._slots.append(slot)
            slot.start()
        self._watchdog.start()

    def wait_ready(self, timeout_s: float) -> None:
        """Wait until every worker has loaded its models.

        Raises:
            EngineError: "worker_cannot_start", with the reason, or "workers_not_ready" when time is up.
        """
        until_s = time.monotonic() + timeout_s
        for slot in self._slots:
            while not slot.is_ready.wait(0.05):
                if slot.start_failure:
                    raise EngineError("worker_cannot_start", f"The analysis cannot start: {slot.start_failure}")
                if time.monotonic() > until_s:
                    raise EngineError("workers_not_ready", "The analysis processes take too long to start. Try again.")

    def open(self, brief: Brief, checkpoint: bytes | None = None) -> None:
        """Give an interview a worker. One that is open goes on from where it is, under the new brief.

        Raises:
            EngineError: "engine_stopped".
        """
        with self._lock:
            self._refuse_when_stopped()
            slot = self._where.get(brief.interview) or min(self._slots, key=lambda slot: len(slot.seats))
            self._where[brief.interview] = slot
        with slot.lock:
            seat = slot.seats.get(brief.interview)
            if seat is None:
                slot.seats[brief.interview] = Seat(brief, checkpoint)
            else:
                seat.brief, seat.checkpoint, seat.is_open = brief, checkpoint or seat.checkpoint, False
        slot.wake()

    def submit(self, interview: InterviewId, frame: EncodedFrame) -> None:
        """Offer a frame; never blocks.

        Raises:
            EngineError: "engine_stopped" or "not_open".
        """
        slot, seat = self._seat(interview)
        seat.mail.put(frame)
        slot.wake()

    def tell(self, interview: InterviewId, order: Order) -> None:
        """Pass on an order; never blocks.

        Raises:
            EngineError: "engine_stopped" or "not_open".
        """
        slot, _ = self._seat(interview)
        slot.tell(interview, order)

    def close(self, interview: InterviewId) -> None:
        """Forget an interview; events of a frame in work may still come. Closing twice is no mistake."""
        with self._lock:
            slot = self._where.pop(interview, None)
        if slot is not None:
            slot.close(interview)

    def stop(self) -> None:
        """Write down all interviews as checkpoints and end the processes."""
        with self._lock:
            if self._stopped.is_set():
                return
            self._stopped.set()
        for slot in self._slots:
            slot.stop()
        for slot in self._slots:
            slot.join()
        if self._watchdog.is_alive():
            self._watchdog.join()

    def _seat(self, interview: InterviewId) -> tuple[WorkerSlot, Seat]:
        with self._lock:
            self._refuse_when_stopped()
            slot = self._where.get(interview)
        seat = None if slot is None else slot.seats.get(interview)
        if slot is None or seat is None:
            raise EngineError("not_open", "This interview is not being analysed. Start it again.")
        return slot, seat

    def _refuse_when_stopped(self) -> None:
        if self._stopped.is_set() or not self._slots:
            raise EngineError("engine_stopped", "The analysis is not running. Restart the server.")

    def _watch(self) -> None:
        while not self._stopped.wait(_WATCH_EVERY_S):
            for slot in self._slots:
                slot.kill_if_hung(time.monotonic())
