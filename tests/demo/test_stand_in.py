import numpy as np
import pytest

from candor.demo.acting import Performance
from candor.demo.clips import Cast
from candor.demo.render import Camera, draw
from candor.demo.stand_in import shape_shift
from candor.domain.identity import Template
from candor.fusion.identity import load_comparator
from candor.settings import load_settings

pytestmark = pytest.mark.models


def _template(portrait, models, seed: int) -> Template:
    performance, camera, vectors = Performance(seed, 20.0), Camera(seed), []
    for at_s in (0.5, 4.0, 9.0, 15.0):
        rgb = camera.shoot(draw(portrait, performance.at(at_s)), at_s)
        mesh = models.mesher.fit(rgb, models.detector.detect(rgb)[0])
        assert mesh is not None, f"no face at {at_s} s"
        vectors.append(models.embedder.embed(rgb, [mesh])[0])
    return Template(models.embedder.model, np.mean(vectors, axis=0), len(vectors), 150.0)


def test_the_embedder_holds_the_stand_in_for_somebody_else(cast: Cast, models) -> None:
    comparator = load_comparator(load_settings().models_dir, models.embedder.model)
    candidate, again = _template(cast.candidate, models, 1), _template(cast.candidate, models, 2)
    stand_in = _template(cast.stand_in, models, 3)

    assert comparator.compare(candidate, again).llr < -2.0
    assert comparator.compare(candidate, stand_in).llr > 2.0


def test_another_room_is_behind_the_stand_in(cast: Cast) -> None:
    difference = np.abs(cast.candidate.background.astype(int) - cast.stand_in.background.astype(int))

    assert difference.mean() > 30


def test_the_shape_changes_in_the_face_and_not_far_from_it(cast: Cast) -> None:
    nose = cast.candidate.landmarks_xyz[[1], :2]

    near = shape_shift(cast.candidate, nose[:, 0], nose[:, 1])
    far = shape_shift(cast.candidate, np.array([5.0], np.float32), np.array([5.0], np.float32))

    assert np.linalg.norm(near) > 2.0
    assert np.linalg.norm(far) < 0.2
