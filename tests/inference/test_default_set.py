"""The default set on the public-domain portrait: everything loads, fits and embeds."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from candor.errors import ModelError
from candor.inference.default_set import load_default_models, model_store
from candor.inference.fetch import import_folder
from candor.settings import Settings


def test_loads_in_well_under_a_second_and_a_half(settings_with_models: Settings) -> None:
    started = time.process_time()  # of this process alone: a busy machine must not fail the test

    load_default_models(settings_with_models)

    assert time.process_time() - started < 1.5


def test_finds_fits_and_embeds_the_portrait(models, astronaut) -> None:
    (detection,) = models.detector.detect(astronaut)
    mesh = models.mesher.fit(astronaut, detection)
    left, right = models.eyes.fit(astronaut, mesh)
    embedding = models.embedder.embed(astronaut, [mesh])

    assert mesh.landmarks_xyz.shape == (468, 3)
    assert left.iris_xy[0, 0] < mesh.landmarks_xyz[1, 0] < right.iris_xy[0, 0]
    assert embedding.shape == (1, 128)
    assert np.isfinite(embedding).all()


def test_says_what_to_run_when_the_models_are_not_here(settings_with_models: Settings, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="candor models pull") as caught:
        load_default_models(replace(settings_with_models, model_cache=tmp_path))

    assert caught.value.code == "model_missing"


@pytest.mark.shared
def test_listens_for_made_voices_where_the_weights_were_imported(
    settings_with_models: Settings, shared: Path, tmp_path: Path
) -> None:
    shutil.copytree(settings_with_models.model_cache, tmp_path / "models")
    settings = replace(settings_with_models, model_cache=tmp_path / "models")
    (settings.model_cache / "AASIST-L.pth").unlink(missing_ok=True)
    assert load_default_models(settings).countermeasure is None

    import_folder(model_store(settings), shared / "weights" / "aasist")

    countermeasure = load_default_models(settings).countermeasure
    assert countermeasure is not None
    assert countermeasure.seconds == pytest.approx(4.04, abs=0.01)
