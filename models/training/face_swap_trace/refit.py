"""How well would a discriminant that was fitted on other made pairs tell the paired clips?

    PYTHONPATH=server python models/training/face_swap_trace/refit.py FOLDER profiles.npz [--pairs 2000]

FOLDER is what looks.py wrote, profiles.npz what simulate.py or coded.py wrote; the first pairs of the kinds of fit.py
count.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

import fit
import judge


def main() -> None:
    """Print one line a shrinkage."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("profiles", type=Path)
    parser.add_argument("--pairs", type=int, default=2000)
    options = parser.parse_args()
    clips = judge.load(options.folder)
    pairs = judge.Pairs.of(clips)
    file = np.load(options.profiles)
    used = np.flatnonzero(np.isin(file["kind"], fit.KINDS))[: options.pairs]
    honest, swapped = (file[name][used].astype(np.float32) for name in ("honest", "swapped"))
    usual = np.nanmean(honest, 0)
    honest, swapped = (np.where(np.isnan(v), usual, v) for v in (honest, swapped))
    for shrinkage in (0.01, 0.03, 0.1, 0.3):
        weights = fit.discriminant(honest.copy(), swapped.copy(), shrinkage)
        profiles = [np.where(np.isfinite(c.looks["profile"]), c.looks["profile"], usual) for c in clips]
        scores = np.array([np.median((p - usual) @ weights) for p in profiles])
        print(pairs.row(f"{len(used)} pairs, shrinkage {shrinkage}", scores))


if __name__ == "__main__":
    main()
