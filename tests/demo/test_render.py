import numpy as np
import pytest

from candor.demo.acting import Moment
from candor.demo.clips import Cast
from candor.demo.render import Camera, draw
from candor.domain.facts import HeadPose
from candor.maths.head_pose import head_pose


def _moment(yaw_deg: float) -> Moment:
    return Moment(HeadPose(yaw_deg, 0.0, 0.0), (0.0, 0.0), 0.0, 0.0)


@pytest.mark.models
def test_the_turn_that_is_drawn_is_the_turn_that_is_measured(cast: Cast, models) -> None:
    seen = []
    for yaw_deg in (-16.0, 0.0, 16.0):
        rgb = Camera(1).shoot(draw(cast.candidate, _moment(yaw_deg)), 0.0)
        mesh = models.mesher.fit(rgb, models.detector.detect(rgb)[0])
        pose = head_pose(mesh.landmarks_xyz)
        assert pose is not None
        seen.append(pose.yaw_deg)

    assert seen[0] < -7.0
    assert abs(seen[1]) < 4.0
    assert seen[2] > 7.0


@pytest.mark.models
def test_the_background_stands_still_while_the_head_turns(cast: Cast) -> None:
    left, right = draw(cast.candidate, _moment(-16.0)), draw(cast.candidate, _moment(16.0))

    assert np.array_equal(left[:, :100], right[:, :100])


def test_two_pictures_of_the_same_scene_differ_by_noise() -> None:
    camera, scene = Camera(1), np.full((90, 160, 3), 120.0, np.float32)

    first, second = camera.shoot(scene, 0.0), camera.shoot(scene, 0.0)

    assert not np.array_equal(first, second)
    assert abs(first.astype(int) - second.astype(int)).mean() < 4.0


def test_the_same_seed_gives_the_same_noise() -> None:
    scene = np.full((90, 160, 3), 120.0, np.float32)

    assert np.array_equal(Camera(7).shoot(scene, 1.0), Camera(7).shoot(scene, 1.0))
