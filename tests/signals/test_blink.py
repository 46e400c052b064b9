"""Blink: eyes that blink, eyes that never do, and eyes that cannot be judged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.window import Window
from candor.pipeline.rules import load_pipeline_rules
from candor.pipeline.window import RollingWindow
from candor.signals.blink import Blink
from signals.builders import GOOD, MODELS, context, face, frame


def watched(
    seconds: float,
    blinks_s: tuple[float, ...] = (),
    fps: float = 10.0,
    *,
    yaw_deg: float = 0.0,
    inter_eye_px: float = 70.0,
) -> Window:
    quality = replace(GOOD, inter_eye_px=inter_eye_px)
    times = [i / fps for i in range(int(seconds * fps) + 1)]
    shut = [any(at_s <= t < at_s + 0.2 for at_s in blinks_s) for t in times]
    return Window(
        [
            frame(t, face(openness=0.05 if s else 0.3, yaw_deg=yaw_deg, quality=quality))
            for t, s in zip(times, shut, strict=True)
        ]
    )


def judged(seen: Window) -> Verdict:
    return Blink().observe(seen, context())


def test_eyes_that_blink_reassure_a_little() -> None:
    verdict = judged(watched(30, (4.0, 9.5, 20.0)))

    assert isinstance(verdict, Observation)
    assert verdict.code == "eyes_blink"
    assert verdict.details["blinks"] == 3
    assert -1 < verdict.llr < 0


def test_the_longer_eyes_never_blink_the_more_it_says() -> None:
    after = [judged(watched(seconds)) for seconds in (20, 40, 80)]

    assert all(isinstance(v, Observation) and v.code == "eyes_never_blink" for v in after)
    llrs = [v.llr for v in after if isinstance(v, Observation)]
    assert llrs == sorted(llrs)
    assert llrs[0] < llrs[-1]


def test_no_blink_alone_never_warns() -> None:
    verdict = judged(watched(120))

    assert isinstance(verdict, Observation)
    assert verdict.llr < 2.5


def test_blinks_are_still_counted_when_old_frames_have_been_thinned() -> None:
    remembered = RollingWindow(load_pipeline_rules(MODELS / "calibration" / "quality.toml").window)
    for seen in watched(300, tuple(range(2, 300, 4))).frames:
        remembered.push(seen)

    verdict = judged(remembered.view())

    assert isinstance(verdict, Observation)
    assert verdict.code == "eyes_blink"
    assert verdict.score == pytest.approx(15.0, abs=2.0)


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        (watched(5), "too_short"),
        (watched(30, fps=4), "too_few_pictures"),
        (watched(30, yaw_deg=40), "eyes_turned_away"),
        (watched(30, inter_eye_px=20), "eyes_too_small"),
        (Window([frame(0.0, None), frame(0.1, None)]), "no_face"),
    ],
)
def test_eyes_that_cannot_be_judged_are_no_evidence(seen: Window, reason: str) -> None:
    verdict = judged(seen)

    assert isinstance(verdict, Abstention)
    assert verdict.reason == reason
