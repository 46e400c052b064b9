"""How well does the shipped detector tell live swaps from their originals? Prints numbers of the card and the page.

    PYTHONPATH=server CANDOR_SHARED=... python models/training/face_swap_trace/evaluate.py [--point mid] [--looks 12]

Both halves of every paired clip (`swaps/swaps.csv`) and every bona fide call, sent through one point of the codec grid
or none; the median over looks is a clip's score. Of two faces in view, the one that differs between the halves counts.
The interval is a bootstrap over groups.
"""

from __future__ import annotations

import argparse
import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np

from candor.domain.ports import Mesh
from candor.evaluation.codec_grid import GRID, sent
from candor.evaluation.recipes.clip import Clip
from candor.inference.default_set import load_default_models, model_store
from candor.inference.swap_trace import MODEL_ID, SwapTrace
from candor.settings import load_settings

SETTINGS = load_settings()
MODELS = load_default_models(SETTINGS)
DETECTOR = SwapTrace(model_store(SETTINGS).read(MODEL_ID))


def data_folder() -> Path:
    """Return where the clips are."""
    return Path(os.environ["CANDOR_SHARED"]) / "data"


def read(path: Path, seconds: float) -> tuple[list[np.ndarray], float]:
    """Return the first seconds as RGB, at most 640 px wide as the extension sends them, and the rate."""
    video = cv2.VideoCapture(str(path))
    rate = video.get(cv2.CAP_PROP_FPS) or 25.0
    frames: list[np.ndarray] = []
    while len(frames) < seconds * rate:
        is_there, bgr = video.read()
        if not is_there:
            break
        frames.append(bgr[:, :, ::-1])
    return frames, rate


def shown(frames: Sequence[np.ndarray], rate: float, point: str) -> list[np.ndarray]:
    """Return what arrives: even sides, at most 640 px, after the codec."""
    small = []
    for rgb in frames:
        share = min(1.0, 640 / max(rgb.shape[:2]))
        size = tuple(int(v * share) // 2 * 2 for v in (rgb.shape[1], rgb.shape[0]))
        small.append(np.ascontiguousarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)))
    return list(sent(Clip(small, rate), GRID[point], np.random.default_rng(0)).frames) if point in GRID else small


def faces(rgb: np.ndarray) -> list[Mesh]:
    """Return all faces."""
    meshes = [MODELS.mesher.fit(rgb, found) for found in MODELS.detector.detect(rgb)]
    return [mesh for mesh in meshes if mesh is not None]


def middle(mesh: Mesh) -> np.ndarray:
    """Return the middle of a face, px."""
    return mesh.landmarks_xyz[:, :2].mean(0)


def swapped_place(real: np.ndarray, fake: np.ndarray) -> np.ndarray | None:
    """Return the middle of the face that differs most between both halves."""
    best, place = 0.0, None
    for mesh in faces(real):
        points = mesh.landmarks_xyz[:, :2]
        (x0, y0), (x1, y1) = points.min(0).clip(0).astype(int), points.max(0).astype(int)
        differs = float(np.abs(real[y0:y1, x0:x1].astype(int) - fake[y0:y1, x0:x1]).mean())
        best, place = (differs, points.mean(0)) if differs > best else (best, place)
    return place


def seen(
    frames: Sequence[np.ndarray], looks: int, places: dict[int, np.ndarray] | None = None
) -> Iterator[tuple[np.ndarray, Mesh]]:
    """Yield the pictures that are looked at, evenly over the clip, with the face that counts."""
    for i in np.unique(np.linspace(0, len(frames) - 1, looks).round().astype(int)):
        found = faces(frames[i])
        place = None if places is None else places[min(places, key=lambda k: abs(k - i))]
        if place is not None:
            found.sort(key=lambda mesh: float(np.linalg.norm(middle(mesh) - place)))
        else:
            found.sort(key=lambda mesh: -float(np.ptp(mesh.landmarks_xyz[:, 0])))
        if found:
            yield frames[i], found[0]


