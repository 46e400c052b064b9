"""Short recordings become one window on one clock, each with the voice that it should have."""

import numpy as np
import pytest

from candor.evaluation.sound_stretches import LONGEST_S, Stretch, dubbed, in_turn, joined, late, stretches
from candor.maths.synchrony import GRID_HZ
from speaking_people import people, silent_face, speaker


def test_a_recording_is_cut_and_a_rest_too_short_is_dropped() -> None:
    cut = stretches([speaker(1, LONGEST_S + 3), speaker(2, LONGEST_S + 1)], is_aligned=False)

    assert [(one.face.person, one.from_s) for one in cut] == [("p1", 0.0), ("p1", LONGEST_S), ("p2", 0.0)]
    assert all(one.voice is one.face and one.lag_s == 0 for one in cut)
    assert {one.lag_s for one in stretches([speaker(1, 9, lag_s=0.2)], is_aligned=True)} == {0.2}


def test_nobody_has_a_second_turn_before_all_of_theirs_were_used() -> None:
    own = stretches([speaker(1, 16), speaker(2, 16)], is_aligned=False)

    chosen = in_turn(own, ["p1", "p2"], 30.0, np.random.default_rng(0))

    assert sum(one.seconds for one in chosen) >= 30
    assert len({(one.face.person, one.from_s) for one in chosen[:4]}) == 4
    with pytest.raises(ValueError, match="nobody"):
        in_turn(own, ["p9"], 30.0, np.random.default_rng(0))


def test_a_window_runs_on_one_clock() -> None:
    window = joined(stretches(people(3), is_aligned=False), 20.0)

    pictures = np.array([frame.captured_at_s for frame in window.frames])
    hops = np.array([facts.captured_at_s for facts in window.sounds])
    assert (np.diff(pictures) > 0).all()
    assert (np.diff(hops) > 0).all()
    assert pictures[-1] == pytest.approx(20, abs=0.1)
    assert hops[-1] == pytest.approx(20, abs=0.1)
    assert np.diff(pictures).max() < 0.2


def test_another_voice_is_never_the_persons_own() -> None:
    own = stretches(people(3), is_aligned=False)
    rng = np.random.default_rng(0)

    foreign = [dubbed(one, people(3), rng) for one in own for _ in range(5)]

    assert all(one.voice.person != one.face.person for one in foreign)
    assert all(one.voice_from_s + one.seconds <= one.voice.seconds + 1 / GRID_HZ for one in foreign)
    with pytest.raises(ValueError, match="nobody else"):
        dubbed(own[0], [own[0].face], rng)


def test_a_late_voice_is_moved_and_a_drifting_one_ever_more() -> None:
    window = joined(stretches([speaker(1)], is_aligned=False), 8.0)

    moved, drifting = late(window, 0.3), late(window, 0.0, 0.01)

    assert moved.sounds[0].captured_at_s == pytest.approx(window.sounds[0].captured_at_s + 0.3)
    assert drifting.sounds[100].captured_at_s == pytest.approx(1.01 * window.sounds[100].captured_at_s)
    assert moved.sounds[-1].captured_at_s <= window.now_s


def test_a_silent_recording_lends_its_face_to_a_voice() -> None:
    face, voice = silent_face(), speaker(1)

    assert face.seconds == face.frames[-1].captured_at_s
    assert joined([Stretch(face, 0.0, 6.0, voice, 0.0)], 6.0).sounds
