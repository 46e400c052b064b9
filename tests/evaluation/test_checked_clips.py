"""What is sent: a hand in front of an honest or swapped face, or a turn; the same places of a real live swap."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from candor.bootstrap.sessions import Sessions
from candor.domain.checks import CheckKind, Side
from candor.evaluation import checked_clips as sent
from candor.evaluation.checked_clips import CheckedClip, Shown, checked_clips
from candor.evaluation.recipes.clip import Clip, NotPossibleError, Props
from candor.pipeline.session import load_session_rules
from painted_faces import BLUE, GREEN, RED, Painted, paint, painted_analysers

SESSIONS = Sessions(painted_analysers(), load_session_rules(Path(__file__).resolve().parents[2] / "models"))


def clip(colour: tuple[int, int, int]) -> Clip:
    return Clip([paint(Painted(colour, 160 + i % 3, 90, 70), size=(320, 180)) for i in range(60)], sent.FPS)


OWN, SWAPPED, DONOR = clip(RED), clip(BLUE), clip(GREEN)


def made(kind: CheckKind, swapped: Clip | None = None) -> dict[Shown, CheckedClip]:
    found = checked_clips(kind, OWN, swapped, DONOR, SESSIONS, np.random.default_rng(1))
    return {one.shown: one for one in found}


class PaintsAll:
    """A swap that paints everything blue."""

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        assert props.donor is DONOR
        return Clip([np.full_like(rgb, (0, 0, 250)) for rgb in clip.frames], clip.rate_fps)


@pytest.mark.parametrize("kind", [CheckKind.HAND_OVER_FACE, CheckKind.PRESS_CHEEK, CheckKind.COVER_EYE])
def test_only_a_swap_that_knows_of_hands_leaves_the_hand_alone(
    kind: CheckKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sent, "SWAPS", (PaintsAll(),))
    found = made(kind, SWAPPED)
    honest, naive, aware = (found[shown].frames for shown in (Shown.HONEST, Shown.NAIVE, Shown.AWARE))
    differs = [np.abs(rgb.astype(int) - own).max(axis=2) > 20 for rgb, own in zip(honest, OWN.frames, strict=False)]
    place = max(range(len(differs)), key=lambda i: int(differs[i].sum()))

    assert set(found) == {Shown.HONEST, Shown.NAIVE, Shown.AWARE}
    assert differs[0].sum() == 0
    assert differs[place].sum() > 200
    assert (naive[place] == (0, 0, 250)).all()
    assert not (aware[place] == (0, 0, 250)).all()
    assert (aware[0] == (0, 0, 250)).all()


def test_a_turn_is_sent_honestly_swapped_and_as_the_real_swap(monkeypatch: pytest.MonkeyPatch) -> None:
    yaw = np.concatenate([np.zeros(40), np.linspace(0, 30, 20)])
    monkeypatch.setattr(sent, "_yaw_deg", lambda *_: yaw)
    found = checked_clips(CheckKind.TURN_HEAD, OWN, SWAPPED, DONOR, SESSIONS, np.random.default_rng(1))

    assert [one.shown for one in found] == [Shown.HONEST, Shown.MADE, Shown.MADE, Shown.REAL]
    assert {(one.check.side, one.degrees, len(one.frames)) for one in found} == {
        (Side.RIGHT, 30.0, len(found[0].frames))
    }
    assert all(any(np.array_equal(rgb, own) for own in OWN.frames) for rgb in found[0].frames)
    assert all(any(np.array_equal(rgb, own) for own in SWAPPED.frames) for rgb in found[-1].frames)


def test_who_does_not_turn_cannot_be_sent_turning() -> None:
    with pytest.raises(NotPossibleError):
        made(CheckKind.TURN_HEAD)


def test_without_a_face_nothing_can_be_made() -> None:
    empty = replace(OWN, frames=[paint(size=(320, 180))] * 60)
    with pytest.raises(NotPossibleError):
        checked_clips(CheckKind.PRESS_CHEEK, empty, None, DONOR, SESSIONS, np.random.default_rng(1))
