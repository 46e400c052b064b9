"""Make pairs and measure the texture around the outline of both members: what the discriminant is fitted on.

    PYTHONPATH=server python simulate.py --faces faces.npz --pairs 7280 --seed 77 --out profiles.npz

Needs PyTorch, OpenCV and `server/` on the path; a GPU helps. Other photo 75 %, foreign texture 10 %, colour from
brightness 10 %, self-blend 5 %.
"""

from __future__ import annotations

import argparse
import sys
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch

from candor.inference.outline_texture import N_VALUES, texture_profile

sys.path.insert(0, str(Path(__file__).parent))
from faces import load_bank
from pairs import INPUT, make_pairs
from regions import measured
from swaps import Swapper

KINDS, SHARES = (2, 4, 3, 0), (0.75, 0.1, 0.1, 0.05)


def profile(picture_and_marks: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Return the (1152,) profile of one picture and its (216,) statistics, float16."""
    picture, marks = np.ascontiguousarray(picture_and_marks[0]), picture_and_marks[1].astype(np.float64)
    return np.concatenate([texture_profile(picture, marks), measured(picture, marks)]).astype(np.float16)


def main() -> None:
    """Write kinds (N,), honest and swapped (N, 1152), and the statistics of regions.py of both (N, 216)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faces", default="faces.npz")
    parser.add_argument("--pairs", type=int, default=7280)
    parser.add_argument("--seed", type=int, default=77)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--drawing", default="photo", choices=["photo", "clean", "soft"], help="the others: other photo only"
    )
    parser.add_argument("--out", default="profiles.npz")
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    kinds: list[int] = []
    honest: list[np.ndarray] = []
    swapped: list[np.ndarray] = []
    with get_context("spawn").Pool(options.workers) as pool:
        torch.manual_seed(options.seed)
        rng, bank = np.random.default_rng(0), load_bank(options.faces, device)
        while len(kinds) < options.pairs:
            kind, n = int(rng.choice(KINDS, p=SHARES)) if options.drawing == "photo" else KINDS[0], 20
            swapper = Swapper(bank, [], tuple(float(i == kind) for i in range(5)), options.drawing)
            with torch.no_grad():
                x, _, marks = make_pairs(bank, swapper, n, device)
            pictures = (x * 255).round().byte().permute(0, 2, 3, 1).cpu().numpy()
            found = pool.map(profile, zip(pictures, (marks * INPUT).cpu().numpy(), strict=True), chunksize=4)
            honest, swapped, kinds = honest + found[:n], swapped + found[n:], kinds + [kind] * n
            print(len(kinds), flush=True)
    both = {"honest": np.array(honest), "swapped": np.array(swapped)}
    parts = {name: rows[:, :N_VALUES] for name, rows in both.items()}
    parts |= {f"{name}_regions": rows[:, N_VALUES:] for name, rows in both.items()}
    np.savez(options.out, allow_pickle=False, kind=np.array(kinds, np.int8), **parts)


if __name__ == "__main__":
    main()
