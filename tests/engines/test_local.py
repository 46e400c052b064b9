"""The local engine with real processes that are killed, hung and poisoned."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator

import pytest

import fake_sessions
from candor.domain.ids import InterviewId
from candor.domain.ports import Brief, Checkpointed, EngineEvent, WorkerLost
from candor.engines.local import LocalEngine
from candor.engines.slot import WorkerRules
from candor.errors import EngineError
from engine_events import A, B, Events, frame, frames_seen

QUICK = WorkerRules(checkpoint_every_s=0.0, hung_after_s=1.0, first_delay_s=0.01, longest_delay_s=0.1)


@pytest.fixture
def events() -> Events:
    return Events()


@pytest.fixture
def engine(events: Events) -> Iterator[LocalEngine]:
    engine = LocalEngine(fake_sessions.make_sessions, 1, QUICK)
    engine.start(events)
    engine.open(Brief(A, None, consented=True))
    yield engine
    engine.stop()


def lost(times: int = 1) -> Callable[[list[EngineEvent]], bool]:
    return lambda all_events: sum(isinstance(e, WorkerLost) for e in all_events) >= times


def feed(engine: LocalEngine, events: Events, seqs: range, data: bytes = b"look") -> None:
    for seq in seqs:
        engine.submit(A, frame(seq, data))
        events.wait_result(seq)


def test_a_killed_worker_is_replaced_and_its_interview_goes_on_from_the_checkpoint(
    engine: LocalEngine, events: Events
) -> None:
    feed(engine, events, range(5))
    before = engine.worker_pids
    killed_s = time.monotonic()
    os.kill(before[0], signal.SIGKILL)
    events.wait(lost())
    noticed_s = time.monotonic() - killed_s
    engine.submit(A, frame(5))
    assert frames_seen(events.wait_result(5)) == 6
    assert engine.worker_pids != before
    assert noticed_s < 1.0, "the loss is noticed at once, also while the worker is idle"
    assert WorkerLost((A,)) in events.all


def test_a_frame_that_kills_its_worker_costs_that_frame_only(engine: LocalEngine, events: Events) -> None:
    feed(engine, events, range(3))
    engine.submit(A, frame(3, b"die"))
    events.wait(lost())
    engine.submit(A, frame(4))
    result = events.wait_result(4)
    assert frames_seen(result) == 4
    assert result.dropped == 1, "the frame that died with the worker is counted"


def test_every_interview_of_a_killed_worker_comes_back(engine: LocalEngine, events: Events) -> None:
    engine.open(Brief(B, None, consented=True))
    engine.submit(B, frame(100))
    events.wait_result(100, B)
    feed(engine, events, range(2))
    os.kill(engine.worker_pids[0], signal.SIGKILL)
    events.wait(lost())
    engine.submit(B, frame(101))
    engine.submit(A, frame(2))
    assert frames_seen(events.wait_result(101, B)) == 2
    assert frames_seen(events.wait_result(2, A)) == 3


def test_a_hung_worker_is_killed_and_replaced(engine: LocalEngine, events: Events) -> None:
    feed(engine, events, range(2))
    engine.submit(A, frame(2, b"hang"))
    events.wait(lost())
    engine.submit(A, frame(3))
    assert frames_seen(events.wait_result(3)) == 3


def test_a_worker_stopped_by_a_signal_blocks_nobody_and_is_replaced(engine: LocalEngine, events: Events) -> None:
    feed(engine, events, range(2))
    os.kill(engine.worker_pids[0], signal.SIGSTOP)
    began_s = time.monotonic()
    for seq in range(2, 12):
        engine.submit(A, frame(seq, b"look " + b"x" * 1_000_000))  # far more than a pipe holds
    assert time.monotonic() - began_s < 0.5
    events.wait(lost())
    engine.submit(A, frame(12))
    assert frames_seen(events.wait_result(12)) >= 3


def test_an_exception_costs_one_interview_its_step_and_leaves_the_worker_alone(
    engine: LocalEngine, events: Events
) -> None:
    engine.open(Brief(B, None, consented=True))
    engine.submit(B, frame(100))
    events.wait_result(100, B)
    feed(engine, events, range(2))
    pids = engine.worker_pids
    engine.submit(A, frame(2, b"raise"))
    events.wait(lost())
    engine.submit(A, frame(3))
    assert frames_seen(events.wait_result(3)) == 3
    engine.submit(B, frame(101))
    assert frames_seen(events.wait_result(101, B)) == 2
    assert engine.worker_pids == pids
    assert WorkerLost((B,)) not in events.all


def test_a_checkpoint_that_cannot_be_opened_is_given_up_after_three_tries(engine: LocalEngine, events: Events) -> None:
    engine.open(Brief(B, None, consented=True), b"poison")
    events.wait(lost(3))
    engine.submit(B, frame(0))
    assert frames_seen(events.wait_result(0, B)) == 1


def test_the_newest_frame_wins_and_every_drop_is_counted(engine: LocalEngine, events: Events) -> None:
    feed(engine, events, range(1))
    engine.submit(A, frame(1, b"sleep 0.3"))
    time.sleep(0.1)
    for seq in range(2, 30):
        engine.submit(A, frame(seq))
    assert events.wait_result(29).dropped == 27
    assert [r.seq for r in events.results()] == [0, 1, 29]


def test_one_busy_interview_does_not_starve_another(engine: LocalEngine, events: Events) -> None:
    engine.open(Brief(B, None, consented=True))
    for seq in range(200):
        engine.submit(A, frame(seq))
    engine.submit(B, frame(0))
    for seq in range(200, 400):
        engine.submit(A, frame(seq))
    events.wait_result(0, B)


def test_a_warning_is_written_down_at_once(events: Events) -> None:
    engine = LocalEngine(fake_sessions.make_sessions, 1, WorkerRules(checkpoint_every_s=3600))
    engine.start(events)
    engine.open(Brief(A, None, consented=True))
    feed(engine, events, range(3))
    assert not any(isinstance(e, Checkpointed) for e in events.all)
    feed(engine, events, range(3, 4), b"warn extra_face")
    events.wait(lambda all_events: isinstance(all_events[-1], Checkpointed))
    feed(engine, events, range(4, 6), b"warn extra_face")
    engine.stop()
    saved = [json.loads(e.state)["frames"] for e in events.all if isinstance(e, Checkpointed)]
    assert saved == [4, 6], "once at the new warning, once at the stop, not at every update"


def test_interviews_stay_where_they_are_and_go_to_the_least_loaded_worker(events: Events) -> None:
    engine = LocalEngine(fake_sessions.make_sessions, 2, QUICK)
    engine.start(events)
    for number in range(4):
        engine.open(Brief(InterviewId(str(number)), None, consented=True))
    assert sorted(len(slot.seats) for slot in engine._slots) == [2, 2]
    where = dict(engine._where)
    engine.open(Brief(InterviewId("0"), None, consented=True))
    assert engine._where == where
    engine.stop()


def test_models_that_cannot_be_loaded_are_named_when_the_server_starts(events: Events) -> None:
    engine = LocalEngine(fake_sessions.make_nothing, 1, QUICK)
    engine.start(events)
    with pytest.raises(EngineError, match="the model file is missing") as caught:
        engine.wait_ready(30)
    assert caught.value.code == "worker_cannot_start"
    engine.stop()


def test_a_listener_that_raises_does_not_take_the_worker_down(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[int] = []

    def on_event(event: EngineEvent) -> None:
        seen.append(1)
        raise RuntimeError("the disk is full")

    engine = LocalEngine(fake_sessions.make_sessions, 1, WorkerRules(checkpoint_every_s=3600))
    engine.start(on_event)
    engine.open(Brief(A, None, consented=True))
    for seq in range(2):
        engine.submit(A, frame(seq))
        until_s = time.monotonic() + 20
        while len(seen) <= seq and time.monotonic() < until_s:
            time.sleep(0.01)
    engine.stop()
    assert len(seen) >= 2
    assert "could not be handled" in caplog.text


def test_workers_end_with_the_engine(engine: LocalEngine, events: Events) -> None:
    feed(engine, events, range(1))
    pid = engine.worker_pids[0]
    engine.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
