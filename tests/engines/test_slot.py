"""The life of one worker process, at its edges; the usual life is in test_local.py."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

import fake_sessions
from candor.domain.checks import Check, CheckId, CheckKind
from candor.domain.orders import StartCheck
from candor.domain.ports import Brief
from candor.domain.sound import SoundBlock
from candor.engines.slot import MAX_WAITING_SOUND, Seat, WorkerRules, WorkerSlot
from candor.engines.worker import SessionFactory
from engine_events import A, Events, frame

QUICK = WorkerRules(first_delay_s=0.01, longest_delay_s=0.05, start_within_s=0.5, stop_within_s=2.0)


def make_slowly() -> SessionFactory:
    time.sleep(600)
    return fake_sessions.make_sessions()


def wait_for(happened: Callable[[], bool], timeout_s: float = 20.0) -> None:
    until_s = time.monotonic() + timeout_s
    while not happened():
        assert time.monotonic() < until_s
        time.sleep(0.01)


def stop(slot: WorkerSlot) -> float:
    began_s = time.monotonic()
    slot.stop()
    slot.join()
    return time.monotonic() - began_s


def test_stops_at_once_while_it_still_loads_its_models() -> None:
    slot = WorkerSlot("slow", make_slowly, QUICK, Events())
    slot.start()
    wait_for(lambda: slot.pid is not None)
    assert stop(slot) < 2.5


def test_a_worker_that_takes_too_long_to_load_is_replaced() -> None:
    slot = WorkerSlot("slow", make_slowly, QUICK, Events())
    slot.start()
    wait_for(lambda: slot.pid is not None)
    first = slot.pid
    time.sleep(0.6)
    slot.kill_if_hung(time.monotonic())
    wait_for(lambda: slot.pid != first)
    stop(slot)


def test_a_worker_that_cannot_start_is_tried_again_and_the_reason_is_kept() -> None:
    slot = WorkerSlot("broken", fake_sessions.make_nothing, QUICK, Events())
    slot.start()
    wait_for(lambda: bool(slot.start_failure))
    first = slot.pid
    wait_for(lambda: slot.pid != first)
    assert slot.start_failure == "RuntimeError: the model file is missing"
    assert not slot.is_ready.is_set()
    stop(slot)


def test_a_loss_without_interviews_is_told_to_nobody_and_made_good() -> None:
    events = Events()
    slot = WorkerSlot("idle", fake_sessions.make_sessions, WorkerRules(), events)
    slot.start()
    assert slot.is_ready.wait(20)
    first = slot.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: slot.pid != first and slot.is_ready.is_set())
    with slot.lock:
        slot.seats[A] = Seat(Brief(A, None, consented=True), None)
        slot.seats[A].mail.put(frame(0))
    slot.wake()
    events.wait_result(0)
    assert [type(event).__name__ for event in events.all] == ["StepResult"]
    stop(slot)


def test_sound_that_waits_too_long_makes_room_but_checks_never_do() -> None:
    slot = WorkerSlot("idle", fake_sessions.make_sessions, QUICK, Events())
    slot.seats[A] = Seat(Brief(A, None, consented=True), None)
    slot.tell(A, StartCheck(Check(CheckId("check-1"), CheckKind.LOOK_UP)))
    for seq in range(MAX_WAITING_SOUND + 5):
        slot.tell(A, SoundBlock(seq, seq / 5, seq / 5, b"\0\0"))

    waiting = slot.seats[A].orders
    assert isinstance(waiting[0], StartCheck)
    assert [order.seq for order in waiting if isinstance(order, SoundBlock)] == list(range(5, MAX_WAITING_SOUND + 5))
