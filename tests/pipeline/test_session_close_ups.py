"""Close-ups of a face that is small in the stream: when they are asked for, used, and left out."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
from PIL import Image

from candor.domain.facts import FaceFacts
from candor.domain.frames import CloseUp, Region
from candor.domain.ports import Brief, StepResult
from candor.domain.questions import Question, State
from candor.pipeline.session import InterviewSession
from painted_faces import BLUE, RED, Painted, paint
from pipeline.painted_calls import RULES, Call, brief


class NearCall(Call):
    """A call whose tile the page has at twice the size, and whose client answers every question for a close-up."""

    def __init__(self, told: Brief | None = None, width: int = 50) -> None:
        super().__init__(told)
        close_up = replace(RULES.pipeline.close_up, min_likeness=0.7)  # all that a painted face has is noise
        rules = replace(RULES, pipeline=replace(RULES.pipeline, close_up=close_up))
        self.session = InterviewSession(told or brief(), self.analysers, rules)
        self.width = width

    def watch(
        self,
        seconds: float,
        colour: tuple[int, int, int] = RED,
        near: tuple[int, int, int] | None = None,
        late_s: float = 0.0,
    ) -> list[StepResult]:
        """Show somebody; in close-ups perhaps somebody else, or what was there some time ago."""
        results: list[StepResult] = []
        for _ in range(round(seconds * 5)):
            region = self.results[-1].close_up_wanted if self.results else None
            if region is not None:
                other = paint(Painted(near or colour, 300, 180, self.width), room=1 if near is None else 2)
                self.session.tell(CloseUp(region, self.at_s - late_s, cut(other, region)))
            results.append(self.step(paint(Painted(colour, 300, 180, self.width))))
        return results

    def fates(self) -> list[str]:
        return [result.close_up_fate for result in self.results if result.close_up_fate]

    def faces(self) -> list[FaceFacts]:
        """Of the newest seconds, those with an embedding."""
        frames = self.session._window.view().frames
        return [f.candidate for f in frames if f.candidate and f.candidate.embedding is not None]


def cut(rgb: np.ndarray, region: Region) -> bytes:
    """That part at twice the size."""
    height, width = rgb.shape[:2]
    x, y = round(region.x * width), round(region.y * height)
    part = rgb[y : y + round(region.height * height), x : x + round(region.width * width)]
    file = io.BytesIO()
    Image.fromarray(part).resize((2 * part.shape[1], 2 * part.shape[0]), Image.Resampling.NEAREST).save(file, "PNG")
    return file.getvalue()


def test_a_face_too_small_in_the_stream_is_compared_by_close_ups() -> None:
    alone, near = Call(), NearCall(width=60)
    for _ in range(50):
        alone.step(paint(Painted(RED, 300, 180, 60)))
    near.watch(10)

    assert alone.state(Question.IDENTITY) is not State.NO_CONCERN
    assert near.state(Question.IDENTITY) is State.NO_CONCERN
    assert set(near.fates()) == {"used"}
    assert all(face.close_up is not None for face in near.faces())


def test_close_ups_are_asked_for_at_their_pace_and_only_with_consent() -> None:
    asked = [result.close_up_wanted is not None for result in NearCall().watch(10)]
    assert sum(asked) == 5
    refused = NearCall(brief(consented=False))
    assert all(result.close_up_wanted is None for result in refused.watch(4))
    refused.session.tell(CloseUp(Region(0, 0, 1, 1), refused.at_s, b"webp"))
    assert refused.watch(1)[0].close_up_fate == ""


def test_somebody_else_in_the_close_ups_is_counted_and_never_compared() -> None:
    call = NearCall(width=110)
    call.watch(10, near=BLUE)
    assert set(call.fates()) == {"another_face"}
    assert call.state(Question.IDENTITY) is State.NO_CONCERN
    assert call.questions_warned_of() <= {Question.LIVE_PERSON}
    assert all(face.close_up is None for face in call.faces())


def test_a_close_up_of_another_moment_is_late() -> None:
    call = NearCall(width=110)
    call.watch(6, late_s=1.0)
    assert set(call.fates()) == {"late"}
    assert call.state(Question.IDENTITY) is not State.PAUSE_AND_VERIFY


def test_while_close_ups_come_the_stream_is_not_embedded_and_afterwards_it_is_again() -> None:
    call = NearCall(width=110)
    call.watch(10)
    assert {face.close_up is None for face in call.faces()[1:]} == {False}
    call.show(6, RED)
    assert call.faces()[-1].close_up is None


def test_the_first_good_view_is_a_close_up_where_there_is_one() -> None:
    call = NearCall(width=60)
    call.watch(6)
    portraits = [result.portrait_jpeg for result in call.results if result.portrait_jpeg]
    assert len(portraits) == 1
    assert Image.open(io.BytesIO(portraits[0])).width > 200
