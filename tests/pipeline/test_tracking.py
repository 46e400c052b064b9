"""Tracks follow faces by place, and exactly one of them is the candidate's."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from candor.pipeline.rules import TrackingRules
from candor.pipeline.tracking import (
    Tracks,
    TrackStatus,
    advance_tracks,
    choose_candidate,
    end_all_tracks,
    follow_candidate,
)
from painted_faces import detection_at

RULES = TrackingRules(
    detect_every_s=0.3,
    match_iou=0.3,
    match_distance=0.6,
    match_size_ratio=1.6,
    confirm_hits=2,
    keep_lost_s=1.0,
    mesh_only_s=2.0,
    handover_width_ratio=1.5,
    handover_after_s=2.0,
)


def seen(tracks: Tracks, *steps: list, start_s: float = 0.0, step_s: float = 0.1) -> Tracks:
    """Advance through frames; each step lists the detections of one frame."""
    for index, detections in enumerate(steps):
        tracks, _ = advance_tracks(tracks, detections, start_s + index * step_s, RULES)
    return tracks


def test_a_face_is_tentative_until_it_was_detected_twice() -> None:
    once = seen(Tracks(), [detection_at(100, 100, 80)])
    assert once.alive[0].status(0.0, RULES) is TrackStatus.TENTATIVE
    assert once.candidate is None
    twice = seen(once, [detection_at(104, 100, 80)], start_s=0.1)
    assert twice.candidate is not None
    assert twice.candidate.id == 1


def test_a_moving_face_keeps_its_track() -> None:
    tracks = seen(Tracks(), *([detection_at(100 + 25 * i, 100, 80)] for i in range(12)))
    assert [t.id for t in tracks.alive] == [1]
    assert tracks.alive[0].hits == 12


def test_two_faces_that_pass_each_other_keep_their_tracks_by_overlap() -> None:
    tracks = seen(Tracks(), *([detection_at(100 + 10 * i, 100, 80), detection_at(300, 180, 60)] for i in range(10)))
    assert {t.id: round(t.width_px) for t in tracks.alive} == {1: 80, 2: 60}


def test_the_largest_confirmed_face_becomes_the_candidate() -> None:
    both = [detection_at(100, 100, 60), detection_at(400, 100, 120)]
    assert seen(Tracks(), both, both).candidate_id == 2


def test_the_candidate_stays_when_somebody_comes_a_little_nearer() -> None:
    tracks = seen(Tracks(), *([[detection_at(100, 100, 80)]] * 3))
    tracks = seen(tracks, *([[detection_at(100, 100, 80), detection_at(400, 100, 110)]] * 60), start_s=0.3)
    assert tracks.candidate_id == 1


def test_the_candidate_is_handed_over_when_another_face_is_much_larger_for_two_seconds() -> None:
    tracks = seen(Tracks(), *([[detection_at(100, 100, 80)]] * 3))
    both = [detection_at(100, 100, 80), detection_at(400, 100, 160)]
    early = seen(tracks, *([both] * 15), start_s=0.3)
    assert early.candidate_id == 1
    assert seen(early, *([both] * 15), start_s=1.8).candidate_id == 2


def test_a_face_that_leaves_is_lost_and_comes_back_as_a_new_track() -> None:
    tracks = seen(Tracks(), *([[detection_at(100, 100, 80)]] * 3))
    gone = seen(tracks, *([[]] * 15), start_s=0.3)
    assert gone.alive == ()
    assert gone.candidate is None
    back = seen(gone, *([[detection_at(100, 100, 80)]] * 2), start_s=2.0)
    assert back.candidate_id == 2


def test_a_face_that_is_missed_for_half_a_second_keeps_its_track() -> None:
    tracks = seen(Tracks(), *([[detection_at(100, 100, 80)]] * 3), *([[]] * 5), [detection_at(110, 100, 80)])
    assert tracks.candidate_id == 1


def test_the_other_face_takes_over_when_the_candidate_is_lost() -> None:
    both = [detection_at(100, 100, 80), detection_at(400, 100, 60)]
    tracks = seen(Tracks(), both, both, both)
    assert tracks.candidate_id == 1
    alone = seen(tracks, *([[detection_at(400, 100, 60)]] * 15), start_s=0.3)
    assert alone.candidate_id == 2


def test_after_a_cut_the_same_place_is_a_new_track() -> None:
    tracks = end_all_tracks(seen(Tracks(), *([[detection_at(100, 100, 80)]] * 3)))
    assert tracks.alive == ()
    assert seen(tracks, *([[detection_at(100, 100, 80)]] * 2), start_s=0.3).candidate_id == 2


def test_the_mesh_moves_the_candidate_between_detections() -> None:
    tracks = seen(Tracks(), *([[detection_at(100, 100, 80)]] * 3))
    moved = follow_candidate(tracks, np.array([90, 60, 170, 140], dtype=np.float32), 0.8, 0.5)
    assert moved.candidate is not None
    assert moved.candidate.box_xyxy == (90, 60, 170, 140)
    assert moved.candidate.seen_at_s == 0.5
    assert moved.candidate.detected_at_s == 0.2


def test_a_far_face_of_another_size_is_no_match() -> None:
    tracks = seen(Tracks(), [detection_at(100, 100, 80)], [detection_at(130, 100, 200)])
    assert [t.id for t in tracks.alive] == [1, 2]


faces = st.builds(detection_at, st.floats(0, 600), st.floats(0, 300), st.floats(10, 200), st.floats(0.5, 1.0))


@given(st.lists(st.lists(faces, max_size=4), max_size=12))
def test_ids_never_repeat_and_every_detection_has_its_own_track(frames: list) -> None:
    tracks, born = Tracks(), set()
    for index, detections in enumerate(frames):
        known = {t.id for t in tracks.alive}
        tracks, ids = advance_tracks(tracks, detections, index * 0.4, RULES)
        assert len(ids) == len(set(ids)) == len(detections)
        assert not (set(ids) - known) & born
        born |= set(ids)
        assert tracks.candidate_id is None or tracks.candidate_id in {t.id for t in tracks.alive}


def test_choosing_without_tracks_gives_no_candidate() -> None:
    assert choose_candidate(Tracks(), 0.0, RULES).candidate_id is None
