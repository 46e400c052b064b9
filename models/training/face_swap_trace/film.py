"""Make pairs as they are before a codec: what coded.py sends through real video encoders.

    python film.py --faces faces.npz --pairs 3000 --seed 5 --out filmed

Needs PyTorch; one process, about a tenth of a second a pair on one core. Other photo three quarters, colour from
brightness one quarter: the two kinds that carry over. One file of ten pairs each: pictures (20, side, side, 3) uint8,
honest ones first, landmarks (10, 468, 2) px, and kind.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from faces import load_bank
from pairs import filmed_pairs, shown_side
from picture import resize
from swaps import Swapper

KINDS, SHARES, BATCH = (2, 3), (0.75, 0.25), 10


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faces", default="faces.npz")
    parser.add_argument("--pairs", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--out", type=Path, default=Path("filmed"))
    options = parser.parse_args()
    options.out.mkdir(exist_ok=True)
    torch.manual_seed(options.seed)
    rng, bank = np.random.default_rng(options.seed), load_bank(options.faces, "cpu")
    for i in range(options.pairs // BATCH):
        kind = int(rng.choice(KINDS, p=SHARES))
        swapper = Swapper(bank, [], tuple(float(j == kind) for j in range(5)))
        with torch.no_grad():
            both, _, marks = filmed_pairs(bank, swapper, BATCH, "cpu")
            both = resize(both, shown_side(both.shape[-1])).clamp(0, 1)
        pictures = (both * 255).round().byte().permute(0, 2, 3, 1).numpy()
        np.savez(options.out / f"{i:04d}.npz", pictures=pictures, marks=(marks * both.shape[-1]).numpy(), kind=kind)


if __name__ == "__main__":
    main()
