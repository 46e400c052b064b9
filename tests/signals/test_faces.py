"""Which faces can be compared."""

from __future__ import annotations

import numpy as np
import pytest

from candor.domain.ids import SignalName
from candor.signals.faces import frontal_weight, newest_embeddings, template_of, unusable_reason
from signals.builders import ANNA, BEN, CALIBRATIONS, MODEL, face, frame

CALIBRATION = CALIBRATIONS[SignalName("identity_match")]


def test_a_good_frontal_face_can_be_compared() -> None:
    assert unusable_reason(face(), CALIBRATION) is None


def test_a_face_without_mesh_cannot() -> None:
    assert unusable_reason(face(quality=None), CALIBRATION) == "no_face"


def test_weights_fall_from_one_to_a_half_at_the_yaw_limit() -> None:
    assert [frontal_weight(face(yaw_deg=yaw), CALIBRATION) for yaw in (0, 25, -60)] == [1.0, 0.5, 0.5]


def test_embeddings_come_oldest_first_from_the_current_track_only() -> None:
    frames = [frame(0, face(1, BEN)), frame(1, face(2, ANNA)), frame(2), frame(3, face(2, BEN))]

    faces, _ = newest_embeddings(frames, CALIBRATION)

    assert [f.track for f in faces] == [2, 2]
    np.testing.assert_array_equal(faces[0].embedding, ANNA)


@pytest.mark.parametrize("frames", [[], [frame(0), frame(1)]])
def test_nobody_in_view_is_its_own_reason(frames) -> None:
    assert newest_embeddings(frames, CALIBRATION) == ([], "no_face")


def test_a_template_is_the_weighted_mean() -> None:
    made = template_of([face(embedding=ANNA), face(embedding=BEN, yaw_deg=25)], MODEL, CALIBRATION)

    np.testing.assert_allclose(made.vector, [2 / 3, 1 / 3, 0, 0], atol=1e-6)
    assert (made.n_embeddings, made.face_width_px) == (2, 160.0)
