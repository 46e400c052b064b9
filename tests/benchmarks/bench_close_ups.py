"""What do close-ups of the face add to the stream, for the same bytes? Embeddings, identity, the swap detector.

usage: bench_close_ups.py SHARED [--seconds N] [--few]      prints the tables of docs/extension-performance.md

Tiles of 1280 x 720: recordings of that size as they are, and all other recordings of SHARED/data/calls and both halves of
SHARED/data/swaps/paired at their own size on a tile whose edges are drawn out, so that faces are as large as on a laptop's
camera. Each goes as VP8 of 640 x 360 alone, and at the rest of the same bytes beside a still of the face every so often,
cut from the tile where the stream's face was a quarter of a second before. Both are compared with the tile as it was.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import av
import cv2
import numpy as np
from bench_picture_quality import Look, look
from bench_sent_pictures import FPS, RGB, as_vp8, auc
from numpy.typing import NDArray
from PIL import Image

from candor.domain.frames import EncodedFrame
from candor.inference.default_set import DefaultModels, load_default_models
from candor.pipeline.video_stream import FrameDecoder
from candor.settings import load_settings

WIDE, HIGH, SENT = 1280, 720, 640
BEFORE = 3
"""Pictures between the look that tells where the face is and the still."""
ROOM = 2.2
"""Side of the still over the larger side of the face."""
LARGEST_PX = 400
QUALITIES = (90, 80, 70, 60, 50, 40, 30, 20)
LEAST_EMBED_PX, LEAST_SWAP_PX = 64.0, 60.0
"""As in models/calibration/quality.toml, of faces in the stream."""


@dataclass(frozen=True)
class Way:
    """How the bytes are shared out."""

    kbit_s: int
    every: int = 0
    """Pictures from one still to the next; 0: none."""
    still_kbit_s: int = 0

    @property
    def name(self) -> str:
        return f"{self.kbit_s}: stream" + (f" + 1 in {self.every / FPS:g} s, {self.still_kbit_s}" if self.every else "")


WAYS = (Way(368), Way(368, 12, 64), Way(368, 24, 40), Way(118), Way(118, 48, 16))


@dataclass
class Clip:
    """A recording, and what was seen of it."""

    name: str
    person: str
    is_swap: bool | None
    """None: of no pair."""
    tile: list[RGB]
    native: dict[int, Look] = field(default_factory=dict)
    sent: list[RGB] = field(default_factory=list)
    """As large as it is sent."""
    """Of the tile as it was, by picture."""


@dataclass
class Seen:
    """Of one way, over all clips."""

    cosines: list[float] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    asked: int = 0
    embedded: int = 0
    probes: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    """Template of the second half of each clip."""
    swaps: dict[str, tuple[bool, float]] = field(default_factory=dict)
    moved: list[float] = field(default_factory=list)
    stills: list[int] = field(default_factory=list)
    bytes: int = 0
    seconds: float = 0.0


def clips(shared: Path, seconds: float, every: int) -> Iterator[Clip]:
    """Every recording once, swaps by halves."""
    data = shared / "data"
    for row in list(csv.DictReader((data / "calls/calls.csv").open()))[::every]:
        yield Clip(row["file"], row["person"], None, film(data / "calls" / row["file"], seconds))
    for row in list(csv.DictReader((data / "swaps/swaps.csv").open()))[:: 2 * every]:
        if row["file"].startswith("paired/"):
            yield from halves(data / "swaps" / row["file"], row, seconds)


def halves(path: Path, row: dict[str, str], seconds: float) -> Iterator[Clip]:
    """The real one and the swapped one beside it."""
    width, height = int(row["w"]), int(row["h"])
    for is_swap in (False, True):
        box = (width * is_swap, 0, width * (1 + is_swap), height)
        name = f"{path.name} {'swapped' if is_swap else 'real'}"
        yield Clip(
            name, row["target_identity"] or row["group"] if is_swap else row["group"], is_swap, film(path, seconds, box)
        )


def film(path: Path, seconds: float, box: tuple[int, int, int, int] | None = None) -> list[RGB]:
    """Tiles at FPS."""
    found: list[RGB] = []
    with av.open(str(path)) as opened:
        for frame in opened.decode(video=0):
            if frame.time is not None and frame.time >= len(found) / FPS and len(found) < seconds * FPS:
                found.append(on_tile(frame.to_image().crop(box) if box else frame.to_image()))
    return found


def on_tile(picture: Image.Image) -> RGB:
    """(720, 1280, 3): the picture at its own size where it fits, its edges drawn out."""
    scale = min(1.0, WIDE / picture.width, HIGH / picture.height)
    if scale < 1:
        picture = picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.BOX)
    left, top = (WIDE - picture.width) // 2, (HIGH - picture.height) // 2
    sides = ((top, HIGH - picture.height - top), (left, WIDE - picture.width - left), (0, 0))
    return np.pad(np.asarray(picture, dtype=np.uint8), sides, mode="edge")


def half(rgb: RGB) -> RGB:
    """As it is sent."""
    return np.asarray(cv2.resize(rgb, (SENT, HIGH * SENT // WIDE), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def face_width(points: NDArray[np.float32]) -> float:
    return float(np.ptp(points[:, 0]))


def still_of(tile: RGB, points: NDArray[np.float32], most_bytes: int) -> tuple[RGB, int]:
    """Cut and encode the face; `points` in the tile. Returns it as it arrives, and its bytes."""
    side = ROOM * float(np.ptp(points, axis=0).max())
    x, y = (points.min(axis=0) + points.max(axis=0) - side) / 2
    box = (max(0, int(x)), max(0, int(y)), min(WIDE, int(x + side)), min(HIGH, int(y + side)))
    cut = Image.fromarray(tile).crop(box)
    cut.thumbnail((LARGEST_PX, LARGEST_PX), Image.Resampling.BILINEAR)
    for quality in QUALITIES:
        file = io.BytesIO()
        cut.save(file, "WEBP", quality=quality)
        if file.tell() <= most_bytes:
            break
    return np.asarray(Image.open(file).convert("RGB")), file.tell()


def follow(models: DefaultModels, clip: Clip, way: Way, seen: Seen) -> None:
    """Send a clip one way, and look once a second (or at each still) at what arrives."""
    stream_kbit_s = way.kbit_s - way.still_kbit_s
    fps = FPS if stream_kbit_s >= 250 else 8
    assert fps in (FPS, 8)
    kept = [at for at in range(len(clip.tile)) if fps == FPS or at % 3 != 2]
    sent = as_vp8([clip.sent[at] for at in kept], stream_kbit_s * 125)
    decoder, shown = FrameDecoder(), {}
    for frame, size in sent:
        assert isinstance(frame, EncodedFrame)
        shown[kept[frame.seq]] = decoder.decode(frame).rgb
        seen.bytes += size
    seen.seconds += len(clip.tile) / FPS
    step = way.every or FPS
    vectors: list[tuple[int, NDArray[np.float32]]] = []
    scores: list[float] = []
    for at in range(FPS, len(clip.tile), step):
        native = clip.native.get(at)
        if native is None:
            continue
        seen.asked += 1
        where = next(at - back for back in range(BEFORE, BEFORE + 3) if at - back in shown)
        before = look(models, Image.fromarray(shown[where]))
        now = next(at - back for back in range(3) if at - back in shown)
        here = look(models, Image.fromarray(shown[now]))
        if here is not None and now in clip.native:
            seen.moved.append(moved(2 * here[0], clip.native[now][0]))
        if way.every:
            if before is None:
                continue
            rgb, size = still_of(clip.tile[at], 2 * before[0], way.still_kbit_s * 125 * way.every // FPS)
            seen.stills.append(size)
            seen.bytes += size
            found, least = look(models, Image.fromarray(rgb)), 0.0
        else:
            rgb, found, least = shown[now], here, LEAST_EMBED_PX
        if found is None or (not way.every and moved(2 * found[0], native[0]) > 50):
            continue
        width = face_width(found[0])
        seen.widths.append(width)
        if width >= LEAST_SWAP_PX and (way.every == 0 or way.every >= 24 or (at // FPS) % 2):
            scores.append(models.swap_trace.score(rgb, found[0]))
        if width >= max(least, LEAST_EMBED_PX):
            seen.embedded += 1
            seen.cosines.append(float(found[1] @ native[1]))
            vectors.append((at, found[1]))
    later = [vector for at, vector in vectors if at >= len(clip.tile) / 2]
    if later:
        seen.probes[clip.name] = np.mean(later, axis=0)
    if scores and clip.is_swap is not None:
        seen.swaps[clip.name] = (clip.is_swap, float(np.mean(scores)))


def moved(points: NDArray[np.float32], truth: NDArray[np.float32]) -> float:
    """Percent of the eyes' distance."""
    return float(100 * np.linalg.norm(points - truth, axis=1).mean() / np.linalg.norm(truth[33] - truth[263]))


