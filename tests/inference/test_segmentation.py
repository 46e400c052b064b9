"""Person and background: the portrait's middle is a person, its corner is none, and a mirror image is mirrored."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from candor.errors import ModelError
from candor.inference.default_set import DefaultModels
from candor.inference.segmentation import SelfieSegmentation


def test_the_face_is_a_person_and_the_flag_is_not(models: DefaultModels, astronaut: NDArray[np.uint8]) -> None:
    mask = models.segmenter.segment(astronaut)

    assert mask.shape == (144, 256)
    assert mask.dtype == np.float32
    assert mask[30:50, 100:120].min() > 0.9
    assert mask[:20, :20].max() < 0.1


def test_a_mirrored_picture_has_a_mirrored_person(models: DefaultModels, astronaut: NDArray[np.uint8]) -> None:
    plain = models.segmenter.segment(astronaut)
    mirrored = models.segmenter.segment(np.ascontiguousarray(astronaut[:, ::-1]))

    assert np.mean((plain > 0.5) == (mirrored[:, ::-1] > 0.5)) > 0.95


def test_refuses_a_file_that_is_another_network(store) -> None:
    with pytest.raises(ModelError):
        SelfieSegmentation(store.read("iris"))
