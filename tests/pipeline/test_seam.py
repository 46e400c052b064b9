"""Inside and ring are told apart: what changes in the face shows inside, what changes around it in the ring."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.domain.checks import Check, CheckId, CheckKind, Side
from candor.domain.facts import SeamFacts
from candor.maths.face_mesh import CHEEKS, EYE_CORNERS, FACE_OVAL
from candor.pipeline.seam import SeamState, seam_facts

RNG = np.random.default_rng(1)


def face_points(x: float = 320, y: float = 180, radius: float = 60) -> np.ndarray:
    """A round outline; all other points are in its middle."""
    points = np.full((468, 2), (x, y), np.float32)
    angles = np.linspace(0, 2 * np.pi, len(FACE_OVAL), endpoint=False)
    points[list(FACE_OVAL)] = np.stack([x + radius * np.sin(angles), y - radius * np.cos(angles)], axis=1)
    return points


def picture() -> np.ndarray:
    coarse = np.random.default_rng(0).integers(60, 200, (36, 64, 3)).astype(np.uint8)
    return np.asarray(cv2.resize(coarse, (640, 360), interpolation=cv2.INTER_CUBIC), np.uint8)


def watched(
    frames: Sequence[np.ndarray], points: Sequence[np.ndarray | None], check: Check | None = None
) -> list[SeamFacts | None]:
    state, found = SeamState(), list[SeamFacts | None]()
    for rgb, where in zip(frames, points, strict=True):
        state, facts = seam_facts(state, rgb, where, check)
        found.append(facts)
    return found


def painted(centre: tuple[int, int], radius: int) -> np.ndarray:
    return np.asarray(cv2.circle(picture(), centre, radius, (250, 20, 20), -1), np.uint8)


def test_while_the_rest_is_learnt_no_change_is_told() -> None:
    found = watched([picture()] * 14, [face_points()] * 14)

    assert found[0] is not None
    assert found[-1] is not None
    assert np.isnan(found[0].inner_change)
    assert np.isnan(found[0].inner_motion)
    assert found[-1].inner_change < 1
    assert found[-1].inner_motion == 0


def test_a_spot_in_the_face_changes_the_inside_and_a_spot_beside_it_the_ring() -> None:
    rest = [picture()] * 13
    (*_, inside) = watched([*rest, painted((320, 180), 25)], [face_points()] * 14)
    (*_, beside) = watched([*rest, painted((390, 180), 10)], [face_points()] * 14)
    assert inside is not None
    assert beside is not None

    assert inside.inner_change > 10 * max(inside.outer_change, 0.1)
    assert beside.outer_change > 10 * max(beside.inner_change, 0.1)


@pytest.mark.parametrize("kind", [CheckKind.PRESS_CHEEK, CheckKind.COVER_EYE])
@pytest.mark.parametrize(("side", "x", "other_x"), [(Side.LEFT, 295, 345), (Side.RIGHT, 345, 295)])
def test_a_check_of_one_cheek_or_eye_looks_there_only(kind: CheckKind, side: Side, x: int, other_x: int) -> None:
    points, check = face_points(), Check(CheckId("c"), kind, side)
    for places in (CHEEKS, EYE_CORNERS):
        points[list(places[0])], points[list(places[1])] = (295, 180), (345, 180)
    rest = [picture()] * 13
    (*_, there) = watched([*rest, painted((x, 180), 8)], [points] * 14, check)
    (*_, elsewhere) = watched([*rest, painted((other_x, 180), 8)], [points] * 14, check)
    (*_, beside) = watched([*rest, painted((320 + 3 * (x - 320), 180), 8)], [points] * 14, check)
    (*_, far) = watched([*rest, painted((320 - 3 * (x - 320), 180), 8)], [points] * 14, check)
    assert there is not None
    assert elsewhere is not None
    assert beside is not None
    assert far is not None

    assert there.inner_change > 10 * max(elsewhere.inner_change, 0.1)
    assert there.inner_edges > 10 * max(elsewhere.inner_edges, 0.1)
    assert beside.outer_change > 10 * max(far.outer_change, 0.1)


def test_new_edges_are_told_from_a_change_of_light() -> None:
    rest, points = [picture()] * 13, [face_points()] * 14
    (*_, bright) = watched([*rest, np.clip(picture().astype(int) + 20, 0, 255).astype(np.uint8)], points)
    (*_, spot) = watched([*rest, painted((320, 180), 25)], points)
    assert bright is not None
    assert spot is not None

    assert bright.inner_change > 10
    assert bright.inner_edges < 0.3 * spot.inner_edges


def test_an_outline_that_trembles_is_restless() -> None:
    frames = [painted((320, 180), 54 + 3 * (i % 2)) for i in range(4)]
    (*_, trembling) = watched(frames, [face_points()] * 4)
    (*_, still) = watched([picture()] * 4, [face_points()] * 4)
    assert trembling is not None
    assert still is not None

    assert trembling.restless > still.restless + 3


def test_a_face_that_only_moves_with_its_picture_does_not_change() -> None:
    moved = np.roll(picture(), 8, axis=1)
    (*_, facts) = watched([*[picture()] * 13, moved], [*[face_points()] * 13, face_points(328)])

    assert facts is not None
    assert facts.inner_motion < 3


def test_a_blurred_inside_has_less_detail_than_the_ring() -> None:
    noisy = RNG.integers(0, 255, (360, 640, 3), dtype=np.uint8)
    soft = noisy.copy()
    soft[120:240, 260:380] = cv2.GaussianBlur(noisy, (0, 0), 4)[120:240, 260:380]
    (facts,) = watched([soft], [face_points(radius=50)])

    assert facts is not None
    assert facts.inner_detail < 0.5 * facts.outer_detail


def test_without_a_mesh_there_is_nothing_and_motion_starts_anew() -> None:
    found = watched([picture()] * 3, [face_points(), None, face_points()])

    assert found[1] is None
    assert found[2] is not None
    assert np.isnan(found[2].inner_motion)


@settings(max_examples=25, deadline=None)
@given(st.floats(-500, 1500), st.floats(-500, 1500), st.floats(0, 900))
def test_no_place_of_a_face_breaks_it(x: float, y: float, radius: float) -> None:
    state, _ = seam_facts(SeamState(), picture(), face_points(x, y, radius))

    assert state.n_rest in {0, 1}
