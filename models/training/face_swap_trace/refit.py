"""How well do discriminants fitted on other made pairs tell the paired clips, alone and beside the shipped network?

    PYTHONPATH=server python models/training/face_swap_trace/refit.py LOOKS photo.npz clean.npz [--pairs 2000]
        [--on regions]

LOOKS is what looks.py wrote, the files what simulate.py or coded.py wrote; of each the first pairs of the kinds of
fit.py count. Fitted on the profiles, the statistics of regions.py, or both. Every set of files at every shrinkage is
printed, and the one that the other groups would choose.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

import fit
import judge
from regions import measured

F64 = judge.F64
SHRINKAGES = (0.01, 0.03, 0.1, 0.3)


ON = {"profile": ("",), "regions": ("_regions",), "both": ("", "_regions")}
"""What is fitted on: the ends of the names in the files of simulate.py."""


def made(path: Path, n: int, on: str = "profile") -> tuple[F64, F64]:
    """Return honest and swapped rows (n, d) of a file; what is not seen is as usual."""
    file = np.load(path)
    used = np.flatnonzero(np.isin(file["kind"], fit.KINDS))[:n]
    honest, swapped = (
        np.concatenate([file[name + end][used] for end in ON[on]], 1).astype(np.float64)
        for name in ("honest", "swapped")
    )
    usual = np.nanmean(honest, 0)
    return np.where(np.isnan(honest), usual, honest), np.where(np.isnan(swapped), usual, swapped)


def looked_at(clip: judge.Clip, on: str) -> F64:
    """Return the same rows (looks, d) of a clip."""
    rows = {"": clip.looks["profile"]}
    if "_regions" in ON[on]:
        looks = zip(clip.looks["crop"], clip.looks["points"], strict=True)
        rows["_regions"] = np.stack([measured(crop, points) for crop, points in looks])
    return np.concatenate([rows[end] for end in ON[on]], 1).astype(np.float64)


def variants(paths: Sequence[Path], n: int, on: str) -> Iterator[tuple[str, F64, F64]]:
    """Yield (name, weights, means) of every set of files and shrinkage."""
    files = {path.stem: made(path, n, on) for path in paths}
    for size in range(1, len(files) + 1):
        for names in combinations(files, size):
            honest, swapped = (np.concatenate([files[name][i] for name in names]) for i in (0, 1))
            for shrinkage in SHRINKAGES:
                weights = fit.discriminant(honest.copy(), swapped.copy(), shrinkage)
                yield f"{' and '.join(names)}, {len(honest)} pairs, shrinkage {shrinkage}", weights, honest.mean(0)


def scores_of(
    clips: Sequence[judge.Clip], seen: Sequence[F64], pairs: judge.Pairs, weights: F64, means: F64
) -> tuple[F64, F64]:
    """Return the score of every clip by the discriminant, and by its sum with the network, of equal spread."""
    profiles = [np.where(np.isfinite(rows), rows, means) for rows in seen]
    looks = [(profile - means) @ weights for profile in profiles]
    alone = np.array([np.median(look) for look in looks])
    network = np.array([np.median(clip.looks["network"]) for clip in clips])
    both = np.concatenate([pairs.real, pairs.fake])
    scale = alone[both].std() / network[both].std()
    joined = [np.median(scale * clip.looks["network"] + look) for clip, look in zip(clips, looks, strict=True)]
    return alone, np.array(joined)


def chosen(pairs: judge.Pairs, pool: Mapping[str, F64]) -> tuple[F64, list[str]]:
    """Return the scores of the variant that is best on the other groups, and its name, group by group."""
    found, names = np.full(len(next(iter(pool.values()))), np.nan), list[str]()
    for group in np.unique(pairs.groups):
        out, rest = pairs.groups == group, pairs.groups != group
        best = max(pool, key=lambda name: judge.auc(pool[name][pairs.real[rest]], pool[name][pairs.fake[rest]]))
        spread = pool[best][np.concatenate([pairs.real[rest], pairs.fake[rest]])]
        for places in (pairs.real[out], pairs.fake[out]):
            found[places] = (pool[best][places] - spread.mean()) / spread.std()
        names.append(best)
    return found, names


def main() -> None:
    """Print one line a variant, then the choice of the other groups."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("profiles", type=Path, nargs="+")
    parser.add_argument("--pairs", type=int, default=2000)
    parser.add_argument("--on", choices=list(ON), default="profile")
    options = parser.parse_args()
    clips = judge.load(options.folder)
    pairs, seen = judge.Pairs.of(clips), [looked_at(clip, options.on) for clip in clips]
    alone, joined = dict[str, F64](), dict[str, F64]()
    print("| fitted on | AUC, one threshold | right | with the network | right |\n| --- | --- | --- | --- | --- |")
    for name, weights, means in variants(options.profiles, options.pairs, options.on):
        alone[name], joined[name] = scores_of(clips, seen, pairs, weights, means)
        print(pairs.row(name, alone[name]) + pairs.row("", joined[name])[4:], flush=True)
    for title, pool in (("alone", alone), ("with the network", joined)):
        scores, names = chosen(pairs, pool)
        print(pairs.row(f"chosen by the other groups, {title}", scores), dict(Counter(names)))


if __name__ == "__main__":
    main()
