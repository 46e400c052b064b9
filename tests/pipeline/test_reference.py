"""A photo becomes a template, or a refusal that says which photo would do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from candor.errors import DecodeError, ReferencePhotoError
from candor.pipeline.reference import face_template, find_main_face, make_reference
from candor.pipeline.rules import load_pipeline_rules
from painted_faces import GREEN, RED, Painted, paint, painted_analysers
from pipeline.bad_pictures import encoded

RULES = load_pipeline_rules(Path(__file__).resolve().parents[2] / "models" / "calibration" / "quality.toml").reference


def photo(*faces: Painted, size: tuple[int, int] = (640, 480)) -> bytes:
    return encoded("PNG", Image.fromarray(paint(*faces, size=size)))


def refusal(data: bytes) -> ReferencePhotoError:
    with pytest.raises(ReferencePhotoError) as caught:
        make_reference(data, painted_analysers(), RULES)
    assert "Please" in caught.value.sentence
    return caught.value


def test_a_portrait_gives_a_template_of_one_embedding() -> None:
    template = make_reference(photo(Painted(RED, 320, 240, 200)), painted_analysers(), RULES)
    assert (template.model, template.n_embeddings) == ("colour", 1)
    assert template.face_width_px == pytest.approx(200, rel=0.1)


def test_no_face_is_refused() -> None:
    assert refusal(photo()).code == "no_face"


def test_two_faces_are_refused() -> None:
    assert refusal(photo(Painted(RED, 200, 240, 150), Painted(GREEN, 450, 240, 140))).code == "several_faces"


def test_a_small_face_in_the_background_is_no_second_face() -> None:
    data = photo(Painted(RED, 260, 240, 200), Painted(GREEN, 560, 120, 50))
    assert make_reference(data, painted_analysers(), RULES).face_width_px > 150


def test_a_small_face_is_refused_with_its_size() -> None:
    error = refusal(photo(Painted(RED, 320, 240, 30)))
    assert error.code == "face_too_small"
    assert "pixels wide" in error.sentence


def test_a_dark_face_is_refused() -> None:
    assert refusal(photo(Painted((95, 0, 0), 320, 240, 200))).code == "too_dark"


def test_a_blurred_face_is_refused() -> None:
    rgb = paint(Painted(RED, 320, 240, 200), size=(640, 480))
    rgb[140:340, 220:420] = RED
    assert refusal(encoded("PNG", Image.fromarray(rgb))).code == "too_blurred"


def test_what_is_no_picture_is_refused_by_decode() -> None:
    with pytest.raises(DecodeError):
        make_reference(b"my passport", painted_analysers(), RULES)


def test_for_comparison_the_main_face_counts_whoever_else_is_there() -> None:
    rgb = paint(Painted(RED, 300, 240, 150), Painted(GREEN, 560, 80, 140), size=(640, 480))
    template = face_template(rgb, painted_analysers(), RULES)
    assert template.vector[0] > 0.5


def test_a_photo_lying_on_its_side_is_turned() -> None:
    class UprightOnly:
        """Sees faces in landscape pictures only."""

        def __init__(self) -> None:
            self.inner = painted_analysers().detector

        def detect(self, rgb: np.ndarray) -> list:
            return self.inner.detect(rgb) if rgb.shape[1] > rgb.shape[0] else []

    analysers = replace(painted_analysers(), detector=UprightOnly())
    found = find_main_face(paint(Painted(RED, 90, 190, 100), size=(180, 380)), analysers)
    assert found is not None
    assert found.rgb.shape[:2] == (180, 380)
