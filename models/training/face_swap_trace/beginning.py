"""Does a session's own beginning tell a swap that begins in mid-call? A model of the first looks, and what leaves it.

    PYTHONPATH=server python models/training/face_swap_trace/beginning.py profiles.npz LOOKS [LOOKS_MID ...]

LOOKS are what looks.py wrote, profiles.npz what simulate.py wrote. Every paired clip is spliced: the first half of the
original, then the second half of the swap or, as control, of itself; "without a beginning" all looks are compared with
the usual honest picture. Spreads, and how the inner face follows its surroundings, are fitted on honest made pictures,
pixels on the clip's own first half. Printed: every score; the one the other groups choose; two beside the detector's
change; and how many honest clips stand out whose second half is encoded worse (the next folder) or lit differently.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

import judge
from candor.inference.outline_texture import N_RINGS, N_SECTORS, OUTLINE, texture_profile
from refit import chosen, made
from search import SwapTrace, load_settings, model_store, traces

F64 = NDArray[np.float64]
SHAPE, INNER = (4, 3, 2, N_SECTORS, N_RINGS), 9
"""Band, channel, kind, sector, ring; the first rings are inside the outline or on it."""
SIDE, KEPT, RIDGES = 112, 3, (0.03, 0.3)
"""Pixels of the reconstruction, components, and shrinkages of the ridge of inner on outer cells."""
LIGHTS: dict[str, Callable[[F64], F64]] = {
    "darker": lambda x: 191 * (x / 255) ** 1.5,
    "brighter": lambda x: 255 * (x / 255) ** 0.7,
    "from the side": lambda x: x * np.linspace(0.6, 1.2, x.shape[1])[None, :, None],
    "warmer": lambda x: x * np.array([1.12, 1.0, 0.82]),
    "smoothed": lambda x: cv2.bilateralFilter(x.astype(np.float32), 7, 25, 5).astype(np.float64),
    "farther away": lambda x: np.asarray(
        cv2.resize(cv2.resize(x, (SIDE, SIDE), interpolation=cv2.INTER_AREA), x.shape[:2]), np.float64
    ),
}
Score = Callable[[F64, F64], float]


class Change:
    """Scores of how the profiles of later looks differ from those of the first."""

    def __init__(self, profiles: Path) -> None:
        """Take spreads and regressions from honest made pictures."""
        honest, swapped = made(profiles, 10**6)
        self.usual, self.spread = honest.mean(0), honest.std(0) + 1e-3
        x, shift = (honest - self.usual) / self.spread, (swapped - honest).mean(0) / self.spread
        self.shift = shift.reshape(SHAPE)[..., :INNER]
        is_inner = np.zeros(SHAPE, bool)
        is_inner[..., :INNER] = True
        self.inner, self.outer = np.flatnonzero(is_inner), np.flatnonzero(~is_inner)
        gram = x[:, self.outer].T @ x[:, self.outer] / len(x)
        cross = x[:, self.outer].T @ x[:, self.inner] / len(x)
        self.slopes = {ridge: np.linalg.solve(gram + ridge * np.eye(len(gram)), cross) for ridge in RIDGES}

    def placed(self, profiles: NDArray[np.floating]) -> F64:
        """Return profiles (n, 1152) in units of the spread; what is not seen is as usual."""
        return (np.where(np.isfinite(profiles), profiles, self.usual) - self.usual) / self.spread

    def scores(self) -> dict[str, Score]:
        """Return every score of (first looks, later looks)."""
        return {
            "change along the made swaps": lambda a, b: float((self._inner(a, b) * self.shift).mean()),
            "size of the change inside": lambda a, b: size(self._inner(a, b)),
            "the same, less outside": lambda a, b: size(self._inner(a, b)) - size(self._whole(a, b)[..., INNER:]),
            "the same, luma": lambda a, b: size(self._inner(a, b)[:, :1]),
            "the same, chroma": lambda a, b: size(self._inner(a, b)[:, 1:]),
            "the same, fine bands": lambda a, b: size(self._inner(a, b)[:2]),
            "the same, coarse bands": lambda a, b: size(self._inner(a, b)[2:]),
            "pattern (mean of each band taken out)": lambda a, b: size(pattern(self._inner(a, b))),
            "pattern, coarse bands": lambda a, b: size(pattern(self._inner(a, b)[2:])),
            "pattern, coarse bands of luma": lambda a, b: size(pattern(self._inner(a, b)[2:, :1])),
            **{f"masked: inside from outside, ridge {r}": self._masked(r) for r in RIDGES},
        }

    def _whole(self, first: F64, later: F64) -> F64:
        return (np.median(later, 0) - np.median(first, 0)).reshape(SHAPE)

    def _inner(self, first: F64, later: F64) -> F64:
        return self._whole(first, later)[..., :INNER]

    def _masked(self, ridge: float) -> Score:
        def score(first: F64, later: F64) -> float:
            change = self._whole(first, later).ravel()
            return size(change[self.inner] - change[self.outer] @ self.slopes[ridge])

        return score


def size(change: F64) -> float:
    """Return the mean magnitude."""
    return float(np.abs(change).mean())


def pattern(change: F64) -> F64:
    """Return a change without the mean of each band, channel and kind, which light and encoders move."""
    return change - change.mean((-2, -1), keepdims=True)


def reconstructed(first: Mapping[str, np.ndarray], later: Mapping[str, np.ndarray]) -> float:
    """Return how much worse the inner face of later crops is explained by the first ones than these by each other.

    Luma of crops laid onto one mesh; the few main components of the first are fitted to what lies outside the face.
    """
    mesh = first["points"][0].astype(np.float64)
    face = np.zeros((224, 224), np.uint8)
    cv2.fillPoly(face, [mesh[list(OUTLINE)].round().astype(np.int32)], (1,))
    inside = cv2.resize(cv2.erode(face, np.ones((9, 9), np.uint8)), (SIDE, SIDE)).ravel() > 0
    known, new = (np.stack([laid(*look, mesh) for look in crops_of(looks)]) for looks in (first, later))
    own = [missed(np.delete(known, i, 0), known[i], inside) for i in range(len(known))]
    return float(np.median([missed(known, picture, inside) for picture in new]) - np.median(own))


def crops_of(looks: Mapping[str, np.ndarray]) -> list[tuple[np.ndarray, F64]]:
    """Return the crop and the mesh of each look."""
    return list(zip(looks["crop"], looks["points"].astype(np.float64), strict=True))


def laid(crop: np.ndarray, points: F64, mesh: F64) -> F64:
    """Return the luma (SIDE * SIDE,) of a crop laid onto a mesh, without its mean."""
    fit = np.linalg.lstsq(np.column_stack([points, np.ones(len(points))]), mesh, rcond=None)[0].T
    luma = cv2.cvtColor(cv2.warpAffine(crop, fit, (224, 224), flags=cv2.INTER_LINEAR), cv2.COLOR_RGB2GRAY)
    small = cv2.resize(luma, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float64).ravel()
    return small - small.mean()


def missed(known: F64, picture: F64, inside: NDArray[np.bool_]) -> float:
    """Return the log of the mean square that the components of `known`, fitted outside the mask, miss inside."""
    middle = known.mean(0)
    basis = np.linalg.svd(known - middle, full_matrices=False)[2][:KEPT]
    away = picture - middle
    ridge = 1e-2 * np.eye(len(basis))
    parts = np.linalg.solve(basis[:, ~inside] @ basis[:, ~inside].T + ridge, basis[:, ~inside] @ away[~inside])
    return float(np.log(((away - parts @ basis)[inside] ** 2).mean() + 1.0))


class Spliced:
    """Every score of every spliced pair and call: arrays (n,) at the places of judge.Pairs, control and swap."""

    def __init__(self, folder: Path, change: Change, model: SwapTrace) -> None:
        """Read a folder of looks.py."""
        self.clips, self.change = judge.load(folder), change
        self.pairs, self.detector = judge.Pairs.of(self.clips), traces(model, self.clips)
        self.profiles = [change.placed(clip.looks["profile"]) for clip in self.clips]
        self.calls = [i for i, clip in enumerate(self.clips) if clip.method == "call" and len(self.detector[i]) >= 8]

    def all(self, function: Callable[[int, int], float]) -> F64:
        """Return a score of (place of the beginning, place of the rest) for every half of a pair, and every call."""
        found = np.zeros(len(self.clips))
        for real, fake in zip(self.pairs.real, self.pairs.fake, strict=True):
            found[real], found[fake] = function(real, real), function(real, fake)
        for call in self.calls:
            found[call] = function(call, call)
        return found

    def table(self) -> dict[str, F64]:
        """Return every score."""
        half = [len(trace) // 2 for trace in self.detector]
        found = {
            "change of the detector": self.all(
                lambda i, j: float(np.median(self.detector[j][half[j] :]) - np.median(self.detector[i][: half[i]]))
            )
        }
        for name, score in self.change.scores().items():
            found[name] = self.all(
                lambda i, j, score=score: score(self.profiles[i][: half[i]], self.profiles[j][half[j] :])
            )
        found["masked: pixels from pixels"] = self.all(
            lambda i, j: reconstructed(part(self.clips[i], 0, half[i]), part(self.clips[j], half[j], None))
        )
        found["embedding (needs consent)"] = self.all(lambda i, j: self._embedded(i, j, half))
        return found

    def _embedded(self, i: int, j: int, half: Sequence[int]) -> float:
        first, later = (self.clips[k].looks["first"] for k in (i, j))
        return float(np.linalg.norm(first[: half[i]].mean(0) - later[half[j] :].mean(0)))


def part(clip: judge.Clip, start: int, stop: int | None) -> dict[str, np.ndarray]:
    """Return some looks of a clip."""
    return {key: values[start:stop] for key, values in clip.looks.items()}


def lit(clip: judge.Clip, how: Callable[[F64], F64]) -> NDArray[np.floating]:
    """Return the profiles of the second half of a clip in another light."""
    rest = crops_of(part(clip, len(clip.looks["crop"]) // 2, None))
    pictures = [np.clip(how(crop.astype(np.float64)), 0, 255).astype(np.uint8) for crop, _ in rest]
    return np.stack([texture_profile(x, points) for x, (_, points) in zip(pictures, rest, strict=True)])


def report(spliced: Spliced, title: str) -> None:
    """Print the table of one folder."""
    pairs, table = spliced.pairs, spliced.table()
    both, y = np.concatenate([pairs.real, pairs.fake]), np.repeat([0.0, 1.0], len(pairs.real))
    for name, scores in table.items():
        print(pairs.row(f"{title}: {name}", scores, scores[spliced.calls]), flush=True)
    pool = {name: scores for name, scores in table.items() if "consent" not in name}
    scores, names = chosen(pairs, pool)
    print(pairs.row(f"{title}: chosen by the other groups", scores), dict(Counter(names)))
    usual = np.zeros((1, len(spliced.change.usual)))
    for name, score in spliced.change.scores().items():
        alone = np.array([score(usual, profiles) for profiles in spliced.profiles])
        print(pairs.row(f"{title}: without a beginning: {name}", alone, alone[spliced.calls]), flush=True)
    base, beside, groups = table["change of the detector"], np.zeros(len(spliced.clips)), np.tile(pairs.groups, 2)
    for name in ("pattern, coarse bands", "masked: pixels from pixels"):
        beside[both] = judge.left_out(np.column_stack([base, pool[name]])[both], y, groups)
        print(pairs.row(f"{title}: {name}, with the detector", beside), pairs.gain(beside, pool[name]))
    others = {name: scores[both] for name, scores in pool.items() if name != "change of the detector"}
    beside[both] = judge.nested(base[both], others, y, groups, 1, print)
    print(pairs.row(f"{title}: chosen by the other groups, with the detector", beside))


def alarms(spliced: Spliced, worse: Spliced | None, title: str) -> None:
    """Print how often honest clips pass the limit of 5 % when their second half is lit or encoded otherwise."""
    honest = [*spliced.pairs.real, *spliced.calls]
    half = [len(profiles) // 2 for profiles in spliced.profiles]
    moved = {
        name: {i: spliced.change.placed(lit(spliced.clips[i], how)) for i in honest} for name, how in LIGHTS.items()
    }
    if worse is not None:
        moved["encoded as the next folder"] = {i: worse.profiles[i][half[i] :] for i in honest}
    for name, score in spliced.change.scores().items():
        first = {i: spliced.profiles[i][: half[i]] for i in honest}
        limit = np.quantile([score(first[i], spliced.profiles[i][half[i] :]) for i in honest], 0.95)
        swaps = [
            score(first[r], spliced.profiles[f][half[f] :])
            for r, f in zip(spliced.pairs.real, spliced.pairs.fake, strict=True)
        ]
        shares = {how: np.mean([score(first[i], later[i]) > limit for i in honest]) for how, later in moved.items()}
        words = ", ".join(f"{how} {share:.0%}" for how, share in shares.items())
        print(f"{title}: {name}: above the limit {np.mean(np.array(swaps) > limit):.0%} of swaps; honest: {words}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("profiles", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    model, change = SwapTrace(model_store(load_settings()).read("face-swap-trace")), Change(options.profiles)
    all_spliced = [Spliced(folder, change, model) for folder in options.folders]
    for i, (folder, spliced) in enumerate(zip(options.folders, all_spliced, strict=True)):
        report(spliced, folder.name)
        alarms(spliced, all_spliced[i + 1] if i + 1 < len(all_spliced) else None, folder.name)


if __name__ == "__main__":
    main()
