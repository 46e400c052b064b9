"""Points land where they should; a known affine map is followed everywhere inside."""

import numpy as np
import pytest

from candor.evaluation.recipes.piecewise import warp_between

SOURCE = np.random.default_rng(0).uniform(10, 90, (40, 2))


def test_a_shift_moves_the_picture_by_the_shift() -> None:
    ramp = np.repeat(np.arange(120, dtype=np.uint8)[None, :, None], 110, axis=0).repeat(3, axis=2)

    warp = warp_between(SOURCE, SOURCE + np.array([15, 4]), (120, 110))
    drawn = warp.of(ramp)

    inside = warp.inside > 0.99
    columns = np.arange(120)[warp.box[1]][None].repeat(drawn.shape[0], axis=0)
    assert inside.sum() > 2000
    assert np.abs(drawn[..., 0].astype(int) - (columns - 15))[inside].max() <= 1


def test_an_affine_map_is_followed_exactly() -> None:
    turn = np.array([[0.9, 0.2], [-0.1, 1.1]])
    target = SOURCE @ turn.T + [3, 5]

    warp = warp_between(SOURCE, target, (140, 140))

    rows, columns = np.nonzero(warp.inside > 0.999)
    y, x = rows + warp.box[0].start, columns + warp.box[1].start
    back = (np.stack([x, y], axis=1) - [3, 5]) @ np.linalg.inv(turn).T
    assert warp.map_x[rows, columns] == pytest.approx(back[:, 0], abs=0.05)
    assert warp.map_y[rows, columns] == pytest.approx(back[:, 1], abs=0.05)


def test_outside_the_points_nothing_is_drawn_and_the_box_stays_in_the_picture() -> None:
    warp = warp_between(SOURCE, SOURCE - 60, (50, 50))

    assert warp.box[0].start >= 0
    assert warp.box[1].stop <= 50
    assert float(warp.inside.min()) == 0.0
