"""What do the looks for a screen say of honest people and of screens? Prints rows of the pages of both signals.

    PYTHONPATH=server CANDOR_SHARED=... python evaluate.py calls press lfw swaps replays [--point mid]

Looks alone, not the whole loop: photographs once, clips once a second for five seconds (the median counts), each
through one point of the codec grid or none. `--made NAME` first makes a recipe (a5_screen_replay ...) of every picture.
Photographs that come with black bars are told by a last row or column that is black, and are counted apart.
"""

from __future__ import annotations

import argparse
import csv
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from candor.evaluation.codec_grid import GRID, sent
from candor.evaluation.footage import read_clip, still
from candor.evaluation.props import person_finder
from candor.evaluation.recipes import ATTACKS, BENIGN
from candor.evaluation.recipes.clip import NotPossibleError, Props
from candor.inference.default_set import load_default_models
from candor.maths.statistics import clopper_pearson_interval
from candor.pipeline.screen_look import look_for_screen
from candor.settings import load_settings
from candor.signals.calibration import load_calibrations
from candor.signals.screen_border import ScreenBorder, is_drawn
from candor.signals.screen_moire import ScreenMoire

SETTINGS = load_settings()
MODELS = load_default_models(SETTINGS)
CALIBRATIONS = load_calibrations(SETTINGS.models_dir, [ScreenBorder.name, ScreenMoire.name])
DATA = Path(os.environ["CANDOR_SHARED"]) / "data"
WEBCAM_PX = 640
BORDER = {"LLR above 0": 0.8001, "warns alone": 0.9185}
"""Third side from which models/calibration/signals/screen_border.toml gives so much."""
WAVE = {"above every honest press photo and call": 1.58}
SECONDS = 5.0


@dataclass(frozen=True)
class Item:
    """One recording or photograph."""

    file: Path
    person: str
    crop: tuple[int, int, int, int] | None = None
    label: str = "live"


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a list."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def items(source: str) -> list[Item]:
    """Return what belongs to a source."""
    if source == "calls":
        return [Item(DATA / "calls" / r["file"], r["person"]) for r in rows(DATA / "calls/calls.csv")]
    if source == "swaps":
        found = [r for r in rows(DATA / "swaps/swaps.csv") if r["label"] == "real"]
        boxes = [(int(r["x"]), int(r["y"]), int(r["w"]), int(r["h"])) if r["x"] else None for r in found]
        return [Item(DATA / "swaps" / r["file"], r["group"], box) for r, box in zip(found, boxes, strict=True)]
    if source == "press":
        return [Item(path, path.stem) for path in sorted((DATA / "faces/press").glob("*.jpg"))]
    if source == "lfw":
        return [Item(path, path.parent.name) for path in sorted((DATA / "faces/lfw").glob("*/*.jpg"))]
    context = {"replays": "full", "tight": "tight"}[source]
    found = [r for r in rows(DATA / "replays/replays.csv") if r["context"] == context]
    return [Item(DATA / "replays" / r["file"], r["source"] + r["person"], None, r["label"]) for r in found]


def shown(item: Item, made: str, point: str) -> list[np.ndarray]:
    """Return the pictures that are looked at, at most 640 px as the extension sends them."""
    longest = round(GRID[point].height_px * 16 / 9) if point in GRID else 854
    clip = read_clip(item.file, 15.0, SECONDS, item.crop, longest)
    rng = np.random.default_rng(zlib.crc32(f"{item.file.name}{made}".encode()))
    is_photo = len(clip.frames) == 1
    clip = still(clip, 0.6, rng) if is_photo else clip
    if made:
        props = Props(person_of=person_finder(MODELS.segmenter))
        clip = (ATTACKS.get(made) or BENIGN[made]).make(clip, props, rng)
    clip = sent(clip, GRID[point], rng) if point in GRID else clip
    return [small(rgb) for rgb in (clip.frames[-1:] if is_photo else clip.frames[14::15] or clip.frames[-1:])]


