"""The window keeps the newest stretch whole, the past thinned, and is bounded."""

from __future__ import annotations

import numpy as np

from candor.domain.facts import FaceFacts, FrameFacts, HeadPose, PictureFacts
from candor.domain.ids import TrackId
from candor.pipeline.rules import WindowRules
from candor.pipeline.window import RollingWindow
from painted_faces import there

RULES = WindowRules(full_s=30.0, thinned_fps=5.0, total_s=900.0)


def facts_at(at_s: float) -> FrameFacts:
    face = FaceFacts(
        TrackId(1),
        np.zeros(4, dtype=np.float32),
        0.9,
        landmarks_xy=np.zeros((468, 2), dtype=np.float32),
        pose=HeadPose(1, 2, 3),
        embedding=np.ones(128, dtype=np.float32),
        second_embedding=np.ones(256, dtype=np.float32),
    )
    picture = PictureFacts(1, 2, np.zeros((18, 32), dtype=np.uint8))
    return FrameFacts(0, at_s, at_s, (640, 360), picture, face, (face,))


def filled(seconds: float, fps: float) -> RollingWindow:
    window = RollingWindow(RULES)
    for index in range(int(seconds * fps)):
        window.push(facts_at(index / fps))
    return window


def test_an_empty_window_has_no_frames() -> None:
    assert RollingWindow(RULES).view().frames == ()


def test_the_newest_thirty_seconds_are_kept_whole() -> None:
    recent = filled(60, 25).view().last(29)
    assert len(recent) == 29 * 25 + 1
    assert all(there(f.candidate).landmarks_xy is not None for f in recent)
    assert all(there(f.candidate).embedding is not None for f in recent)


def test_older_frames_are_thinned_to_five_per_second_without_landmarks() -> None:
    frames = [f for f in filled(60, 25).view().frames if f.captured_at_s < 29]
    assert len(frames) == 29 * 5
    face = there(frames[0].candidate)
    assert (face.landmarks_xy, face.embedding, face.pose) == (None, None, HeadPose(1, 2, 3))
    assert face.second_embedding is None
    assert frames[0].others[0].landmarks_xy is None


def test_frames_come_in_order_and_none_twice() -> None:
    times = [f.captured_at_s for f in filled(100, 12).view().frames]
    assert times == sorted(set(times))


def test_a_slow_stream_is_not_thinned() -> None:
    assert len(filled(100, 3).view().frames) == 300


def test_memory_is_bounded_after_fifteen_minutes() -> None:
    window = filled(1000, 10).view()
    assert window.span_s <= 900
    assert len(window.frames) <= 30 * 10 + 870 * 5 + 2


def test_a_view_does_not_change_when_frames_come() -> None:
    window = filled(2, 5)
    view = window.view()
    window.push(facts_at(50.0))
    assert view.now_s == 1.8
