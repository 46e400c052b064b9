"""Templates of picture files: models are painted, files are real."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from candor.domain.identity import Template
from candor.errors import DecodeError, ModelError, ReferencePhotoError, UsageError
from candor.evaluation.photo_templates import EMBEDDERS, PhotoTemplates, Uncalibrated, analysers_for, photo_templates
from candor.settings import load_settings
from painted_faces import BLUE, Painted, paint, painted_analysers


@pytest.fixture
def templates() -> PhotoTemplates:
    return photo_templates(load_settings(), painted_analysers())


def _photo(path: Path, *faces: Painted) -> Path:
    Image.fromarray(paint(*faces)).save(path)
    return path


def test_a_photo_of_a_face_gives_its_template(templates: PhotoTemplates, tmp_path: Path) -> None:
    template = templates(_photo(tmp_path / "face.png", Painted(BLUE, 320, 180, 150)))

    assert (template.model, templates.model) == ("colour", "colour")
    assert template.n_embeddings == 1
    assert template.face_width_px == pytest.approx(150, abs=10)


def test_a_photo_of_nobody_is_refused(templates: PhotoTemplates, tmp_path: Path) -> None:
    with pytest.raises(ReferencePhotoError) as caught:
        templates(_photo(tmp_path / "room.png"))

    assert caught.value.code == "no_face"


@pytest.mark.parametrize("name", ["gone.jpg", ".", "bad\0name.jpg"])
def test_a_file_that_cannot_be_opened_is_refused(templates: PhotoTemplates, tmp_path: Path, name: str) -> None:
    with pytest.raises(DecodeError) as caught:
        templates(tmp_path / name)

    assert caught.value.code == "missing_file"


def test_a_file_that_is_too_large_is_refused_before_it_is_read(templates: PhotoTemplates, tmp_path: Path) -> None:
    with (tmp_path / "huge.jpg").open("wb") as huge:
        huge.truncate(10**9)

    with pytest.raises(DecodeError) as caught:
        templates(tmp_path / "huge.jpg")

    assert caught.value.code == "too_many_bytes"


def test_an_unknown_embedder_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=next(iter(EMBEDDERS))):
        analysers_for(load_settings(), "eigenfaces")


def test_what_has_no_calibration_cannot_compare() -> None:
    template = Template("toy", np.zeros(2, np.float32), 1, 90.0)

    with pytest.raises(ModelError, match="candor calibrate"):
        Uncalibrated().compare(template, template)