def small(rgb: np.ndarray) -> np.ndarray:
    """Return a picture no larger than a webcam's."""
    share = min(1.0, WEBCAM_PX / max(rgb.shape[:2]))
    size = (round(rgb.shape[1] * share), round(rgb.shape[0] * share))
    return np.ascontiguousarray(rgb) if share == 1.0 else cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)


def looks(pictures: list[np.ndarray]) -> tuple[float, bool, float]:
    """Return the median third side, whether the frame is drawn, and the median wave; NaN without a face to judge."""
    thirds, drawn, waves = [], [], []
    for rgb in pictures:
        face = max(MODELS.detector.detect(rgb), key=lambda one: one.box_xyxy[2] - one.box_xyxy[0], default=None)
        width = CALIBRATIONS[ScreenBorder.name].limit("min_width_px")
        if face is None or face.box_xyxy[2] - face.box_xyxy[0] < width:
            continue
        seen = look_for_screen(rgb, face.box_xyxy)
        thirds.append(sorted(side.coverage for side in seen.border)[1])
        drawn.append(is_drawn(seen, CALIBRATIONS[ScreenBorder.name]))
        waves += [] if seen.moire is None else [seen.moire]
    if not thirds:
        return float("nan"), False, float("nan")
    return float(np.median(thirds)), bool(np.mean(drawn) > 0.5), float(np.median(waves)) if waves else float("nan")


def has_bars(rgb: np.ndarray) -> bool:
    """Whether an edge of the picture is black."""
    return any(int(edge.max()) < 12 for edge in (rgb[0], rgb[-1], rgb[:, 0], rgb[:, -1]))


def line(name: str, values: list[tuple[str, float]], signal: str, bounds: Mapping[str, float]) -> str:
    """Return how many clips and people are judged, and how many lie above each bound."""
    judged = [(person, value) for person, value in values if not np.isnan(value)]
    if not judged:
        return f"{name:36s} {signal:14s} nothing judged"
    people = {person for person, _ in judged}
    text = f"{name:36s} {signal:14s} judged {len(judged)} of {len(values)}, {len(people)} people;"
    for said, least in bounds.items():
        over = [person for person, value in judged if value >= least]
        share = clopper_pearson_interval(len(over), len(judged))
        text += f" {said}: {len(over)} ({share.low:.1%}-{share.high:.1%}), {len(set(over))} people;"
    low, middle, high = np.quantile([v for _, v in judged], [0, 0.5, 1])
    return f"{text} scores {low:.2f} {middle:.2f} {high:.2f}"


def report(source: str, made: str, point: str, every: int, *, verbose: bool) -> None:
    """Print what is said of one source."""
    groups: dict[str, list[tuple[str, float, bool, float]]] = {}
    for item in items(source)[::every]:
        try:
            pictures = shown(item, made, point)
        except NotPossibleError:
            continue
        third, drawn, wave = looks(pictures)
        bars = source == "lfw" and has_bars(small(read_clip(item.file, 15.0, 1.0).frames[0]))
        name = f"{source} {item.label}" + (f" {made}" if made else "") + (" with bars" if bars else "")
        groups.setdefault(name, []).append((item.person, third, drawn, wave))
        if verbose:
            print(f"{item.file.name[:60]:60s} {third:5.2f} {'drawn' if drawn else '':5s} {wave:5.2f}", flush=True)
    for name, found in groups.items():
        n_drawn = sum(drawn for _, _, drawn, _ in found)
        print(line(name, [(p, v) for p, v, drawn, _ in found if not drawn], "screen_border", BORDER), end="")
        print(f"; drawn frames {n_drawn}")
        print(line(name, [(p, w) for p, _, _, w in found], "screen_moire", WAVE), flush=True)


def main() -> None:
    """Print two lines a source."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="+", choices=["calls", "press", "lfw", "swaps", "replays", "tight"])
    parser.add_argument("--made", default="", choices=["", *ATTACKS, *BENIGN])
    parser.add_argument("--point", default="none", choices=["none", *GRID])
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    for source in options.sources:
        report(source, options.made, options.point, options.every, verbose=options.verbose)


if __name__ == "__main__":
    main()
