"""What do close-ups of the face add to the stream, for the same bytes? Templates, the swap detector, and false faces.

usage: bench_close_ups.py SHARED [--seconds N] [--every N] [--kbit-s 368 118]

Tiles of 1280 x 720: the recordings of SHARED/data/calls and both halves of SHARED/data/swaps/paired, at their own size
on a tile whose edges are drawn out, so that faces are as large as by a laptop's camera. Each is sent as VP8 of
640 x 360 alone, and as VP8 of a tenth less beside close-ups as the extension makes them, cut from the tile where the
stream had the face a quarter of a second before, and taken or left as pipeline/close_up.py does. Both are compared with
the tile as it was.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import av
import cv2
import numpy as np
from bench_picture_quality import area_under_curve
from bench_sent_pictures import FPS, RGB, as_vp8
from numpy.typing import NDArray
from PIL import Image

from candor.domain.facts import FaceFacts
from candor.domain.frames import CloseUp, EncodedFrame, Region
from candor.domain.ids import TrackId
from candor.domain.ports import Mesh
from candor.inference.default_set import load_default_models
from candor.maths.head_pose import head_pose
from candor.pipeline.close_up import View, look_near, wanted_region
from candor.pipeline.facts import luma_of
from candor.pipeline.rules import load_pipeline_rules
from candor.pipeline.video_stream import FrameDecoder
from candor.settings import load_settings

WIDE, HIGH, SENT = 1280, 720, (640, 360)
BEFORE, EVERY = 3, 2 * FPS
"""Pictures from the look that tells where the face is to the close-up, and from one close-up to the next."""
SHARE, SOUND_KBIT_S = 0.1, 32
"""Of all bytes, sound among them."""
LARGEST_PX = 400
QUALITIES = (85, 70, 50, 30, 15)
"""All as in extension/src/media/pictures.ts."""
HALVES = ("real", "swapped")
LEAST_PX, LEAST_SWAP_PX = 64.0, 60.0
"""Smaller faces are not embedded, and not looked at for traces of a swap (models/calibration/quality.toml)."""
F32 = NDArray[np.float32]


@dataclass
class Clip:
    """A recording on its tile."""

    name: str
    person: str
    is_swap: bool | None
    """None: of no pair."""
    tile: list[RGB]


@dataclass
class Found:
    """Of one way of sending, over all clips."""

    asked: int = 0
    cosines: list[float] = field(default_factory=list)
    moved: list[float] = field(default_factory=list)
    first: dict[str, F32] = field(default_factory=dict)
    """Template of the first half of each clip."""
    second: dict[str, F32] = field(default_factory=dict)
    swaps: dict[str, tuple[bool, float]] = field(default_factory=dict)
    """Whether it is one, and the detector's mean score."""
    fates: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    """What became of close-ups that showed the swapped half of the pair."""

    def keep(self, clip: Clip, vectors: dict[int, F32], traces: Sequence[float]) -> None:
        """Note what was seen of a clip."""
        for kept, is_first in ((self.first, True), (self.second, False)):
            half = [vector for at, vector in vectors.items() if (at < len(clip.tile) / 2) is is_first]
            if half:
                kept[clip.name] = unit(np.mean(half, axis=0))
        if clip.is_swap is not None and traces:
            self.swaps[clip.name] = (clip.is_swap, float(np.mean(traces)))


def clips(shared: Path, seconds: float, every: int) -> Iterator[list[Clip]]:
    """One recording at a time, a pair as its two halves."""
    data = shared / "data"
    for row in list(csv.DictReader((data / "calls/calls.csv").open()))[::every]:
        yield [Clip(row["file"], row["person"], None, film(data / "calls" / row["file"], seconds))]
    for row in list(csv.DictReader((data / "swaps/swaps.csv").open()))[:: 2 * every]:
        if row["file"].startswith("paired/"):
            yield list(halves(data / "swaps" / row["file"], row, seconds))


def halves(path: Path, row: dict[str, str], seconds: float) -> Iterator[Clip]:
    """The real one and the swapped one beside it."""
    width, height = int(row["w"]), int(row["h"])
    for is_swap in (False, True):
        box = (width * is_swap, 0, width * (1 + is_swap), height)
        person = f"{row['group']} as {path.stem.rpartition('_')[0]}" if is_swap else row["group"]
        yield Clip(f"{path.stem} {HALVES[is_swap]}", person, is_swap, film(path, seconds, box))


def film(path: Path, seconds: float, box: tuple[int, int, int, int] | None = None) -> list[RGB]:
    """Tiles at FPS."""
    found: list[RGB] = []
    with av.open(str(path)) as opened:
        for frame in opened.decode(video=0):
            if len(found) >= seconds * FPS:
                break
            if frame.time is not None and frame.time >= len(found) / FPS:
                found.append(on_tile(frame.to_image().crop(box) if box else frame.to_image()))
    return found


