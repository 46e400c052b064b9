"""A planned session is read, made, sent and played; what cannot be made is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from candor.domain.assessment import Assessment
from candor.domain.frames import Frame
from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation
from candor.domain.orders import Order
from candor.domain.ports import Brief, StepResult
from candor.domain.questions import Family, Question
from candor.evaluation.laboratory.lab_file import Run
from candor.evaluation.laboratory.plan import Planned, plan
from candor.evaluation.laboratory.play import Player, _heard
from candor.evaluation.recipes.clip import Clip
from laboratory_builders import footage, laboratory, write_video


class Session:
    """Looks at every frame; says how bright it is, and once that it cannot tell."""

    def __init__(self, brief: Brief) -> None:
        self.brief, self.times, self.told = brief, list[float](), list[Order]()

    def tell(self, order: Order) -> None:
        self.told.append(order)

    def advance_rgb(self, frame: Frame, dropped: int = 0) -> StepResult:
        self.times.append(frame.captured_at_s)
        name, at_s = SignalName("brightness"), frame.captured_at_s
        verdict = (
            Observation(
                name, Question.GENUINE, Family.TEXTURE, at_s, float(frame.rgb.mean()), 0.5, "bright", {"a": 1 / 3}
            )
            if self.times[1:]
            else Abstention(name, Question.GENUINE, at_s, "too_short")
        )
        return StepResult(
            self.brief.interview, frame.seq, at_s, at_s, (verdict,), Assessment(at_s, {}), (), 1, 50.0, 10.0, 0, 1.0
        )


class Room:
    def __init__(self) -> None:
        self.sessions: list[Session] = []

    def open(self, brief: Brief) -> Session:
        self.sessions.append(Session(brief))
        return self.sessions[-1]


def planned(tmp_path: Path, **run: object) -> Planned:
    write_video(tmp_path / "a.avi", 2.0)
    one = replace(footage("a.avi", "g"), file=tmp_path / "a.avi")
    return plan(laboratory(one, run=Run("calls", ("mid",), ("some",), **run)))[0]  # pyright: ignore[reportArgumentType]


def player(room: Room) -> Player:
    return Player(room.open, lambda: lambda _: None, None)


def test_a_session_is_played_at_the_rate_of_the_capture(tmp_path: Path) -> None:
    room = Room()

    session = player(room).play(planned(tmp_path), "key")

    assert session.fps == 12.0
    assert room.sessions[0].times == [tick / 12 for tick in range(24)]
    assert room.sessions[0].brief.consented
    assert session.said[0].llr is None
    assert (session.said[0].code, session.said[1].code) == ("too_short", "bright")
    assert session.said[5].details == {"a": 0.3333}
    assert session.face_width_px == 50.0
    assert 40 < session.luma < 140
    assert len(session.file_sha256) == 64


def test_a_still_lasts_as_long_as_asked(tmp_path: Path) -> None:
    session = player(Room()).play(planned(tmp_path, stills_s=3.0), "key")

    assert session.duration_s == 3.0


def test_a_session_is_cut_to_its_length(tmp_path: Path) -> None:
    assert player(Room()).play(planned(tmp_path, session_s=1.0), "key").duration_s == 1.0


def test_what_cannot_be_made_or_read_is_told(tmp_path: Path) -> None:
    impossible = replace(planned(tmp_path), recipe="a7_swap_clone_128", species="a7_swap_clone_128")
    (tmp_path / "broken.avi").write_bytes(b"no video")
    broken = replace(impossible, footage=replace(impossible.footage, file=tmp_path / "broken.avi"))

    assert player(Room()).play(impossible, "k").left_out == "no clip of another person"
    assert player(Room()).play(broken, "k").left_out


def test_sound_comes_whole_and_in_order_of_time() -> None:
    clip = Clip([np.zeros((4, 4, 3), np.uint8)] * 10, 10.0, np.arange(16000, dtype=np.int16))

    blocks = list(_heard(clip))

    assert [block.captured_at_s for block in blocks] == sorted(block.captured_at_s for block in blocks)
    assert len(blocks) == 10
    assert b"".join(block.pcm for block in blocks) == clip.sound.tobytes()  # pyright: ignore[reportOptionalMemberAccess]
