import numpy as np
import pytest

from candor.demo.clips import Cast
from candor.demo.warp import Curve, close_lids, move_jaw, turn_maps
from candor.domain.facts import HeadPose
from candor.maths.eye_aspect import mouth_openness

pytestmark = pytest.mark.models
STILL = HeadPose(0.0, 0.0, 0.0)


def test_an_unmoved_face_stays_as_it_is(cast: Cast) -> None:
    portrait = cast.candidate

    assert close_lids(portrait.rgb, portrait.landmarks_xyz, 0.0) is portrait.rgb
    assert move_jaw(portrait.rgb, portrait.landmarks_xyz, 0.0) is portrait.rgb
    x, y = turn_maps(portrait, STILL, (0.0, 0.0), (slice(0, 360), slice(0, 640)))
    assert np.abs(x - np.arange(640)).max() < 0.01
    assert np.abs(y - np.arange(360)[:, None]).max() < 0.01


def test_a_turn_moves_the_nose_more_than_the_outline(cast: Cast) -> None:
    portrait = cast.candidate
    x, _ = turn_maps(portrait, HeadPose(12.0, 0.0, 0.0), (0.0, 0.0), (slice(0, 360), slice(0, 640)))
    nose_x, nose_y = portrait.landmarks_xyz[1, :2].astype(int)

    assert x[nose_y, nose_x + 15] < nose_x
    hair_x = int(np.nonzero(portrait.head_alpha[120] > 0.5)[0].min())
    assert abs(x[120, hair_x] - hair_x) < 0.6 * abs(x[nose_y, nose_x] - nose_x)


def test_shoulders_stay_where_they_are(cast: Cast) -> None:
    x, _ = turn_maps(cast.candidate, HeadPose(15.0, 5.0, 3.0), (9.0, 0.0), (slice(358, 360), slice(0, 640)))

    assert np.abs(x - np.arange(640)).max() < 0.6


def test_the_mesh_sees_closed_eyes_and_an_open_mouth(cast: Cast, models) -> None:
    portrait = cast.candidate
    (found,) = models.detector.detect(portrait.rgb)
    mesh = models.mesher.fit(portrait.rgb, found)
    opened = move_jaw(portrait.rgb, portrait.landmarks_xyz, 14.0)
    closed = close_lids(portrait.rgb, portrait.landmarks_xyz, 1.0)
    eyes_before, eyes_after = (models.eyes.fit(rgb, mesh)[0].contour_xy for rgb in (portrait.rgb, closed))

    assert mouth_openness(models.mesher.fit(opened, found).landmarks_xyz) > mouth_openness(mesh.landmarks_xyz) + 0.05
    assert np.ptp(eyes_after[:16, 1]) < 0.8 * np.ptp(eyes_before[:16, 1])


def test_a_curve_goes_on_level_beyond_its_ends() -> None:
    curve = Curve(np.array([0.0, 10.0], np.float32), np.array([5.0, 7.0], np.float32))

    assert curve.at(np.array([-3.0, 5.0, 30.0], np.float32)).tolist() == [5.0, 6.0, 7.0]
