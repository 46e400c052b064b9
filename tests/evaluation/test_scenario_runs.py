"""The plan of the scenarios, and honest recordings through real sessions with painted faces."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from candor.bootstrap.sessions import Sessions
from candor.domain.identity import Template
from candor.domain.ids import SignalName
from candor.domain.questions import Question, State
from candor.errors import ReferencePhotoError
from candor.evaluation.codec_grid import GridPoint
from candor.evaluation.datasets import LabelledRecording
from candor.evaluation.loops import Repeat
from candor.evaluation.scenario_runs import ENCODERS, honest, pairs, planned, repetitions, substitutions
from candor.pipeline.session import load_session_rules
from candor.settings import load_settings
from painted_faces import BLUE, RED, Painted, paint, painted_analysers

FPS, SECONDS = 4, 12


def _recording(file: str | Path, person: str) -> LabelledRecording:
    return LabelledRecording(Path(file), False, "", person, None, None, 0.0)


def _clip(path: Path, colour: tuple[int, int, int]) -> Path:
    rng = np.random.default_rng(5)
    moves = [(int(rng.integers(-6, 7)), int(rng.integers(-4, 5))) for _ in range(FPS * SECONDS)]
    images = [Image.fromarray(paint(Painted(colour, 320 + x, 180 + y, 150))) for x, y in moves]
    images[0].save(path, save_all=True, append_images=images[1:], duration=1000 // FPS, quality=90, method=0)
    return path


@pytest.fixture
def people(tmp_path: Path) -> list[LabelledRecording]:
    """Two painted people."""
    return [
        _recording(_clip(tmp_path / "blue.webp", BLUE), "blue"),
        _recording(_clip(tmp_path / "red.webp", RED), "red"),
    ]


def _sessions() -> Sessions:
    return Sessions(painted_analysers(), load_session_rules(load_settings().models_dir))


def _no_photo(_: object) -> Template:
    raise ReferencePhotoError("no_face", "There is no face.")


def test_an_honest_recording_is_played_whole_and_tells_what_was_abstained(people: list[LabelledRecording]) -> None:
    (one,) = honest(people[:1], 4.0, _no_photo, _sessions().open)

    assert one.duration_s == pytest.approx(SECONDS, abs=0.5)
    assert (one.has_photo, one.identity_green_at_s) == (False, None)
    assert one.worst[Question.IDENTITY] is State.CANT_TELL
    assert one.tallies[SignalName("identity_match")].abstentions["no_reference"] >= SECONDS - 2


def test_another_person_is_played_from_the_middle_on_and_noticed(people: list[LabelledRecording]) -> None:
    blue_then_red, red_then_blue = substitutions(people, 4.0, _no_photo, _sessions().open)

    assert blue_then_red.name == "blue.webp > red.webp"
    assert blue_then_red.attack_at_s == pytest.approx(SECONDS / 2, abs=0.3)
    assert blue_then_red.is_found
    assert red_then_blue.is_found


def test_pairs_are_of_different_people_never_double_and_as_many_as_wanted() -> None:
    recordings = [_recording(f"{number}.mp4", f"p{number % 4}") for number in range(10)]

    found = pairs(recordings, 25)

    assert len(found) == 25
    assert all(first.person != second.person for first, second in found)
    assert len({(first.file, second.file) for first, second in found}) == 25


def test_the_plan_never_asks_for_more_than_a_recording_holds() -> None:
    for number in range(24):
        for how, seconds, encoder in planned(number, 5.0):
            assert encoder in ENCODERS
            assert seconds <= (10.0 if how is Repeat.PING_PONG else 5.0)


def test_a_short_recording_still_gives_a_ping_pong_loop_and_freezes() -> None:
    kinds = [how for how, _, _ in planned(0, 2.4)]

    assert kinds == [Repeat.PING_PONG, Repeat.FREEZE, Repeat.FREEZE]


def test_lengths_and_encoders_take_turns() -> None:
    forward = [planned(number, 20.0)[0] for number in range(24)]

    assert {seconds for _, seconds, _ in forward} == {4.0, 6.0, 8.0, 10.0, 12.0, 15.0}
    assert {encoder for _, _, encoder in forward} == set(ENCODERS)


def test_without_recordings_nothing_is_played() -> None:
    assert list(repetitions([], 10.0, _sessions().open)) == []


def test_an_honest_recording_may_pass_a_call_before_it_is_analysed(people: list[LabelledRecording]) -> None:
    point = GridPoint("coarse", "vp8", 300, 360, 5.0)

    (one,) = honest(people[:1], 4.0, _no_photo, _sessions().open, point)

    assert one.duration_s == pytest.approx(SECONDS, abs=0.5)
    assert one.tallies[SignalName("face_absent")].observations > 0
