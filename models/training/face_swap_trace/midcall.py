"""What does Candor say of a session that is swapped from its middle on? Every picture through the whole program.

    PYTHONPATH=server CANDOR_SHARED=... python models/training/face_swap_trace/midcall.py [--point mid]

Every paired clip: the original's first half, then the second half of the swap or, as control, of the original, spliced
before it is encoded. With consent, without an ID photo, 10 pictures a second.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

import evaluate
from candor.bootstrap.sessions import SessionMaker, Sessions
from candor.domain.frames import Frame
from candor.domain.ids import InterviewId
from candor.domain.ports import Brief

RGB = NDArray[np.uint8]
FPS, SECONDS, HALF_S = 5.0, 15.0, 12.0


def spliced() -> Iterator[tuple[str, bool, list[RGB], float]]:
    """Yield (file, whether it is swapped, pictures, rate) of both sessions of every paired clip."""
    folder = evaluate.data_folder() / "swaps"
    halves: dict[str, dict[str, dict[str, str]]] = {}
    with (folder / "swaps.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["file"].startswith("paired/"):
                halves.setdefault(row["file"], {})[row["label"]] = row
    for name, rows in halves.items():
        frames, rate = evaluate.read(folder / name, SECONDS)
        x, y, w, h = (int(rows["real"][key]) for key in "xywh")
        real = [frame[y : y + h, x : x + w] for frame in frames]
        x, y = int(rows["fake"]["x"]), int(rows["fake"]["y"])
        fake = [frame[y : y + h, x : x + w] for frame in frames]
        middle, n = len(real) // 2, round(HALF_S * rate)
        for rest in (fake, real):
            yield name, rest is fake, [*to_and_fro(real[:middle], n), *to_and_fro(rest[middle:], n)], rate


def to_and_fro(frames: Sequence[RGB], n: int) -> list[RGB]:
    """Return n pictures, forwards and backwards."""
    there_and_back = [*frames, *frames[-2:0:-1]]
    return [there_and_back[i % len(there_and_back)] for i in range(n)]


def warned(sessions: Sessions, film: Sequence[RGB], rate: float) -> dict[str, float]:
    """Return when (s) each question first warned after the middle."""
    session = sessions.open(Brief(InterviewId("midcall"), None, consented=True))
    found: dict[str, float] = {}
    for seq in range(int(len(film) / rate * FPS)):
        at_s = seq / FPS
        result = session.advance_rgb(Frame(seq, at_s, at_s, np.ascontiguousarray(film[int(at_s * rate)])))
        for warning in result.warnings if at_s >= HALF_S else ():
            found.setdefault(f"{warning.question} {warning.severity.name.lower()}", at_s)
    return found


def main() -> None:
    """Print one line a session, then the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--point", default="none", choices=["none", *evaluate.GRID])
    options = parser.parse_args()
    cv2.setNumThreads(1)
    sessions, counts, waits = SessionMaker(evaluate.SETTINGS)(), Counter[str](), list[float]()
    for name, is_swapped, frames, rate in spliced():
        film = evaluate.shown(frames, rate, options.point)
        shown_rate = evaluate.GRID[options.point].fps if options.point in evaluate.GRID else rate
        found, kind = warned(sessions, film, shown_rate), "swapped" if is_swapped else "control"
        print(
            name, kind, f"{len(frames) / rate:.1f} s", {key: round(at_s, 1) for key, at_s in found.items()}, flush=True
        )
        counts.update([kind, *(f"{kind}: {key}" for key in found)])
        waits += [at_s - HALF_S for key, at_s in found.items() if is_swapped and key.startswith("continuity")][:1]
    print(dict(counts), f"continuity after a median of {np.median(waits):.1f} s")


if __name__ == "__main__":
    main()
