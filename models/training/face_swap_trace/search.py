"""Print the table of candidates: alone, beside what ships, and chosen with the group left out.

    PYTHONPATH=server python models/training/face_swap_trace/search.py FOLDER

FOLDER is what looks.py wrote. "Right" counts pairs whose swapped half lies higher; "calls" is the area against bona
fide calls. Every candidate that was tried is printed.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

import candidates
import judge
import pictures
from candor.inference.default_set import model_store
from candor.inference.swap_trace import MODEL_ID, SwapTrace
from candor.maths.embedder_agreement import MIN_LOOKS
from candor.settings import load_settings

F64 = judge.F64


def traces(model: SwapTrace, clips: Sequence[judge.Clip]) -> list[F64]:
    """Return what the shipped detector says of every look."""
    found: list[F64] = []
    for clip in clips:
        profile = np.where(np.isfinite(clip.looks["profile"]), clip.looks["profile"], model.means)
        found.append(np.asarray(clip.looks["network"] + (profile - model.means) @ model.weights, np.float64))
    return found


def own_beginning(pairs: judge.Pairs, per_look: Sequence[F64]) -> F64:
    """Return the change from the first half of the original to the second half of itself, or of the swap."""
    change = np.zeros(len(per_look))
    for real, fake in zip(pairs.real, pairs.fake, strict=True):
        begin = np.median(per_look[real][: len(per_look[real]) // 2])
        for place in (real, fake):
            change[place] = np.median(per_look[place][len(per_look[place]) // 2 :]) - begin
    return change


def table_of(
    model: SwapTrace, clips: Sequence[judge.Clip], per_look: Sequence[F64]
) -> tuple[dict[str, F64], NDArray[np.bool_]]:
    """Return every candidate of every clip, and which clips have looks enough."""
    is_long = np.array([len(trace) >= MIN_LOOKS for trace in per_look])
    rows: list[dict[str, float]] = []
    for clip, trace in zip(clips, per_look, strict=True):
        if len(trace) >= MIN_LOOKS:
            shown = pictures.all_of(model, clip.looks, trace, (model.weights, model.means))
            rows.append({**candidates.all_of(clip.looks, trace), **shown})
    pool = {name: np.full(len(clips), np.nan) for name in rows[0]}
    for name, values in pool.items():
        values[is_long] = [row[name] for row in rows]
    return pool, is_long


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    model = SwapTrace(model_store(load_settings()).read(MODEL_ID))
    clips = judge.load(options.folder)
    pairs, per_look = judge.Pairs.of(clips), traces(model, clips)
    base = np.array([np.median(trace) for trace in per_look])
    pool, is_long = table_of(model, clips, per_look)
    calls = np.flatnonzero(is_long & np.array([clip.method == "call" for clip in clips]))
    print(f"{len(pool)} candidates, {len(pairs.real)} pairs, {len(calls)} calls")
    print("| what | AUC, one threshold | right | calls |\n| --- | --- | --- | --- |")
    print(pairs.row("ships", base, base[calls]))
    print(pairs.row("session that begins genuine", own_beginning(pairs, per_look)))
    for name, values in pool.items():
        print(pairs.row(name, values, values[calls]))
    combined(pairs, base, pool)


def combined(pairs: judge.Pairs, base: F64, pool: dict[str, F64]) -> None:
    """Print what each candidate adds to what ships, and what choosing among them in the training groups reaches."""
    both, y = np.concatenate([pairs.real, pairs.fake]), np.repeat([0.0, 1.0], len(pairs.real))
    groups, odds = np.tile(pairs.groups, 2), np.full(len(base), np.nan)
    print("\n| with what ships, group left out | AUC, one threshold | right |\n| --- | --- | --- |")
    for name, values in pool.items():
        odds[both] = judge.left_out(np.column_stack([base, values])[both], y, groups)
        print(pairs.row(name, odds))
    others = [name for name in pool if not name.startswith(("two", "second"))]
    for names, title in ((list(pool), "all"), (others, "all that need no second embedder")):
        part = {name: pool[name][both] for name in names}
        for most in (1, 2, 3):
            odds[both] = judge.nested(base[both], part, y, groups, most, print)
            print(pairs.row(f"up to {most} of {title}, chosen in the training groups", odds))


if __name__ == "__main__":
    main()
