"""Inside a worker process: sessions, checkpoints, exceptions, the end of the pipe."""

from __future__ import annotations

import json
import logging
import multiprocessing
import signal
import threading
from collections.abc import Iterator

import pytest

import fake_sessions
from candor.domain.ports import Brief, Checkpointed, StepResult
from candor.engines.worker import (
    Advance,
    Close,
    Failed,
    MakeSessions,
    Open,
    Ready,
    SaveAll,
    Sessions,
    StartFailed,
    run_worker,
)
from engine_events import A, B, frame


class HandClock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def sessions(clock: HandClock) -> Sessions:
    sessions = Sessions(fake_sessions.make_sessions(), 2.0, clock)
    assert sessions.answer(Open(Brief(A, None, consented=True), None)) == []
    return sessions


def kinds(reply: list) -> list[type]:
    return [type(event) for event in reply]


def test_writes_a_checkpoint_with_every_key_frame(sessions: Sessions) -> None:
    assert kinds(sessions.answer(Advance(A, frame(1, b"key"), 0))) == [StepResult, Checkpointed]


def test_writes_a_checkpoint_every_two_seconds_of_work(sessions: Sessions, clock: HandClock) -> None:
    found = []
    for seq in range(10):
        clock.now_s += 0.5
        found.append(kinds(sessions.answer(Advance(A, frame(seq), 0))))
    with_checkpoint = [seq for seq, reply in enumerate(found) if Checkpointed in reply]
    assert with_checkpoint == [3, 7]
    assert found[3] == [StepResult, Checkpointed], "the result comes first: a warning is told before it counts as told"


def test_writes_a_checkpoint_at_once_when_a_warning_is_new(sessions: Sessions) -> None:
    replies = [kinds(sessions.answer(Advance(A, frame(seq, b"warn extra_face"), 0))) for seq in range(3)]
    assert replies == [[StepResult, Checkpointed], [StepResult], [StepResult]]


def test_an_exception_drops_the_session_and_is_reported(sessions: Sessions, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert sessions.answer(Advance(A, frame(0, b"raise"), 0)) == [Failed(A, "ValueError: no such thing")]
    assert "Traceback" in caplog.text
    assert kinds(sessions.answer(Advance(A, frame(1), 0))) == [Failed]
    assert sessions.answer(SaveAll()) == []


def test_opening_again_goes_on_and_closing_forgets(sessions: Sessions) -> None:
    sessions.answer(Advance(A, frame(0), 0))
    sessions.answer(Open(Brief(A, None, consented=False), b'{"frames": 99}'))
    (saved,) = sessions.answer(SaveAll())
    assert isinstance(saved, Checkpointed)
    assert json.loads(saved.state)["frames"] == 1, "what it holds is newer than what the parent remembers"
    sessions.answer(Close(A))
    sessions.answer(Close(B))
    assert sessions.answer(SaveAll()) == []


@pytest.fixture
def keep_signals() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def converse(make: MakeSessions, requests: list) -> list:
    """Run a worker's main here, with a thread as its parent."""
    ours, theirs = multiprocessing.Pipe()
    heard: list = []

    def parent() -> None:
        heard.append(ours.recv())
        for request in requests:
            ours.send(request)
            heard.append(ours.recv())
        ours.close()

    thread = threading.Thread(target=parent)
    thread.start()
    run_worker(theirs, make, 2.0)
    thread.join()
    return heard


@pytest.mark.usefixtures("keep_signals")
def test_answers_until_the_server_is_gone() -> None:
    heard = converse(fake_sessions.make_sessions, [Open(Brief(A, None, consented=True), None), Advance(A, frame(0), 0)])
    assert heard[:2] == [Ready(), []]
    assert isinstance(heard[2][0], StepResult)


@pytest.mark.usefixtures("keep_signals")
def test_says_why_it_cannot_start() -> None:
    assert converse(fake_sessions.make_nothing, []) == [StartFailed("RuntimeError: the model file is missing")]
