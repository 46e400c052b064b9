"""Not installed, no weights, ready: three different answers; and only verified files reach the library."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import onnxruntime
import pytest

from candor.domain.second_opinion import Ability, Readiness
from candor.errors import ModelError
from candor.inference.manifest import Manifest, load_manifest
from candor.inference.store import ModelStore
from candor.second_opinion.child import ALLOWED_MODELS
from candor.second_opinion.weights import RECOGNITION_FILES, fill_home, look_around, sentences
from candor.settings import load_settings

LIVENESS_IDS = ("yunet-2023mar", "minifasnet-v2", "minifasnet-v1se")


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(load_manifest(load_settings().models_dir), tmp_path)


@pytest.fixture
def stocked(store: ModelStore, shared: Path) -> ModelStore:
    weights = shared / "weights"
    for name, path in {
        "yunet-2023mar": weights / "face_detection_yunet_2023mar.onnx",
        "minifasnet-v2": weights / "minifasnet" / "2.7_80x80_MiniFASNetV2.pth",
        "minifasnet-v1se": weights / "minifasnet" / "4_0_0_80x80_MiniFASNetV1SE.pth",
    }.items():
        store.write(store.manifest.entry(name), path.read_bytes(), "shared")
    return store


def with_stand_in_recognition(store: ModelStore, content: bytes = b"a network") -> ModelStore:
    """The same store, with `content` where the SFace file would be."""
    sface = store.manifest.entry("sface-2021dec")
    pinned = replace(sface, size=len(content), sha256=hashlib.sha256(content).hexdigest())
    models = tuple(pinned if entry.id == sface.id else entry for entry in store.manifest.models)
    changed = ModelStore(replace(store.manifest, models=models), store.folder)
    changed.write(pinned, content, "a test")
    return changed


def test_without_the_library_nothing_is_ready_whatever_files_there_are(store: ModelStore) -> None:
    equipment = look_around(store, installed=False)

    assert set(equipment.readiness.values()) == {Readiness.NOT_INSTALLED}
    assert all("pip install candor[deepface]" in sentence for sentence in sentences(equipment))


def test_without_files_it_says_which_to_fetch(store: ModelStore) -> None:
    equipment = look_around(store, installed=True)

    assert set(equipment.readiness.values()) == {Readiness.NO_WEIGHTS}
    assert equipment.missing == (*LIVENESS_IDS, "sface-2021dec")
    assert equipment.model_ids == ()
    assert f"candor models pull {' '.join(equipment.missing)}" in sentences(equipment)[0]


@pytest.mark.shared
def test_each_ability_is_ready_by_itself(stocked: ModelStore) -> None:
    equipment = look_around(stocked, installed=True)

    assert equipment.readiness == {Ability.LIVENESS: Readiness.READY, Ability.SAME_PERSON: Readiness.NO_WEIGHTS}
    assert equipment.missing == ("sface-2021dec",)
    assert equipment.versions(stocked)["minifasnet-v1se"] == "84ee1d37d968"


@pytest.mark.shared
def test_a_pinned_recognition_file_makes_faces_comparable(stocked: ModelStore) -> None:
    equipment = look_around(with_stand_in_recognition(stocked), installed=True)

    assert equipment.recognition == "SFace"
    assert set(equipment.readiness.values()) == {Readiness.READY}


@pytest.mark.shared
def test_the_library_finds_verified_files_and_nothing_else(stocked: ModelStore, tmp_path: Path) -> None:
    (stocked.folder / "arcface_weights.onnx").write_bytes(b"not pinned")
    home = tmp_path / "home"

    fill_home(home, stocked, look_around(stocked, installed=True))

    folder = home / ".deepface" / "weights"
    assert {path.name for path in folder.iterdir()} == {
        "face_detection_yunet_2023mar.onnx",
        "2.7_80x80_MiniFASNetV2.onnx",
        "4_0_0_80x80_MiniFASNetV1SE.onnx",
    }
    session = onnxruntime.InferenceSession((folder / "4_0_0_80x80_MiniFASNetV1SE.onnx").read_bytes())
    assert session.get_inputs()[0].shape == ["n", 80, 80, 3]


@pytest.mark.shared
def test_a_file_altered_in_the_meantime_is_refused(stocked: ModelStore, tmp_path: Path) -> None:
    equipment = look_around(stocked, installed=True)
    path = stocked.path(stocked.manifest.entry("yunet-2023mar"))
    path.write_bytes(b"x" * path.stat().st_size)

    with pytest.raises(ModelError, match="SHA-256"):
        fill_home(tmp_path / "home", stocked, equipment)


def test_an_installation_that_pins_none_of_the_files_has_none(tmp_path: Path) -> None:
    equipment = look_around(ModelStore(Manifest(()), tmp_path), installed=True)

    assert set(equipment.readiness.values()) == {Readiness.NO_WEIGHTS}
    assert equipment.missing[0] == "face_detection_yunet_2023mar.onnx"


def test_the_models_that_may_compare_faces_are_those_of_the_child() -> None:
    assert set(RECOGNITION_FILES) == ALLOWED_MODELS["facial_recognition"]
