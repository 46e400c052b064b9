"""Models for the tests of this folder: the default set, pulled once when it is not here yet."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from candor.inference.default_set import DefaultModels, load_default_models, model_store
from candor.inference.store import ModelStore
from candor.settings import Settings
from inference.pictures import frames_of, rgb_of


@pytest.fixture(scope="session")
def store(settings_with_models: Settings) -> ModelStore:
    return model_store(settings_with_models)


@pytest.fixture(scope="session")
def models(settings_with_models: Settings) -> DefaultModels:
    return load_default_models(settings_with_models)


@pytest.fixture(scope="session")
def astronaut(store: ModelStore) -> NDArray[np.uint8]:
    """(512, 512, 3) RGB, public domain: the one face that may be shown."""
    return rgb_of(store.read("astronaut"))


@pytest.fixture(scope="session")
def call_frames(shared: Path) -> list[NDArray[np.uint8]]:
    """Real call frames, three per clip, 640 px wide, RGB."""
    clips = sorted(path for path in (shared / "data" / "calls").iterdir() if path.suffix in {".mp4", ".mpg", ".mov"})
    return [frame for clip in clips for frame in frames_of(clip, 3)]
