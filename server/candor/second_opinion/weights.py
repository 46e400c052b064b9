"""Is the second opinion installed, and which weight files may it use? Those that the manifest pins and that are here.

deepface downloads what it lacks; here it gets a private folder that holds verified files and nothing else. The
anti-spoofing networks are written there in the form of its ONNX engine, rebuilt from their published PyTorch files.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from candor.domain.second_opinion import Ability, Readiness
from candor.inference.minifasnet import build_onnx
from candor.inference.store import ModelStore
from candor.inference.torch_file import read_weights

LIBRARY: Final = "deepface"
DETECTOR_FILE: Final = "face_detection_yunet_2023mar.onnx"
ANTI_SPOOFING_FILES: Final = ("2.7_80x80_MiniFASNetV2", "4_0_0_80x80_MiniFASNetV1SE")
"""Without their endings: ".pth" as published, ".onnx" as deepface's engine wants them."""
RECOGNITION_FILES: Final = {
    "Facenet512": "facenet512_weights.onnx",
    "ArcFace": "arcface_weights.onnx",
    "SFace": "face_recognition_sface_2021dec.onnx",
}
"""deepface's name of a model -> its file; the first that is pinned and here is used."""
_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Equipment:
    """What there is to work with."""

    engine: str
    readiness: Mapping[Ability, Readiness]
    missing: tuple[str, ...]
    """Ids of model files that would be needed; the name of a file that the manifest does not pin."""
    model_ids: tuple[str, ...]
    """Ids of the files that are used."""
    recognition: str = ""
    """deepface's name of the model that compares faces; empty without one."""

    def versions(self, store: ModelStore) -> Mapping[str, str]:
        """Return model id -> first digits of its SHA-256."""
        return {name: store.manifest.entry(name).sha256[:_SHOWN] for name in self.model_ids}


def is_installed() -> bool:
    """Whether deepface can be imported here; does not import it."""
    return importlib.util.find_spec(LIBRARY) is not None


def look_around(store: ModelStore, *, installed: bool | None = None) -> Equipment:
    """Return what can be asked here and what is missing.

    Args:
        store: of model files.
        installed: whether deepface is there; None looks.
    """
    here = is_installed() if installed is None else installed
    here_is = {e.file: store.state(e) == "ok" for e in store.manifest.models}
    wanted = (DETECTOR_FILE, *(f"{name}.pth" for name in ANTI_SPOOFING_FILES))
    pinned = {model: file for model, file in RECOGNITION_FILES.items() if file in here_is}
    lacking = [file for file in wanted if not here_is.get(file)]
    usable = [model for model, file in pinned.items() if here_is[file]]
    ready = {
        Ability.LIVENESS: _readiness(installed=here, has_weights=not lacking),
        Ability.SAME_PERSON: _readiness(installed=here, has_weights=bool(usable) and DETECTOR_FILE not in lacking),
    }
    used = [file for file in (*wanted, *(RECOGNITION_FILES[model] for model in usable[:1])) if here_is.get(file)]
    ids = {entry.file: entry.id for entry in store.manifest.models}
    return Equipment(
        engine=f"{LIBRARY} {importlib.metadata.version(LIBRARY)}" if here and is_installed() else LIBRARY,
        readiness=ready,
        missing=tuple(ids.get(file, file) for file in (*lacking, *(() if usable else pinned.values()))),
        model_ids=tuple(ids[file] for file in used),
        recognition=usable[0] if usable else "",
    )


def _readiness(*, installed: bool, has_weights: bool) -> Readiness:
    if not installed:
        return Readiness.NOT_INSTALLED
    return Readiness.READY if has_weights else Readiness.NO_WEIGHTS


def sentences(equipment: Equipment) -> tuple[str, ...]:
    """Return one line per ability for people: ready, not installed, or no weights and what to fetch."""
    fetch = f"run `candor models pull {' '.join(equipment.missing)}` or `candor models import DIR`"
    said = {
        Readiness.READY: "ready",
        Readiness.NOT_INSTALLED: "not installed; run `pip install candor[deepface]`",
        Readiness.NO_WEIGHTS: f"no weights; {fetch}",
    }
    return tuple(
        f"second opinion, {ability.value.replace('_', ' ')}: {said[state]} ({equipment.engine})"
        for ability, state in equipment.readiness.items()
    )


def fill_home(home: Path, store: ModelStore, equipment: Equipment) -> None:
    """Write the verified files into an empty folder, where deepface looks for them.

    Raises:
        ModelError: a file is gone or altered since `look_around`.
    """
    folder = home / ".deepface" / "weights"
    folder.mkdir(parents=True, mode=0o700)
    for name in equipment.model_ids:
        file, content = Path(store.manifest.entry(name).file), store.read(name)
        if file.suffix == ".pth":
            file, content = file.with_suffix(".onnx"), build_onnx(read_weights(content), for_deepface=True)
        (folder / file.name).write_bytes(content)