def on_tile(picture: Image.Image) -> RGB:
    """(720, 1280, 3): the picture at its own size where it fits, its edges drawn out."""
    picture.thumbnail((WIDE, HIGH), Image.Resampling.BOX)
    left, top = (WIDE - picture.width) // 2, (HIGH - picture.height) // 2
    sides = ((top, HIGH - picture.height - top), (left, WIDE - picture.width - left), (0, 0))
    return np.pad(np.asarray(picture, dtype=np.uint8), sides, mode="edge")


def sent(tile: Sequence[RGB], kbit_s: float) -> dict[int, RGB]:
    """What arrives of the stream, by picture: all, or 8 of 12 where there are few bytes."""
    kept = [at for at in range(len(tile)) if kbit_s >= 250 or at % 3 != 2]
    small = [np.asarray(cv2.resize(tile[at], SENT, interpolation=cv2.INTER_AREA), dtype=np.uint8) for at in kept]
    decoder = FrameDecoder()
    frames = [frame for frame, _ in as_vp8(small, round(kbit_s * 125)) if isinstance(frame, EncodedFrame)]
    return {kept[frame.seq]: decoder.decode(frame).rgb for frame in frames}


def still(tile: RGB, region: Region, most_bytes: float) -> bytes:
    """As the extension makes it."""
    left, top = round(region.x * WIDE), round(region.y * HIGH)
    right, bottom = round((region.x + region.width) * WIDE), round((region.y + region.height) * HIGH)
    cut = Image.fromarray(tile[top:bottom, left:right])
    cut.thumbnail((LARGEST_PX, LARGEST_PX), Image.Resampling.BILINEAR)
    tried: list[bytes] = []
    for quality in QUALITIES:
        file = io.BytesIO()
        cut.save(file, "WEBP", quality=quality)
        tried.append(file.getvalue())
        if len(tried[-1]) <= most_bytes:
            break
    return tried[-1]


@dataclass(frozen=True)
class Way:
    """How the bytes that pictures may take are shared out."""

    kbit_s: int
    has_close_ups: bool

    @property
    def close_up_kbit_s(self) -> float:
        return SHARE * (self.kbit_s + SOUND_KBIT_S) if self.has_close_ups else 0.0


class Bench:
    """One run."""

    def __init__(self, rates: Sequence[int]) -> None:
        settings = load_settings()
        self.models = load_default_models(settings)
        self.rules = load_pipeline_rules(settings.models_dir / "calibration/quality.toml").close_up
        self.found = {Way(rate, near): Found() for rate in rates for near in (False, True)}
        self.native = Found()
        self.people: dict[str, str] = {}
        self.widths: list[float] = []

    def play(self, pair: Sequence[Clip]) -> None:
        """Send a recording in every way."""
        for clip in pair:
            self.people[clip.name] = clip.person
            faces = {at: face for at in range(FPS, len(clip.tile), FPS) if (face := self.face(clip.tile[at]))}
            truth = {at: self.template(clip.tile[at], face) for at, face in faces.items()}
            if not faces:
                continue
            self.widths.append(float(np.median([width(face) for face in faces.values()])))
            self.native.keep(clip, truth, [self.trace(clip.tile[at], faces[at]) for at in faces if at % EVERY == FPS])
            false = pair[1].tile if clip.is_swap is False else []
            for way, found in self.found.items():
                self.follow(clip, way, found, faces, truth, false)

    def follow(
        self,
        clip: Clip,
        way: Way,
        found: Found,
        faces: dict[int, Mesh],
        truth: dict[int, F32],
        false: Sequence[RGB],
    ) -> None:
        """Send a clip one way and look at what arrives: the stream once a second, or every close-up."""
        shown = sent(clip.tile, way.kbit_s - way.close_up_kbit_s)
        most = way.close_up_kbit_s * 125 * EVERY / FPS
        vectors: dict[int, F32] = {}
        traces: list[float] = []
        for at, native in faces.items():
            now = next(at - back for back in range(3) if at - back in shown)
            here = self.face(shown[now])
            if here is not None and now == at:
                found.moved.append(moved(here, native))
            is_due = at % EVERY == FPS
            if way.has_close_ups and not is_due:
                continue
            found.asked += 1
            view = (shown[now], here)
            if way.has_close_ups:
                view = self.near(clip.tile[at], shown, now, here, most, found.fates)
                if at < len(false):
                    self.near(false[at], shown, now, here, most, found.others)
            rgb, face = view
            if face is not None and is_due and width(face) >= LEAST_SWAP_PX:
                traces.append(self.trace(rgb, face))
            if face is not None and width(face) >= LEAST_PX:
                vectors[at] = self.template(rgb, face)
                found.cosines.append(float(vectors[at] @ truth[at]))
        found.keep(clip, vectors, traces)

    def near(
        self, tile: RGB, shown: dict[int, RGB], now: int, here: Mesh | None, most_bytes: float, fates: Counter[str]
    ) -> tuple[RGB, Mesh | None]:
        """Ask, answer, and take what came as the pipeline does."""
        before = self.face(shown[next(now - back for back in range(BEFORE, BEFORE + 3) if now - back in shown)])
        region = wanted_region(facts_of(before), SENT, self.rules) if before else None
        if region is None or here is None:
            fates["not asked"] += 1
            return tile, None
        close_up = CloseUp(region, 0.0, still(tile, region, most_bytes))
        view = look_near(close_up, facts_of(here), luma_of(shown[now]), self.models.mesher, self.rules)
        fates["used" if isinstance(view, View) else view.value] += 1
        return (view.rgb, view.mesh) if isinstance(view, View) else (tile, None)

    def face(self, rgb: RGB) -> Mesh | None:
        found = self.models.detector.detect(rgb)
        return self.models.mesher.fit(rgb, max(found, key=lambda face: face.score)) if found else None

    def template(self, rgb: RGB, face: Mesh) -> F32:
        return unit(self.models.embedder.embed(rgb, [face])[0])

    def trace(self, rgb: RGB, face: Mesh) -> float:
        return self.models.swap_trace.score(rgb, face.landmarks_xyz[:, :2])

    def report(self) -> Iterator[str]:
        low, middle, high = np.percentile(self.widths, [5, 50, 95])
        yield f"{len(self.widths)} clips, faces {middle:.0f} px wide ({low:.0f} to {high:.0f})"
        judged = set(self.native.swaps).intersection(*(found.swaps for found in self.found.values()))
        yield f"as it was: swap AUC {interval(self.native.swaps)}, of those that every way judged"
        yield f"  {interval({name: self.native.swaps[name] for name in judged})}"
        for way, found in self.found.items():
            mated, others = self.comparisons(found)
            limit = np.percentile(others, 99)
            yield f"{way.kbit_s} kbit/s{' with close-ups' if way.has_close_ups else ''}"
            yield f"  points moved {np.median(found.moved):.2f} %, templates {len(found.cosines)} of {found.asked}"
            yield f"  cosine {np.median(found.cosines):.4f} ({np.percentile(found.cosines, 5):.4f})"
            yield f"  clips compared {len(mated)}; mated {np.median(mated):.4f} ({np.percentile(mated, 5):.4f});"
            yield f"  others, 99th percentile {limit:.4f}; mated below it {np.mean(mated < limit):.3f}"
            yield f"  swap AUC {interval(found.swaps)}, of those that every way judged"
            yield f"  {interval({name: found.swaps[name] for name in judged})}"
            yield f"  close-ups {dict(found.fates)}; of the other half {dict(found.others)}"

    def comparisons(self, found: Found) -> tuple[F32, F32]:
        """The second half of each clip as sent against the first half of all clips as they were."""
        first, mated, others = self.native.first, [], []
        for name, template in found.second.items():
            mated += [template @ first[name]] if name in first else []
            others += [template @ first[other] for other in first if self.people[other] != self.people[name]]
        return np.array(mated), np.array(others)


