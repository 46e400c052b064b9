"""How large should pictures be for so few bytes? The whole tile at three widths, or the face's region alone, as VP8.

usage: bench_sent_sizes.py SHARED [--kbit-s 368]      prints the table of docs/extension-performance.md

Recordings of one or two people of 1280 x 720, each as it is and with everybody half as large, 5 s at 12 a second.
Face points and face template are compared, twice a second, with those of the same picture before VP8 and at full size.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np
from bench_picture_quality import Look, look
from bench_sent_pictures import FPS, RGB, as_vp8
from PIL import Image

from candor.domain.frames import EncodedFrame
from candor.inference.default_set import DefaultModels, load_default_models
from candor.pipeline.video_stream import FrameDecoder
from candor.settings import load_settings

FILES = (
    "calls/ghost_targets__2person.mp4",
    "calls/liveportrait__source__s18.mp4",
    "swaps/other/ffpp__youtube__c23__videos__004.mp4",
)
WIDE, HIGH = 1280, 720
SECONDS, EVERY = 5, 6
CROP = "face x 3"
WAYS = (640, 960, 1280, CROP)


@dataclass
class Cost:
    """Of one way, over all recordings."""

    moved: list[float] = field(default_factory=list)
    cosines: list[float] = field(default_factory=list)
    lost: int = 0


def film(path: Path) -> list[RGB]:
    """(720, 1280, 3) pictures at FPS."""
    found: list[RGB] = []
    with av.open(str(path)) as opened:
        for frame in opened.decode(video=0):
            if frame.time is not None and frame.time >= len(found) / FPS and len(found) < SECONDS * FPS:
                found.append(np.asarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8))
    return found


def scaled(rgb: RGB, width: int) -> RGB:
    """Narrower, in proportion, even on both sides."""
    size = (width, round(rgb.shape[0] * width / rgb.shape[1] / 2) * 2)
    return np.asarray(Image.fromarray(rgb).resize(size, Image.Resampling.BOX))


def farther(rgb: RGB) -> RGB:
    """Everybody half as large, the edges drawn out to the same size."""
    half = scaled(rgb, WIDE // 2)
    return np.pad(half, ((HIGH // 2, 0), (WIDE // 4, WIDE // 4), (0, 0)), mode="edge")


def region(first: Look) -> tuple[int, int, int, int]:
    """x, y, width, height of three times the face's width, in the proportions of the tile, at most 640 px."""
    points = first[0]
    width = int(np.clip(3 * np.ptp(points[:, 0]), 320, 640)) // 2 * 2
    height = width * HIGH // WIDE // 2 * 2
    x, y = (points.mean(axis=0) - (width / 2, height / 2)).astype(int)
    return int(np.clip(x, 0, WIDE - width)), int(np.clip(y, 0, HIGH - height)), width, height


def sent(pictures: Sequence[RGB], bytes_s: int) -> list[RGB]:
    decoder = FrameDecoder()
    return [decoder.decode(frame).rgb for frame, _ in as_vp8(pictures, bytes_s) if isinstance(frame, EncodedFrame)]


def compare(models: DefaultModels, cost: Cost, truths: Sequence[Look | None], shown: Sequence[RGB], box: tuple) -> None:
    """Add what was lost; `box`: where in the tile the pictures lie."""
    x, y, width, _ = box
    for truth, rgb in zip(truths, shown[::EVERY], strict=False):
        if truth is None:
            continue
        found = look(models, Image.fromarray(rgb))
        eyes = np.linalg.norm(truth[0][33] - truth[0][263])
        points = None if found is None else found[0] * width / rgb.shape[1] + (x, y)
        moved = np.inf if points is None else np.linalg.norm(points - truth[0], axis=1).mean() / eyes
        if found is None or moved > 0.5:
            cost.lost += 1
            continue
        cost.moved.append(float(100 * moved))
        cost.cosines.append(float(found[1] @ truth[1]))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("shared", type=Path)
    asked.add_argument("--kbit-s", type=int, default=368)
    given = asked.parse_args()
    models = load_default_models(load_settings())
    costs = {way: Cost() for way in WAYS}
    for path in FILES:
        near = film(given.shared / "data" / path)
        for tile in (near, [farther(rgb) for rgb in near]):
            truths = [look(models, Image.fromarray(rgb)) for rgb in tile[::EVERY]]
            first = next(truth for truth in truths if truth is not None)
            for way in WAYS:
                x, y, width, height = region(first) if way == CROP else (0, 0, WIDE, HIGH)
                cut = [np.ascontiguousarray(rgb[y : y + height, x : x + width]) for rgb in tile]
                pictures = cut if way == CROP else [scaled(rgb, int(way)) for rgb in cut]
                compare(models, costs[way], truths, sent(pictures, given.kbit_s * 125), (x, y, width, height))
    for way, cost in costs.items():
        cosine, worst = np.median(cost.cosines), np.percentile(cost.cosines, 5)
        points, number = np.median(cost.moved), len(cost.moved) + cost.lost
        print(f"| {way} | {points:.2f} | {cosine:.4f} ({worst:.4f}) | {cost.lost} of {number} |")  # noqa: T201


if __name__ == "__main__":
    main()
