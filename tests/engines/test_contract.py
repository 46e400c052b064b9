"""What every engine promises, played to the in-process fake and to real processes."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

import fake_sessions
from candor.domain.checks import Check, CheckId, CheckKind
from candor.domain.orders import StartCheck
from candor.domain.ports import Brief, Checkpointed, Engine
from candor.engines.local import LocalEngine
from candor.errors import EngineError
from engine_events import A, B, Events, frame, frames_seen
from fakes import FakeEngine


@pytest.fixture(params=["fake", "local"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "fake":
        yield FakeEngine(fake_sessions.make_sessions())
    else:
        local = LocalEngine(fake_sessions.make_sessions, workers=1)
        yield local
        local.stop()


@pytest.fixture
def events(engine: Engine) -> Events:
    collected = Events()
    engine.start(collected)
    return collected


def test_analyses_the_frames_of_an_open_interview(engine: Engine, events: Events) -> None:
    engine.open(Brief(A, None, consented=True))
    engine.submit(A, frame(0))
    first = events.wait_result(0)
    engine.submit(A, frame(1))
    second = events.wait_result(1)
    assert (frames_seen(first), frames_seen(second)) == (1, 2)
    assert (first.interview, first.at_s, second.at_s) == (A, 0.0, 0.125)


def test_keeps_interviews_apart(engine: Engine, events: Events) -> None:
    engine.open(Brief(A, None, consented=True))
    engine.open(Brief(B, None, consented=True))
    engine.submit(A, frame(0))
    engine.submit(B, frame(5))
    assert frames_seen(events.wait_result(0, A)) == 1
    assert frames_seen(events.wait_result(5, B)) == 1


def test_refuses_frames_of_an_interview_that_is_not_open(engine: Engine, events: Events) -> None:
    with pytest.raises(EngineError, match="not being analysed") as caught:
        engine.submit(A, frame(0))
    assert caught.value.code == "not_open"
    engine.open(Brief(A, None, consented=True))
    engine.close(A)
    engine.close(A)
    with pytest.raises(EngineError):
        engine.submit(A, frame(1))


def test_goes_on_from_a_checkpoint(engine: Engine, events: Events) -> None:
    state = json.dumps({"frames": 41, "state": "no_concern"}).encode()
    engine.open(Brief(A, None, consented=True), state)
    engine.submit(A, frame(0))
    assert frames_seen(events.wait_result(0)) == 42


def test_opening_again_goes_on_under_the_new_brief(engine: Engine, events: Events) -> None:
    engine.open(Brief(A, None, consented=False))
    engine.submit(A, frame(0))
    events.wait_result(0)
    engine.open(Brief(A, None, consented=True))
    engine.submit(A, frame(1))
    assert frames_seen(events.wait_result(1)) == 2


def test_an_interview_opened_after_its_close_starts_anew(engine: Engine, events: Events) -> None:
    engine.open(Brief(A, None, consented=True))
    engine.submit(A, frame(0))
    events.wait_result(0)
    engine.close(A)
    engine.open(Brief(A, None, consented=True))
    engine.submit(A, frame(1))
    assert frames_seen(events.wait_result(1)) == 1


def test_writes_interviews_down_when_it_stops_and_then_refuses_work(engine: Engine, events: Events) -> None:
    engine.open(Brief(A, None, consented=True))
    engine.submit(A, frame(0))
    events.wait_result(0)
    engine.stop()
    saved = [e for e in events.all if isinstance(e, Checkpointed) and e.interview == A]
    assert json.loads(saved[-1].state)["frames"] == 1
    with pytest.raises(EngineError) as caught:
        engine.submit(A, frame(1))
    assert caught.value.code == "engine_stopped"
    with pytest.raises(EngineError):
        engine.open(Brief(B, None, consented=True))


def test_refuses_work_before_it_is_started(engine: Engine) -> None:
    with pytest.raises(EngineError) as caught:
        engine.open(Brief(A, None, consented=True))
    assert caught.value.code == "engine_stopped"


def test_passes_orders_on_before_the_next_frame(engine: Engine, events: Events) -> None:
    engine.open(Brief(A, None, consented=True))
    checks = [Check(CheckId(f"check-{n}"), CheckKind.LOOK_UP) for n in range(3)]
    for check in checks:
        engine.tell(A, StartCheck(check))
    engine.submit(A, frame(0))
    assert [status.check for status in events.wait_result(0).checks] == checks


def test_refuses_orders_of_an_interview_that_is_not_open(engine: Engine, events: Events) -> None:
    with pytest.raises(EngineError, match="not being analysed"):
        engine.tell(A, StartCheck(Check(CheckId("check-1"), CheckKind.LOOK_UP)))
