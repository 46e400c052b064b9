"""A state survives the way through bytes; what must not survive is left behind."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.domain.facts import FaceFacts, FaceQuality, FrameFacts, HeadPose, PictureFacts
from candor.domain.ids import SignalName, TrackId
from candor.domain.questions import Question, State
from candor.fusion.state import Evidence, FusionState, QuestionState
from candor.pipeline.checkpoint import SessionState, decode_state, encode_state
from candor.pipeline.timeline import Timeline
from candor.pipeline.tracking import Track, Tracks
from candor.signals.enrolment import Enrolment
from painted_faces import there

FACE = FaceFacts(
    TrackId(4),
    np.array([1, 2, 3, 4], dtype=np.float32),
    0.9,
    pose=HeadPose(1.5, -2.0, 0.0),
    eye_openness=(0.3, 0.31),
    quality=FaceQuality(120, 50, 130, 0.01, 200),
    embedding=np.linspace(-1, 1, 128, dtype=np.float32),
)
PICTURE = PictureFacts(2**64 - 1, 5, np.arange(576, dtype=np.uint8).reshape(18, 32))
STATE = SessionState(
    model="colour",
    timeline=Timeline(1.0, 2.0, 3.0, 4.0),
    tracks=Tracks((Track(TrackId(4), (1.0, 2.0, 3.0, 4.0), 0.9, 0.0, 1.0, 1.0, 3),), 5, TrackId(4)),
    fusion=FusionState(
        1.0,
        {"identity_match": Evidence(llr=2.0, details={"faces": 3, "similarity": 0.5, "code": "x"})},
        {Question.IDENTITY: QuestionState(State.CHECKING, "checking", 1.0)},
    ),
    enrolment=Enrolment((0.1, 0.2), 1.0, 3, 300.0, 0.5),
    last_run_s={SignalName("identity_match"): 3.5},
    frames=17,
    recent=(FrameFacts(1, 4.0, 5.0, (640, 360), PICTURE, FACE),),
)


def test_everything_comes_back() -> None:
    back = decode_state(encode_state(STATE), "colour", consented=True)
    assert back is not None
    assert (back.timeline, back.tracks, back.fusion) == (STATE.timeline, STATE.tracks, STATE.fusion)
    assert (back.enrolment, back.last_run_s, back.frames) == (STATE.enrolment, STATE.last_run_s, 17)
    face = there(back.recent[0].candidate)
    assert np.array_equal(there(face.embedding), there(FACE.embedding))
    assert np.array_equal(back.recent[0].picture.thumbnail, PICTURE.thumbnail)
    assert back.recent[0].picture.digest == 2**64 - 1


def test_without_consent_no_face_data_come_back() -> None:
    back = there(decode_state(encode_state(STATE), "colour", consented=False))
    assert (back.recent, back.enrolment) == ((), Enrolment())
    assert back.frames == 17


def test_embeddings_of_another_model_are_left_behind() -> None:
    back = there(decode_state(encode_state(STATE), "another", consented=True))
    assert (back.model, back.recent, back.enrolment) == ("another", (), Enrolment())


def test_another_version_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    written = encode_state(SessionState())
    monkeypatch.setattr("candor.pipeline.checkpoint.VERSION", 99)

    assert decode_state(written, "colour", consented=True) is None


@given(st.binary(max_size=200))
def test_noise_is_not_opened(noise: bytes) -> None:
    assert decode_state(noise, "colour", consented=True) is None


@given(st.integers(0, 900))
def test_a_cut_off_checkpoint_is_not_opened(length: int) -> None:
    data = encode_state(STATE)
    assert decode_state(data[: min(length, len(data) - 1)], "colour", consented=True) is None
