"""Weigh the detector and two embedders against each other: the signal's map where the second embedder is installed.

    PYTHONPATH=server python models/training/face_swap_trace/combine.py FOLDER [FOLDER_OF_ANOTHER_CODEC_POINT ...]
        [--second sface-2021dec]

The first FOLDER is what looks.py wrote of the clips as they are. Three fixed scores (median of the looks, agreement of
the drifts, length of the second embedding) are weighed by a logistic regression on the paired clips and the bona fide
calls, each group by the root of its clips. Every number printed but the last block is of clips whose group (or fifth of
the calls) the fit did not see; further folders are judged by the fits of the first. "Chosen" takes, for each part, the
set of scores that is best without it. Last come the numbers for models/calibration/signals/face_swap_trace.toml.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import judge
from candor.inference.mobileface import MODEL_ID as MOBILEFACE
from candor.maths.embedder_agreement import MIN_LOOKS, drift_agreement
from candor.maths.likelihood import best_cllr, cllr
from search import SwapTrace, load_settings, model_store, traces

F64 = judge.F64
SHRINK, FIFTHS = 0.7, 5
METHODS_OF_FIT = ("paired", "call")
SETS = {"trace": [0], "trace, agreement": [0, 1], "trace, length": [0, 2], "all three": [0, 1, 2]}
Fits = dict[str, tuple[F64, float]]


def scores_of(folder: Path, second: str) -> tuple[list[judge.Clip], F64]:
    """Return the clips, and (N, 3) trace, agreement and length of each."""
    model = SwapTrace(model_store(load_settings()).read("face-swap-trace"))
    clips = [clip for clip in judge.load(folder) if len(clip.looks["network"]) >= MIN_LOOKS]
    rows = [
        (
            np.median(trace),
            drift_agreement(clip.looks["first"], clip.looks[second]),
            np.median(np.linalg.norm(clip.looks[second], axis=1)),
        )
        for clip, trace in zip(clips, traces(model, clips), strict=True)
    ]
    return clips, np.array(rows, np.float64)


def parts_of(clips: Sequence[judge.Clip]) -> np.ndarray:
    """Return the part of each clip that is left out together: its group, or one of five parts of the calls."""
    calls = [clip.name for clip in clips if clip.method == "call"]
    return np.array([f"calls{calls.index(c.name) % FIFTHS}" if c.method == "call" else c.group for c in clips])


def fits(clips: Sequence[judge.Clip], x: F64, without: str = "") -> Fits:
    """Return slopes and offset for each part left out, and for "" none; never on the part `without`."""
    parts = parts_of(clips)
    used = np.array([clip.method in METHODS_OF_FIT for clip in clips]) & (parts != without)
    y = np.array([float(clip.is_swap) for clip in clips])
    groups = np.array([clip.group for clip in clips])
    found: Fits = {}
    for part in ["", *np.unique(parts[used])]:
        rest = used & (parts != part)
        found[str(part)] = judge.logistic(x[rest], y[rest], judge.balanced(groups[rest], y[rest]))
    return found


def odds_of(clips: Sequence[judge.Clip], x: F64, models: Fits) -> F64:
    """Return the log odds of each clip by the fit that did not see its part."""
    at = [models.get(str(part), models[""]) for part in parts_of(clips)]
    return np.array([row @ slopes + offset for row, (slopes, offset) in zip(x, at, strict=True)])


def chosen(clips: Sequence[judge.Clip], x: F64) -> F64:
    """Return the log odds of each clip by the set of scores that is best on the pairs of all other parts."""
    parts, odds = parts_of(clips), np.zeros(len(clips))
    for part in np.unique(parts[[clip.method in METHODS_OF_FIT for clip in clips]]):
        rest = [clip for clip, other in zip(clips, parts, strict=True) if other != part]
        areas: dict[str, float] = {}
        for title, columns in SETS.items():
            kept = x[parts != part][:, columns]
            found, pairs = odds_of(rest, kept, fits(rest, kept)), judge.Pairs.of(rest)
            areas[title] = judge.auc(found[pairs.real], found[pairs.fake])
        best = max(areas, key=lambda title: areas[title])
        slopes, offset = fits(clips, x[:, SETS[best]], str(part))[""]
        odds[parts == part] = x[parts == part][:, SETS[best]] @ slopes + offset
        print(f"without {part}: {best}")
    return odds


def report(title: str, clips: Sequence[judge.Clip], odds: F64) -> None:
    """Print how clips fare."""
    pairs = judge.Pairs.of(clips)
    calls = np.array([i for i, clip in enumerate(clips) if clip.method == "call"])
    print(pairs.row(title, odds, odds[calls]))
    honest, swaps = np.concatenate([odds[pairs.real], odds[calls]]), odds[pairs.fake]
    limit = np.quantile(honest, 0.95)
    print(
        f"Cllr {cllr(honest, swaps):.2f}, smallest {best_cllr(-honest, -swaps):.2f}; AUC against all honest "
        f"{judge.auc(honest, swaps):.3f}; at 5 % of {len(honest)} honest above it {int((swaps < limit).sum())} of "
        f"{len(swaps)} swaps are missed; above LLR 0: {int((honest > 0).sum())} honest, {int((swaps > 0).sum())} swaps;"
        f" above 1 after shrinking: {int((SHRINK * honest > 1).sum())} honest, {int((SHRINK * swaps > 1).sum())} swaps"
    )


def main() -> None:
    """Print the tables and the numbers of the map."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--second", default=MOBILEFACE, help="manifest id of the second embedder")
    options = parser.parse_args()
    first, x = scores_of(options.folders[0], options.second)
    for folder in options.folders:
        clips, values = (first, x) if folder == options.folders[0] else scores_of(folder, options.second)
        for title, alone in (("agreement", values[:, 1]), ("shortness", -values[:, 2])):
            print(judge.Pairs.of(clips).row(f"{folder.name}: {title} alone", alone))
        of_set = {k: odds_of(clips, values[:, v], fits(first, x[:, v])) for k, v in SETS.items()}
        for title, odds in of_set.items():
            report(f"{folder.name}: {title}", clips, odds)
            print(judge.Pairs.of(clips).gain(odds, of_set["trace"]))
        for clip, row, value in zip(clips, values, of_set["all three"], strict=True):
            if clip.method not in METHODS_OF_FIT:
                print(f"{clip.method} {clip.name}: {value:.2f} of {row.round(2)}")
    odds = chosen(first, x)
    report("chosen", first, odds)
    for title in ("trace, agreement", "all three"):
        print_map(title, first, x[:, SETS[title]])


def print_map(title: str, clips: Sequence[judge.Clip], x: F64) -> None:
    """Print the weights in units of the detector's score, usual values of honest clips, and the map to an LLR."""
    slopes, offset = fits(clips, x)[""]
    honest = np.array([not clip.is_swap and clip.method in METHODS_OF_FIT for clip in clips])
    usual = np.median(x[honest], axis=0)
    middle = (offset + slopes[1:] @ usual[1:]) / slopes[0]
    print(f"{title}: weights {(slopes[1:] / slopes[0]).round(3)}, usual {usual[1:].round(3)}")
    print(f"LLR = {SHRINK * slopes[0]:.3f} * (score {middle:+.2f})")


if __name__ == "__main__":
    main()
