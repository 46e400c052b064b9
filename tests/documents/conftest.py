"""The demonstration person and the models that documents are read with."""

from __future__ import annotations

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from candor.documents.read import DocumentReader
from candor.inference.default_set import load_default_models, model_store
from candor.inference.text_reader import RapidTextReader
from candor.settings import Settings


@pytest.fixture(scope="session")
def models(settings_with_models: Settings):
    return load_default_models(settings_with_models)


@pytest.fixture(scope="session")
def astronaut(settings_with_models: Settings) -> NDArray[np.uint8]:
    """(512, 512, 3) RGB, public domain: the one face that may be shown."""
    content = model_store(settings_with_models).read("astronaut")
    return np.array(Image.open(io.BytesIO(content)).convert("RGB"), dtype=np.uint8)


@pytest.fixture(scope="session")
def reader(models) -> DocumentReader:
    return DocumentReader(models.detector, models.mesher, RapidTextReader())
