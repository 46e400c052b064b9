"""Does what made films say of noise in time carry over to the paired clips?

    PYTHONPATH=server python models/training/face_swap_trace/carry.py RUNS LOOKS noise.npz

RUNS is what runs.py wrote, LOOKS what looks.py wrote, noise.npz what animate.py made: the discriminant is fitted on
that alone, and only its weight beside the detector on the clips, group left out. Printed too: how far the shifts of
made and of real swaps agree.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

import judge
import tremor
from fit import discriminant
from noise import families


def main() -> None:
    """Print a line a set of features and shrinkage."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=Path)
    parser.add_argument("looks", type=Path)
    parser.add_argument("made", type=Path, nargs="+")
    options = parser.parse_args()
    clips, sets = tremor.read(options.runs)
    pairs = judge.Pairs.of(clips)
    files = [np.load(path) for path in options.made]
    honest, swapped = ([families(film) for file in files for film in file[label]] for label in ("honest", "swapped"))
    print(f"{len(honest)} made pairs")
    table = tremor.Table(clips, tremor.base_of(options.looks, [clip.name for clip in clips], has_embedders=False))
    for name in honest[0]:
        low, high = (np.stack([film[name].ravel() for film in part]) for part in (honest, swapped))
        x = np.stack([clip[name] for clip in sets])
        agree = np.corrcoef((high - low).mean(0), (x[pairs.fake] - x[pairs.real]).mean(0))[0, 1]
        for shrinkage in tremor.SHRINKAGES:
            scores = (x - x.mean(0)) @ discriminant(low.copy(), high.copy(), shrinkage)
            table.given(f"{name}, shifts agree {agree:.2f}, shrinkage {shrinkage}", scores)


if __name__ == "__main__":
    main()
