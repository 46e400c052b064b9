import numpy as np
import pytest

from candor.demo.clips import Cast
from candor.demo.portrait import frame_portrait, make_portrait
from candor.errors import ModelError

pytestmark = pytest.mark.models


def test_the_head_is_cut_out_and_the_rest_is_not(cast: Cast) -> None:
    alpha = cast.candidate.head_alpha

    assert alpha[200, 317] == 1.0
    assert alpha[100, 60] == 0.0
    assert 0.1 < alpha.mean() < 0.35


def test_the_background_has_no_face_any_more(cast: Cast, models) -> None:
    assert models.detector.detect(cast.candidate.rgb)
    assert not models.detector.detect(cast.candidate.background)


def test_the_nose_stands_out_more_than_the_ears(cast: Cast) -> None:
    portrait = cast.candidate
    (nose_x, nose_y), (ear_x, ear_y) = (portrait.landmarks_xyz[i, :2].astype(int) for i in (1, 234))

    assert portrait.depth_px[nose_y, nose_x] > portrait.depth_px[ear_y, ear_x] + 20
    assert portrait.depth_px[10, 10] == 0.0


def test_a_picture_without_a_face_is_refused(models) -> None:
    with pytest.raises(ModelError, match="No face"):
        make_portrait(frame_portrait(np.zeros((512, 512, 3), np.uint8)), models.detector, models.mesher)
