"""How often does deepface's limit part one person from two? `python tests/benchmarks/bench_second_opinion.py CSV DIR`.

CSV has the columns img_a, img_b (below DIR) and same (1 or 0). The photos go through the real process and the
real weights of the second opinion, each whole, as `candor compare --second-opinion` gives them.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

import numpy as np

from candor.bootstrap.second_opinion import opened
from candor.domain.second_opinion import Ability, Readiness, Says
from candor.maths.statistics import wilson_interval
from candor.pipeline.decode import PHOTO_LIMITS, decode_photo
from candor.second_opinion.counsel import compared
from candor.settings import load_settings


def photo(path: Path) -> np.ndarray:
    """Read a photo as the product does."""
    return decode_photo(path.read_bytes()[: PHOTO_LIMITS.max_bytes + 1], allow_animated=True)


def main() -> None:
    """Print what was said of mated and of non-mated pairs."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("pairs", type=Path)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--most", type=int, default=10_000, help="of each kind")
    given = asked.parse_args()
    rows = list(csv.DictReader(given.pairs.open(encoding="utf-8", newline="")))
    with opened(load_settings()) as (witness, equipment):
        if equipment.readiness[Ability.SAME_PERSON] is not Readiness.READY:
            raise SystemExit(f"not ready; missing: {', '.join(equipment.missing) or 'deepface'}")
        for kind, side in (("1", "within the line"), ("0", "beyond the line")):
            some = [row for row in rows if row["same"] == kind][: given.most]
            photos = ((photo(given.folder / row["img_a"]), photo(given.folder / row["img_b"])) for row in some)
            said = [compared(witness, a, b, equipment.recognition) for a, b in photos]
            beyond = [
                says is Says.DIFFERENT or why == "not_alike" for says, distance, why in said if distance is not None
            ]
            n_right = sum(is_beyond == (kind == "0") for is_beyond in beyond)
            interval = wilson_interval(n_right, len(beyond))
            sys.stdout.write(
                f"{equipment.recognition}, same = {kind}: {len(said)} pairs, {len(beyond)} with faces, "
                f"{n_right} {side} ({interval.low:.1%} to {interval.high:.1%})\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
