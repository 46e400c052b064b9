"""Models for the tests of this folder: the default set, pulled once when it is not here yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from candor.inference.default_set import DefaultModels, load_default_models, model_store
from candor.inference.store import ModelStore
from candor.settings import Settings


@pytest.fixture(scope="session")
def store(settings_with_models: Settings) -> ModelStore:
    return model_store(settings_with_models)


@pytest.fixture(scope="session")
def models(settings_with_models: Settings) -> DefaultModels:
    return load_default_models(settings_with_models)


@pytest.fixture(scope="session")
def astronaut(store: ModelStore) -> NDArray[np.uint8]:
    """(512, 512, 3) RGB, public domain: the one face that may be shown."""
    encoded = np.frombuffer(store.read("astronaut"), np.uint8)
    return cv2.cvtColor(cv2.imdecode(encoded, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)


@pytest.fixture(scope="session")
def call_frames(shared: Path) -> list[NDArray[np.uint8]]:
    """Real call frames, three per clip, 640 px wide, RGB."""
    clips = sorted(path for path in (shared / "data" / "calls").iterdir() if path.suffix in {".mp4", ".mpg", ".mov"})
    return [frame for clip in clips for frame in frames_of(clip, 3)]


def frames_of(clip: Path, n: int) -> Iterator[NDArray[np.uint8]]:
    capture = cv2.VideoCapture(str(clip))
    total = int(capture.get(cv2.CAP_PROP_FRAME_COUNT))
    for index in range(n):
        capture.set(cv2.CAP_PROP_POS_FRAMES, (2 * index + 1) * total // (2 * n))
        read, bgr = capture.read()
        if read:
            width = 640
            height = round(bgr.shape[0] * width / bgr.shape[1])
            yield cv2.cvtColor(cv2.resize(bgr, (width, height)), cv2.COLOR_BGR2RGB)
    capture.release()
