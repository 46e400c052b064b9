"""Does noise in time tell swaps from their originals? Fitted on the pairs themselves: what it can give at most.

    PYTHONPATH=server python models/training/face_swap_trace/tremor.py RUNS LOOKS [--scores both.npz]

RUNS is what runs.py wrote, LOOKS what looks.py wrote (for the detector), scores what temporal.py wrote. What noise.py
measures, and the features of the shipped network over time, go to a linear discriminant, group left out. Nothing of
it may ship: it is fitted on faces of people who were not asked.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime  # pyright: ignore[reportMissingTypeStubs]  # ships none
from numpy.typing import NDArray

import combine
import evaluate
import judge
from fit import discriminant
from looks import FEATURES
from noise import families, measured

F64 = NDArray[np.float64]
SHRINKAGES = (0.03, 0.1, 0.3, 0.6)


def fold(x: F64, y: F64, groups: NDArray[np.str_], shrinkage: float) -> F64:
    """Return the score of every row from a discriminant without its group."""
    found = np.zeros(len(y))
    for group in np.unique(groups):
        rest = groups != group
        weights = discriminant(x[rest & (y == 0)], x[rest & (y > 0)], shrinkage)
        found[~rest] = (x[~rest] - x[rest].mean(0)) @ weights
    return found


@dataclass(frozen=True)
class Found:
    """What features say with the group left out, alone and beside the base (n,); area by group left out."""

    alone: F64
    joined: F64
    areas: dict[str, float]


def left_out(x: F64, base: F64, y: F64, groups: NDArray[np.str_]) -> Found:
    """Return the scores of every row, alone and beside `base` (n, k); everything is found without its group."""
    found = Found(np.zeros(len(y)), np.zeros(len(y)), {})
    for group in np.unique(groups):
        rest = groups != group
        inner = [fold(x[rest], y[rest], groups[rest], shrinkage) for shrinkage in SHRINKAGES]
        areas = [judge.auc(scores[y[rest] == 0], scores[y[rest] > 0]) for scores in inner]
        best = int(np.argmax(areas))
        weights = discriminant(x[rest & (y == 0)], x[rest & (y > 0)], SHRINKAGES[best])
        scores = (x - x[rest].mean(0)) @ weights
        found.alone[~rest] = scores[~rest] / inner[best].std()
        known = np.column_stack([base[rest], inner[best]])
        slopes, offset = judge.logistic(known, y[rest], judge.balanced(groups[rest], y[rest]))
        found.joined[~rest] = np.column_stack([base[~rest], scores[~rest]]) @ slopes + offset
        odds = known @ slopes
        found.areas[group] = judge.auc(odds[y[rest] == 0], odds[y[rest] > 0])
    return found


def chosen(sets: Mapping[str, Found], groups: NDArray[np.str_]) -> tuple[F64, Counter[str]]:
    """Return the scores beside the base of the set that the other groups would choose, and how often each is."""
    best = {group: max(sets, key=lambda name: sets[name].areas[group]) for group in np.unique(groups)}
    return np.array([sets[best[group]].joined[i] for i, group in enumerate(groups)]), Counter(best.values())


class Network:
    """The shipped network, with the 192 numbers before its last layer."""

    def __init__(self) -> None:
        """Load it."""
        graph = onnx.load_from_string(evaluate.model_store(evaluate.SETTINGS).read(evaluate.MODEL_ID))
        graph.graph.output.append(onnx.helper.make_tensor_value_info(FEATURES, onnx.TensorProto.FLOAT, None))
        self._session = onnxruntime.InferenceSession(graph.SerializeToString())

    def measured(self, crops: NDArray[np.uint8]) -> F64:
        """Return (3, 192): mean of a run, log of its first and of its second difference in time."""
        film = np.ascontiguousarray(crops.transpose(0, 3, 1, 2), np.float32)
        rows = np.concatenate([np.asarray(self._session.run([FEATURES], {"rgb": x[None]})[0]) for x in film])
        first, second = (np.diff(rows, n=n, axis=0).std(0) / norm for n, norm in ((1, 2**0.5), (2, 6**0.5)))
        return np.stack([rows.mean(0), np.log(first + 0.01), np.log(second + 0.01)])


def network_families(clip: F64) -> dict[str, F64]:
    """Return the sets of features of a clip (3, 192)."""
    mean, first, second = clip
    return {
        "features of the network, mean over time": mean,
        "features of the network, noise in time": second,
        "features of the network, noise and its colour": np.concatenate([second, second - first]),
        "features of the network, mean and noise": np.concatenate([mean, second]),
    }


def read(folder: Path) -> tuple[list[judge.Clip], list[dict[str, F64]]]:
    """Return every half of a paired clip with its sets of features, medians over the runs."""
    network, clips, sets = Network(), list[judge.Clip](), list[dict[str, F64]]()
    for path in sorted([*folder.glob("*.real.npz"), *folder.glob("*.fake.npz")]):
        file = np.load(path)
        clips.append(judge.Clip(path.stem, str(file["group"]), path.stem.endswith("fake"), "paired", {}))
        crops, marks = file["crops"], file["marks"]
        noise = np.median([measured(run, mesh) for run, mesh in zip(crops, marks, strict=True)], axis=0)
        seen = np.median([network.measured(run) for run in crops], axis=0)
        sets.append({k: v.ravel() for k, v in {**families(noise), **network_families(seen)}.items()})
    return clips, sets


def base_of(looks: Path, names: Sequence[str], *, has_embedders: bool) -> F64:
    """Return (n, 1) the detector, or (n, 3) it and what two embedders say, of the clips with these names."""
    clips, scores = combine.scores_of(looks, combine.MOBILEFACE)
    rows = {clip.name: row for clip, row in zip(clips, scores, strict=True)}
    return np.stack([rows[name] for name in names])[:, : 3 if has_embedders else 1]


class Table:
    """Prints a line a score: alone, beside the base, and how much the base gains."""

    def __init__(self, clips: Sequence[judge.Clip], base: F64) -> None:
        """Print the head of the table and what the base says alone."""
        self.pairs = judge.Pairs.of(clips)
        self.both, self.y = np.concatenate([self.pairs.real, self.pairs.fake]), np.repeat([0.0, 1.0], len(clips) // 2)
        self.groups, self.base = np.tile(self.pairs.groups, 2), base[self.both]
        one = base.shape[1] == 1
        self.alone = self.base[:, 0] if one else judge.left_out(self.base, self.y, self.groups)
        print("| what | AUC, one threshold | right | with the base | right |\n" + 5 * "| --- " + "|")
        print(self.pairs.row("base", self.placed(self.alone)))

    def placed(self, scores: F64) -> F64:
        """Return scores of the pairs where the clips stand."""
        clips = np.zeros(len(scores))
        clips[self.both] = scores
        return clips

    def line(self, name: str, alone: F64, joined: F64) -> None:
        """Print one."""
        beside = self.placed(joined)
        row = self.pairs.row(name, self.placed(alone)) + self.pairs.row("", beside)[4:]
        print(row, self.pairs.gain(beside, self.placed(self.alone)), flush=True)

    def given(self, name: str, scores: F64) -> None:
        """Print a score (n,) of the clips that no fit on the group of the clip has seen."""
        alone = scores[self.both]
        self.line(name, alone, judge.left_out(np.column_stack([self.base, alone]), self.y, self.groups))

    def fitted(self, name: str, x: F64) -> Found:
        """Print and return what features (n, d) of the clips give."""
        found = left_out(x[self.both], self.base, self.y, self.groups)
        self.line(f"{name} ({x.shape[1]})", found.alone, found.joined)
        return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=Path)
    parser.add_argument("looks", type=Path)
    parser.add_argument("--scores", type=Path, nargs="*", default=[])
    parser.add_argument("--embedders", action="store_true", help="the base is the detector and two embedders")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    clips, sets = read(options.runs)
    names = [clip.name for clip in clips]
    table = Table(clips, base_of(options.looks, names, has_embedders=options.embedders))
    found = {name: table.fitted(name, np.stack([clip[name] for clip in sets])) for name in sets[0]}
    joined, chosen_names = chosen(found, table.groups)
    table.line("chosen by the other groups", joined, joined)
    print(dict(chosen_names))
    for path in options.scores:
        scores = np.load(path)
        table.given(path.stem, np.array([scores[name] for name in names], np.float64))


if __name__ == "__main__":
    main()