def score(looks: Iterable[tuple[np.ndarray, Mesh]]) -> float:
    """Return the median of the looks; NaN when no face was found."""
    scores = [DETECTOR.score(rgb, mesh.landmarks_xyz[:, :2]) for rgb, mesh in looks]
    return float(np.median(scores)) if scores else float("nan")


def auc(low: Sequence[float], high: Sequence[float]) -> float:
    """Return how often a value of `high` lies above one of `low`."""
    a, b = np.array(low)[:, None], np.array(high)[None]
    return float(((a < b) + 0.5 * (a == b)).mean())


Half = list[tuple[np.ndarray, Mesh]]


def paired_films(
    folder: Path, options: argparse.Namespace
) -> Iterator[tuple[str, str, list[list[np.ndarray]], dict[int, np.ndarray] | None]]:
    """Yield (file, group, pictures of the real and of the swapped half, where the swapped face is at which picture)."""
    halves: dict[str, dict[str, dict[str, str]]] = {}
    with (folder / "swaps.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["file"].startswith("paired/"):
                halves.setdefault(row["file"], {})[row["label"]] = row
    for name, rows in halves.items():
        frames, rate = read(folder / name, options.seconds)
        cut = {
            label: [f[int(r["y"]) : int(r["y"]) + int(r["h"]), int(r["x"]) : int(r["x"]) + int(r["w"])] for f in frames]
            for label, r in rows.items()
        }
        real, fake = (shown(cut[label], rate, options.point) for label in ("real", "fake"))
        places = {i: swapped_place(real[i], fake[i]) for i in {0, len(real) // 2, len(real) - 1}}
        yield name, rows["real"]["group"], [real, fake], {i: p for i, p in places.items() if p is not None} or None


def paired(folder: Path, options: argparse.Namespace) -> Iterator[tuple[str, str, Half, Half]]:
    """Yield (file, group, looks at the real half, looks at the swapped half)."""
    for name, group, both, places in paired_films(folder, options):
        real, fake = (list(seen(film, options.looks, places)) for film in both)
        yield name, group, real, fake


def scored(folder: Path, options: argparse.Namespace) -> Iterator[tuple[str, str, float, float]]:
    """Yield (file, group, score of the real half, score of the swapped half)."""
    for name, group, *both in paired(folder, options):
        real, fake = map(score, both)
        print(f"{name:48s} {real:6.2f} {fake:6.2f}", flush=True)
        yield name, group, real, fake


def main() -> None:
    """Print one line a clip, then the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--point", default="none", choices=["none", *GRID])
    parser.add_argument("--looks", type=int, default=12)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--no-calls", action="store_true")
    options = parser.parse_args()
    data = data_folder()
    pairs = [p for p in scored(data / "swaps", options) if np.isfinite(p[2]) and np.isfinite(p[3])]
    real, fake = [p[2] for p in pairs], [p[3] for p in pairs]
    groups = sorted({p[1] for p in pairs})
    rng, rounds = np.random.default_rng(0), []
    for _ in range(2000):
        drawn = [p for g in rng.choice(groups, len(groups)) for p in pairs if p[1] == g]
        rounds.append(auc([p[2] for p in drawn], [p[3] for p in drawn]))
    low, high = np.percentile(rounds, [2.5, 97.5])
    print(
        f"point {options.point}: {len(pairs)} pairs, {len(groups)} groups, "
        f"AUC {auc(real, fake):.3f} ({low:.2f} to {high:.2f})"
    )
    print(f"swapped half above the real half: {sum(p[3] > p[2] for p in pairs)} of {len(pairs)}")
    if not options.no_calls:
        with (data / "calls" / "calls.csv").open(encoding="utf-8", newline="") as file:
            names = [row["file"] for row in csv.DictReader(file)]
        films = (shown(*read(data / "calls" / name, options.seconds), options.point) for name in names)
        calls = [score(seen(film, options.looks)) for film in films]
        calls = [value for value in calls if np.isfinite(value)]
        print(f"{len(calls)} calls: median {np.median(calls):.2f}, 95 % below {np.percentile(calls, 95):.2f}")
        print(f"AUC against originals and calls {auc(real + calls, fake):.3f}")


if __name__ == "__main__":
    main()
