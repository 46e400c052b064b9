"""From settings to opinions on a live interview: what is missing here, and the real library where it is installed."""

from __future__ import annotations

import importlib.util
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bootstrap.test_second_opinion import astronaut, equipped  # noqa: F401 (fixtures)
from candor.bootstrap.live_opinions import live_opinions
from candor.domain.frames import EncodedFrame
from candor.domain.ids import InterviewId
from candor.domain.ports import Brief
from candor.domain.second_opinion import Ability, KeyFrame, Says, ServiceState
from candor.pipeline.decode import decode_photo
from candor.settings import Settings
from fake_sessions import FakeSession
from fakes import FakeInterviewRecords
from store_builders import build_template

ONE = InterviewId("interview-1")
FACE_OF_ASTRONAUT = np.array([170, 60, 275, 190], np.float32)


def test_without_weights_nobody_is_asked_and_the_administrator_sees_why(tmp_path: Path) -> None:
    opinions = live_opinions(Settings(home=tmp_path), FakeInterviewRecords())
    is_installed = importlib.util.find_spec("deepface") is not None

    assert not opinions.is_asked
    assert opinions.health().state is (ServiceState.NO_WEIGHTS if is_installed else ServiceState.NOT_INSTALLED)
    assert "minifasnet-v2" in opinions.health().asked.missing


def test_it_can_be_switched_off(tmp_path: Path) -> None:
    opinions = live_opinions(Settings(home=tmp_path, second_opinion=False), FakeInterviewRecords())

    assert opinions.health().state is ServiceState.OFF


@pytest.mark.shared
def test_the_real_library_looks_at_a_key_frame_of_an_interview(equipped: Settings, astronaut: Path) -> None:  # noqa: F811
    records = FakeInterviewRecords()
    records.add(reference=build_template())
    photo = astronaut.read_bytes()
    records.interviews[ONE].photo = photo
    looked = FakeSession(Brief(ONE, None, consented=True), {}).advance(EncodedFrame(1, 3.0, 3.0, b"look"), 0)
    opinions = live_opinions(equipped, records)
    try:
        frame = KeyFrame(3.0, "first", decode_photo(photo), FACE_OF_ASTRONAUT)
        opinions.result(replace(looked, key_frame=frame))
        said = wait_for_opinions(records)
    finally:
        opinions.stop()

    assert [(o.ability, o.at_s) for o in said] == [(Ability.LIVENESS, 3.0), (Ability.SAME_PERSON, 3.0)]
    assert said[0].says in {Says.LIVE, Says.NOT_LIVE}
    assert said[1].says is Says.SAME
    assert opinions.health().answers == 2
    assert not opinions.health().is_awake


def wait_for_opinions(records: FakeInterviewRecords) -> tuple:
    until_s = time.monotonic() + 90
    while time.monotonic() < until_s:
        second = records.second_opinion(ONE)
        if second is not None and second.opinions:
            return tuple(second.opinions)
        time.sleep(0.05)
    return ()
