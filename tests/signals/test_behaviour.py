"""The behaviour vector."""

from __future__ import annotations

import numpy as np

from candor.signals.behaviour import DIMENSIONS, behaviour, capture_times
from signals.builders import face, frame


def test_a_row_holds_the_nine_numbers_in_order() -> None:
    vector = behaviour([frame(0.0, face(yaw_deg=5, pitch_deg=-3, mouth=0.2))])[0]

    np.testing.assert_allclose(vector, [5, -3, 0, 0.5, 180 / 640, 0.25, 0.3, 0.2, 0.4], rtol=1e-6)
    assert len(DIMENSIONS) == len(vector)


def test_a_frame_without_a_face_is_a_row_of_nothing() -> None:
    rows = behaviour([frame(0.0), frame(0.1, face())])

    assert np.isnan(rows[0]).all()
    assert np.isfinite(rows[1]).all()


def test_no_frames_give_empty_arrays() -> None:
    assert behaviour([]).shape == (0, 9)
    assert capture_times([]).shape == (0,)