def as_it_was(models: DefaultModels, clip: Clip) -> None:
    for at in range(FPS, len(clip.tile), FPS):
        found = look(models, Image.fromarray(clip.tile[at]))
        if found is not None:
            clip.native[at] = found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("shared", type=Path)
    asked.add_argument("--seconds", type=float, default=7)
    asked.add_argument("--every", type=int, default=1, help="take one recording of so many")
    given = asked.parse_args()
    models = load_default_models(load_settings())
    found = {way: Seen() for way in WAYS}
    native_swaps: dict[str, tuple[bool, float]] = {}
    references: dict[str, NDArray[np.float32]] = {}
    people: dict[str, str] = {}
    native_widths: list[float] = []
    for clip in clips(given.shared, given.seconds, given.every):
        as_it_was(models, clip)
        clip.sent = [half(rgb) for rgb in clip.tile]
        print(clip.name, len(clip.tile), len(clip.native), flush=True)
        if not clip.native:
            continue
        people[clip.name] = clip.person
        native_widths.append(float(np.median([face_width(seen[0]) for seen in clip.native.values()])))
        early = [seen[1] for at, seen in clip.native.items() if at < len(clip.tile) / 2]
        if early:
            references[clip.name] = np.mean(early, axis=0)
        scores = [models.swap_trace.score(clip.tile[at], seen[0]) for at, seen in clip.native.items() if at // FPS % 2]
        if clip.is_swap is not None and scores:
            native_swaps[clip.name] = (clip.is_swap, float(np.mean(scores)))
        for way in WAYS:
            follow(models, clip, way, found[way])
    np.savez(
        "/tmp/cu/raw.npz",
        found=np.array([found], dtype=object),
        refs=np.array([references, people, native_swaps], dtype=object),
    )
    print("native widths", np.percentile(native_widths, [5, 25, 50, 75, 95]).round())
    print("native swap auc", auc(list(native_swaps.values())), len(native_swaps))
    for way, seen in found.items():
        common = {name: score for name, score in seen.swaps.items()}
        mated = [unit(seen.probes[n]) @ unit(references[n]) for n in seen.probes if n in references]
        others = [
            unit(p) @ unit(r) for n, p in seen.probes.items() for m, r in references.items() if people[n] != people[m]
        ]
        d = (np.mean(mated) - np.mean(others)) / np.sqrt((np.var(mated) + np.var(others)) / 2)
        print(
            way.name,
            f"kbit/s {8 * seen.bytes / seen.seconds / 1000:.0f} still {np.median(seen.stills) if seen.stills else 0:.0f}",
            f"moved {np.median(seen.moved):.2f}",
            f"embedded {seen.embedded} of {seen.asked}; cos {np.median(seen.cosines):.4f} ({np.percentile(seen.cosines, 5):.4f})",
            f"mated n {len(mated)} median {np.median(mated):.4f} p5 {np.percentile(mated, 5):.4f}; non p99 {np.percentile(others, 99):.3f}; d' {d:.2f}",
            f"swap auc {auc(list(common.values())):.3f} n {len(common)}; width {np.median(seen.widths):.0f}",
            sep="\n   ",
        )


def unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    return vector / np.linalg.norm(vector)


if __name__ == "__main__":
    main()
