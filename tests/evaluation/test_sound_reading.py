"""A recording is read as a call brings it; its own lag is found from mouth and voice."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from candor.domain.sound import SoundCodec
from candor.domain.window import Window
from candor.evaluation.datasets import LabelledRecording
from candor.evaluation.sound_reading import ear_of, heard, lag_s, observed
from candor.pipeline.analysers import Analysers
from candor.signals.lip_voice_synchrony import LipVoiceSynchrony
from painted_faces import ColourEmbedder, PaintedEyes, PaintedFaceDetector, PaintedFaceMesher
from signals.builders import FakeComparator
from speaking_people import sessions
from spoken import LoudIsSpeech, conversation, voice


def test_the_lag_of_a_recording_is_found() -> None:
    window = conversation(9.0, fps=12.0, lag_s=0.24)

    assert lag_s(window, sessions()) == pytest.approx(0.24, abs=0.04)
    assert lag_s(Window([]), sessions()) == 0.0


def test_an_ear_hears_all_of_a_sound() -> None:
    on = sessions()
    on.analysers.speech = LoudIsSpeech()

    ear = ear_of((voice(3.0) * 32767).astype(np.int16), on)

    assert len(ear.facts) == pytest.approx(3.0 / 0.032, abs=2)


def test_only_what_can_be_judged_is_returned() -> None:
    windows = [conversation(30, fps=12.0), conversation(30, fps=12.0, voice=None)]

    assert len(observed(LipVoiceSynchrony(), windows, sessions())) == 1


def painted_recording(folder: Path) -> LabelledRecording:
    """Twenty pictures of a face that somebody painted, without sound."""
    path = folder / "a.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 15, (160, 120))
    for _ in range(20):
        bgr = np.full((120, 160, 3), 120, np.uint8)
        cv2.ellipse(bgr, (80, 60), (30, 40), 0, 0, 360, (60, 110, 200), -1)
        writer.write(bgr)
    writer.release()
    return LabelledRecording(path, False, "", "ann", None, None, 0.0)


def painted_sessions() -> Any:
    on = sessions()
    on.analysers = Analysers(
        PaintedFaceDetector(), PaintedFaceMesher(), PaintedEyes(), ColourEmbedder(), FakeComparator()
    )
    return on


def test_a_recording_without_sound_has_pictures_only(tmp_path: Path) -> None:
    one = heard(painted_recording(tmp_path), painted_sessions(), 1, SoundCodec.OPUS)

    assert len(one.frames) == pytest.approx(16, abs=1)
    assert any(frame.candidate is not None for frame in one.frames)
    assert (len(one.sounds), one.lag_s) == (0, 0.0)


def test_pictures_that_are_left_out_on_the_way_are_not_seen(tmp_path: Path) -> None:
    recording, on = painted_recording(tmp_path), painted_sessions()

    one = heard(recording, on, 1, SoundCodec.OPUS, lambda frames: frames[::2])

    assert [frame.seq for frame in one.frames] == list(range(0, 16, 2))
