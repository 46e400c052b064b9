"""How a movement of the head is told to people: how far, how soon, and whether it was a profile."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from candor.challenges.compliance.head import judge_head
from candor.challenges.compliance.stretch import stretch_of
from candor.domain.checks import CheckKind, Side
from candor.domain.facts import FaceFacts
from challenges.builders import RULES, meshed, running, seen
from signals.builders import face


def bump(since_s: float) -> float:
    return float(np.clip(1 - abs(since_s - 2.5) / 1.5, 0, 1))


def found(kind: CheckKind, look, side: Side = Side.NONE, until_s: float = 9.0):
    return judge_head(stretch_of(running(kind, side), seen(look, until_s), RULES.baseline_s), RULES)


def in_profile(since_s: float) -> FaceFacts:
    """A face whose picture-right eye narrows as it turns right."""
    turned = meshed(yaw_deg=70 * bump(since_s))
    assert turned.landmarks_xy is not None
    points = turned.landmarks_xy.copy()
    points[362] = points[263] + (points[362] - points[263]) * (1 - 0.9 * bump(since_s))
    return replace(turned, landmarks_xy=points)


def test_a_turn_says_how_far_and_how_soon() -> None:
    finding = found(CheckKind.TURN_HEAD, lambda t: face(yaw_deg=50 * bump(t)), Side.RIGHT)

    assert finding.is_done
    assert finding.details["degrees"] == pytest.approx(50, abs=4)
    assert finding.details["reaction_s"] == pytest.approx(1.2, abs=0.2)
    assert finding.details["profile"] == 0


def test_a_profile_is_told_from_a_turn_by_the_far_eye() -> None:
    assert found(CheckKind.TURN_HEAD, in_profile, Side.RIGHT).details["profile"] == 1


def test_a_face_that_was_lost_on_its_way_was_in_profile() -> None:
    def look(since_s: float) -> FaceFacts | None:
        yaw_deg = 80 * bump(since_s)
        return face(yaw_deg=yaw_deg) if yaw_deg <= 27 else None

    finding = found(CheckKind.TURN_HEAD, look, Side.RIGHT)

    assert finding.is_done
    assert finding.details["profile"] == 1


def test_leaning_in_has_no_degrees() -> None:
    finding = found(CheckKind.LEAN_IN, lambda t: face(width_px=160 * (1 + 0.5 * bump(t))))

    assert finding.is_done
    assert "degrees" not in finding.details


def test_no_face_at_all_gives_no_numbers() -> None:
    finding = found(CheckKind.LOOK_UP, lambda t: face() if t < 0 else None)

    assert not finding.is_done
    assert not finding.is_judged
    assert finding.details == {}