def facts_of(face: Mesh) -> FaceFacts:
    points = np.ascontiguousarray(face.landmarks_xyz[:, :2])
    box = np.concatenate([points.min(axis=0), points.max(axis=0)])
    return FaceFacts(TrackId(1), box, 1.0, landmarks_xy=points, pose=head_pose(face.landmarks_xyz))


def width(face: Mesh) -> float:
    return float(np.ptp(face.landmarks_xyz[:, 0]))


def moved(face: Mesh, truth: Mesh) -> float:
    """How far the face points of the stream are from those of the tile, % of the eyes' distance."""
    there = truth.landmarks_xyz[:, :2]
    far = np.linalg.norm(face.landmarks_xyz[:, :2] * WIDE / SENT[0] - there, axis=1).mean()
    return float(100 * far / np.linalg.norm(there[33] - there[263]))


def unit(vector: F32) -> F32:
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def interval(swaps: dict[str, tuple[bool, float]]) -> str:
    """AUC with the 95 % interval of a bootstrap over recordings, both halves together."""
    names = sorted({name.rpartition(" ")[0] for name in swaps})
    rng = np.random.default_rng(0)
    drawn = [
        [
            swaps[f"{name} {half}"]
            for name in rng.choice(names, len(names))
            for half in HALVES
            if f"{name} {half}" in swaps
        ]
        for _ in range(1000)
    ]
    low, high = np.nanpercentile([area_under_curve(one) for one in drawn], [2.5, 97.5])
    return f"{area_under_curve(list(swaps.values())):.3f} ({low:.2f} to {high:.2f}; {len(swaps)} halves)"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("shared", type=Path)
    asked.add_argument("--seconds", type=float, default=6)
    asked.add_argument("--every", type=int, default=1, help="one recording of so many")
    asked.add_argument("--kbit-s", type=int, nargs="+", default=[368])
    given = asked.parse_args()
    bench = Bench(given.kbit_s)
    for pair in clips(given.shared, given.seconds, given.every):
        bench.play(pair)
        sys.stderr.write(f"{pair[0].name}\n")
    sys.stdout.write("\n".join(bench.report()) + "\n")


if __name__ == "__main__":
    main()
