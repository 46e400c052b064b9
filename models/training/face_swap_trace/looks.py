"""Look at every clip once, and keep what all candidates need: one file a clip half.

    PYTHONPATH=server python models/training/face_swap_trace/looks.py FOLDER [--point mid] [--looks 12]

Pictures, faces and codec points as in evaluate.py. A file holds group, label, method, and of each look the upright
crop (224, 224, 3), its points (468, 2), the number and the 192 features of the network, the profile (1152), the
landmarks (468, 2) in the picture, the embedding by the default embedder ("first") and, by manifest id, by both second
embedders, whose files must be installed. FOLDER holds faces of people: keep it outside the repository.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime  # pyright: ignore[reportMissingTypeStubs]  # ships none

import evaluate
from candor.domain.ports import RGB, Mesh
from candor.inference.mobileface import MODEL_ID as MOBILEFACE
from candor.inference.mobileface import MobileFace
from candor.inference.outline_texture import texture_profile, upright_crop

SFACE = "sface-2021dec"
FEATURES = "/model/Concat_1_output_0"
STORE = evaluate.model_store(evaluate.SETTINGS)
Looks = Iterable[tuple[np.ndarray, Mesh]]


class SFace:
    """OpenCV's own code for its own file; candor.domain.ports.FaceEmbedder but for the name."""

    def __init__(self, content: bytes, cut: Callable[[RGB, Mesh], RGB]) -> None:
        """Load it; `cut` gives the chip, which is that of MobileFace."""
        self._network = cv2.FaceRecognizerSF.create("onnx", np.frombuffer(content, np.uint8), np.empty(0, np.uint8))
        self._cut = cut

    def embed(self, rgb: RGB, mesh: Mesh) -> np.ndarray:
        """Return (128,) float32, as the network scales it."""
        return self._network.feature(np.ascontiguousarray(self._cut(rgb, mesh)[:, :, ::-1]))[0]


class Recorder:
    """Everything that is kept of a look."""

    def __init__(self) -> None:
        """Load the embedders, and the network with its features as an output."""
        graph = onnx.load_from_string(STORE.read(evaluate.MODEL_ID))
        graph.graph.output.append(onnx.helper.make_tensor_value_info(FEATURES, onnx.TensorProto.FLOAT, None))
        self._network = onnxruntime.InferenceSession(graph.SerializeToString())
        self._mobileface = MobileFace(STORE.read(MOBILEFACE))
        self._sface = SFace(STORE.read(SFACE), self._mobileface.chip)

    def look(self, rgb: np.ndarray, mesh: Mesh) -> dict[str, np.ndarray]:
        """Return the arrays of one look."""
        crop, points = upright_crop(rgb, mesh.landmarks_xyz[:, :2])
        picture = np.ascontiguousarray(crop.transpose(2, 0, 1)[None], np.float32)
        number, features = (np.asarray(out) for out in self._network.run(["network", FEATURES], {"rgb": picture}))
        return {
            "crop": crop,
            "points": points.astype(np.float32),
            "network": number[0],
            "features": features[0],
            "profile": texture_profile(crop, points),
            "landmarks": mesh.landmarks_xyz[:, :2],
            "first": evaluate.MODELS.embedder.embed(rgb, [mesh])[0],
            MOBILEFACE: self._mobileface.embed(rgb, [mesh])[0],
            SFACE: self._sface.embed(rgb, mesh),
        }


def halves(data: Path, options: argparse.Namespace) -> Iterator[tuple[str, str, str, str, Looks]]:
    """Yield (name, group, label, method, looks) of every clip half, other swap and bona fide call."""
    for name, group, *both in evaluate.paired(data / "swaps", options):
        for label, looks in zip(("real", "fake"), both, strict=True):
            yield f"{Path(name).stem}.{label}", group, label, "paired", looks
    with (data / "swaps" / "swaps.csv").open(encoding="utf-8", newline="") as file:
        others = [(r["file"], r["group"], r["label"], r["method"]) for r in csv.DictReader(file) if not r["x"]]
    with (data / "calls" / "calls.csv").open(encoding="utf-8", newline="") as file:
        calls = [(f"../calls/{row['file']}", row["person"], "real", "call") for row in csv.DictReader(file)]
    for name, group, label, method in [*others, *calls]:
        film = evaluate.shown(*evaluate.read(data / "swaps" / name, options.seconds), options.point)
        yield Path(name).stem, group, label, method, evaluate.seen(film, options.looks)


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--point", default="none", choices=["none", *evaluate.GRID])
    parser.add_argument("--looks", type=int, default=12)
    parser.add_argument("--seconds", type=float, default=15.0)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    options.folder.mkdir(parents=True, exist_ok=True)
    recorder = Recorder()
    for name, group, label, method, looks in halves(evaluate.data_folder(), options):
        kept = [recorder.look(rgb, mesh) for rgb, mesh in looks]
        if kept:
            arrays = {key: np.stack([look[key] for look in kept]) for key in kept[0]}
            words = {"group": np.array(group), "label": np.array(label), "method": np.array(method)}
            np.savez(options.folder / f"{name}.npz", allow_pickle=False, **arrays, **words)
        print(name, group, label, method, len(kept), flush=True)


if __name__ == "__main__":
    main()
