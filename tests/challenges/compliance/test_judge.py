"""A movement is seen when it is made to the side asked for and back; what cannot be seen is no refusal."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.challenges.compliance.judge import confirmed, judge
from candor.domain.checks import CheckKind, CheckPhase, Side
from candor.domain.facts import FaceFacts
from challenges.builders import RULES, running, seen
from signals.builders import face


def bump(since_s: float) -> float:
    """0 before, up to 1 after 1.5 s, back to 0 after 3 s."""
    return float(np.clip(1 - abs(since_s - 1.5) / 1.5, 0, 1))


def turn_to(most_deg: float, lost_beyond_deg: float = 90.0):
    def look(since_s: float) -> FaceFacts | None:
        yaw_deg = most_deg * bump(since_s)
        return face(yaw_deg=yaw_deg) if abs(yaw_deg) <= lost_beyond_deg else None

    return look


@pytest.mark.parametrize(("side", "most_deg"), [(Side.RIGHT, 45.0), (Side.LEFT, -45.0)])
def test_a_turn_to_the_side_asked_for_and_back_is_done(side: Side, most_deg: float) -> None:
    status = judge(running(CheckKind.TURN_HEAD, side), seen(turn_to(most_deg), 8.0), RULES)

    assert status.phase is CheckPhase.DONE
    assert status.details["seconds"] == pytest.approx(1.5, abs=0.3)


def test_a_profile_that_no_mesh_fits_counts_as_turned() -> None:
    status = judge(running(CheckKind.TURN_HEAD, Side.RIGHT), seen(turn_to(80, lost_beyond_deg=26), 8.0), RULES)

    assert status.phase is CheckPhase.DONE


def test_a_turn_is_not_done_before_the_head_is_back() -> None:
    status = judge(running(CheckKind.TURN_HEAD, Side.RIGHT), seen(turn_to(45), 5.6), RULES)

    assert status.phase is CheckPhase.RUNNING


@pytest.mark.parametrize("look", [turn_to(-45), turn_to(12), turn_to(0)])
def test_the_other_side_or_too_little_is_not_seen_after_the_deadline(look) -> None:
    status = judge(running(CheckKind.TURN_HEAD, Side.RIGHT), seen(look, 19.5), RULES)

    assert status.phase is CheckPhase.NOT_SEEN
    assert status.ended_at_s == 19.5


def test_looking_up_and_leaning_in_are_seen() -> None:
    up = judge(running(CheckKind.LOOK_UP), seen(lambda t: face(pitch_deg=20 * bump(t)), 8.0), RULES)
    near = judge(running(CheckKind.LEAN_IN), seen(lambda t: face(width_px=160 * (1 + 0.4 * bump(t))), 8.0), RULES)

    assert (up.phase, near.phase) == (CheckPhase.DONE, CheckPhase.DONE)


def test_somebody_who_is_hardly_in_view_did_not_refuse() -> None:
    status = judge(running(CheckKind.LOOK_UP), seen(lambda t: face() if t < 2 else None, 19.5), RULES)

    assert status.phase is CheckPhase.CANT_TELL


def test_without_a_rest_before_nothing_can_be_told() -> None:
    status = judge(running(CheckKind.LOOK_UP), seen(lambda t: face() if t >= 0 else None, 19.5), RULES)

    assert status.phase is CheckPhase.CANT_TELL


def test_a_check_that_is_over_stays_as_it_is() -> None:
    done = replace(running(CheckKind.LOOK_UP), phase=CheckPhase.SKIPPED)

    assert judge(done, seen(lambda t: face(pitch_deg=30 * bump(t)), 8.0), RULES) is done


@settings(deadline=None, max_examples=40)
@given(st.floats(-20, 20), st.floats(-10, 10))
def test_how_the_head_is_held_at_rest_does_not_matter(yaw_deg: float, pitch_deg: float) -> None:
    def look(since_s: float) -> FaceFacts:
        return face(yaw_deg=yaw_deg + 40 * bump(since_s), pitch_deg=pitch_deg)

    assert judge(running(CheckKind.TURN_HEAD, Side.RIGHT), seen(look, 8.0), RULES).phase is CheckPhase.DONE


@pytest.mark.parametrize(("seen", "phase"), [(True, CheckPhase.DONE), (False, CheckPhase.NOT_SEEN)])
def test_the_interviewers_word_ends_spoken_digits_and_nothing_else(seen: bool, phase: CheckPhase) -> None:
    spoken = confirmed(running(CheckKind.SAY_DIGITS), 9.0, seen=seen)

    assert (spoken.phase, spoken.ended_at_s) == (phase, 9.0)
    assert confirmed(spoken, 10.0, seen=not seen) is spoken
    assert confirmed(running(CheckKind.LOOK_UP), 9.0, seen=seen).phase is CheckPhase.RUNNING


def test_the_interviewers_ear_goes_over_the_recognisers_once() -> None:
    heard = replace(running(CheckKind.SAY_DIGITS), phase=CheckPhase.DONE, ended_at_s=8.0, details={"heard": 1})

    wrong = confirmed(heard, 12.0, seen=False)

    assert (wrong.phase, wrong.details) == (CheckPhase.NOT_SEEN, {"heard": 1, "confirmed": 0})
    assert confirmed(wrong, 13.0, seen=True) is wrong
