"""Cut runs of consecutive pictures around every face, held still: what tremor.py and temporal.py need.

    PYTHONPATH=server python models/training/face_swap_trace/runs.py FOLDER [--runs 8] [--pictures 16] [--no-calls]

Pictures, faces and codec points as in evaluate.py. A file holds group, label, method, and of each run the crops (16,
224, 224, 3), which an affine lays onto the mesh of the run's middle picture, and that mesh (468, 2) in it. FOLDER
holds faces of people: keep it outside the repository.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

import evaluate
from candor.inference.crop import warp_smooth
from candor.inference.outline_texture import CROP_PX, upright_crop

RGB = NDArray[np.uint8]
F64 = NDArray[np.float64]
Run = tuple[NDArray[np.uint8], F64]


def affine(here: F64, there: F64) -> F64:
    """Return the (2, 3) affine that takes points (n, 2) to others with the least square error."""
    fit = np.linalg.lstsq(np.column_stack([here, np.ones(len(here))]), there, rcond=None)[0]
    return np.asarray(fit.T, np.float64)


def face_near(rgb: RGB, place: F64 | None) -> F64 | None:
    """Return the mesh (468, 2), px, of the face nearest to `place`, or of the widest."""
    found = [mesh.landmarks_xyz[:, :2].astype(np.float64) for mesh in evaluate.faces(rgb)]
    if place is None:
        return max(found, key=lambda points: float(np.ptp(points[:, 0])), default=None)
    return min(found, key=lambda points: float(np.linalg.norm(points.mean(0) - place)), default=None)


def held_still(frames: Sequence[RGB], place: F64 | None) -> Run | None:
    """Return the crops of a run and the mesh of its middle; None when a picture has no face, or a jump."""
    meshes: list[F64] = []
    for rgb in frames:
        points = face_near(rgb, place)
        if points is None or (meshes and np.linalg.norm(points - meshes[-1], axis=1).mean() > 0.25 * np.ptp(points)):
            return None
        meshes.append(points)
        place = points.mean(0)
    middle = meshes[len(meshes) // 2]
    in_crop = upright_crop(frames[0], middle)[1]
    crops = [warp_smooth(rgb, affine(points, in_crop), CROP_PX) for rgb, points in zip(frames, meshes, strict=True)]
    return np.stack(crops), in_crop


def runs_of(
    frames: Sequence[RGB], places: dict[int, F64] | None, runs: int, pictures: int
) -> Iterator[tuple[int, Run]]:
    """Yield (first picture, run), evenly over the clip."""
    starts = np.linspace(0, len(frames) - pictures, runs).round().astype(int) if len(frames) >= pictures else ()
    for start in np.unique(starts):
        place = None if places is None else places[min(places, key=lambda k: abs(k - start))]
        run = held_still(frames[start : start + pictures], place)
        if run is not None:
            yield int(start), run


def write(folder: Path, name: str, words: dict[str, str], runs: dict[int, Run]) -> None:
    """Write the file of one clip half."""
    if runs:
        crops, marks = (np.stack([run[i] for run in runs.values()]) for i in (0, 1))
        np.savez(folder / f"{name}.npz", allow_pickle=False, crops=crops, marks=marks, **words)
    print(name, *words.values(), len(runs), flush=True)


def write_pairs(folder: Path, options: argparse.Namespace) -> None:
    """Write both halves of every paired clip; only runs that both have."""
    data = evaluate.data_folder() / "swaps"
    for name, group, both, places in evaluate.paired_films(data, options):
        found = [dict(runs_of(film, places, options.runs, options.pictures)) for film in both]
        common = found[0].keys() & found[1].keys()
        for label, runs in zip(("real", "fake"), found, strict=True):
            kept = {start: run for start, run in runs.items() if start in common}
            write(folder, f"{Path(name).stem}.{label}", {"group": group, "label": label, "method": "paired"}, kept)


def write_calls(folder: Path, options: argparse.Namespace) -> None:
    """Write every bona fide call."""
    calls = evaluate.data_folder() / "calls"
    with (calls / "calls.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        film = evaluate.shown(*evaluate.read(calls / row["file"], options.seconds), options.point)
        runs = dict(runs_of(film, None, options.runs, options.pictures))
        write(folder, Path(row["file"]).stem, {"group": row["person"], "label": "real", "method": "call"}, runs)


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--point", default="none", choices=["none", *evaluate.GRID])
    parser.add_argument("--runs", type=int, default=8)
    parser.add_argument("--pictures", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--no-calls", action="store_true")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    options.folder.mkdir(parents=True, exist_ok=True)
    write_pairs(options.folder, options)
    if not options.no_calls:
        write_calls(options.folder, options)


if __name__ == "__main__":
    main()
