"""Which pictures a session hands over to a second opinion."""

from __future__ import annotations

from candor.domain.ports import StepResult
from candor.pipeline.key_frames import Pace
from painted_faces import BLUE, RED
from pipeline.painted_calls import Call, brief


def key_frames(results: list[StepResult]) -> list:
    return [result.key_frame for result in results if result.key_frame is not None]


def test_nobody_hands_over_a_picture_where_no_second_opinion_is_asked() -> None:
    assert key_frames(Call().show(3, RED)) == []


def test_without_consent_no_picture_is_handed_over() -> None:
    assert key_frames(Call(brief(consented=False), pace=Pace(1.0)).show(5, RED)) == []


def test_a_key_frame_is_the_picture_itself_with_the_candidates_face() -> None:
    call = Call(pace=Pace(60.0))

    picked = key_frames(call.show(5, RED))

    assert [frame.occasion for frame in picked] == ["first"]
    assert picked[0].rgb.shape == (360, 640, 3)
    assert picked[0].box_xyxy.shape == (4,)


def test_a_new_warning_has_the_next_good_picture_looked_at() -> None:
    call = Call(pace=Pace(600.0))
    call.show(8, RED)

    results = call.show(20, BLUE)

    assert [w for r in results for w in r.warnings]
    assert "warning" in {frame.occasion for frame in key_frames(results)}


def test_a_new_worker_knows_what_was_handed_over() -> None:
    pace = Pace(600.0)
    call = Call(pace=pace)
    assert len(key_frames(call.show(3, RED))) == 1
    heir = Call(checkpoint=call.session.checkpoint(), start_s=call.at_s, pace=pace)

    assert key_frames(heir.show(3, RED)) == []
