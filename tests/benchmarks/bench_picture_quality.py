"""What does a lower JPEG quality save, and what does it cost? Bytes, face points, face template, the swap detector.

usage: bench_picture_quality.py SHARED      prints the table of docs/extension-performance.md

Pictures of the recordings in SHARED/data/calls, brought to 640 x 360 as the extension does; each is compared with
itself before JPEG. The swap detector scores five pictures of each recording of SHARED/data/swaps. 4:2:0 and optimised
Huffman tables, as Chromium's encoder.
"""

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from candor.inference.default_set import DefaultModels, load_default_models
from candor.pipeline.analysers import Analysers
from candor.settings import load_settings

QUALITIES = (0.85, 0.7, 0.55, 0.4, 0.3, 0.2)
SIZE = (640, 360)
EVERY, UNTIL = 80, 240
"""Pictures of a recording: one in 80 of the first 240."""
EYE_CORNERS = (33, 263)
SWAP_PICTURES, SWAP_EVERY = 5, 12

Look = tuple[NDArray[np.float32], NDArray[np.float32]]


def pictures(shared: Path) -> Iterator[Image.Image]:
    """Each fitted into 640 x 360 on a plain background, as a call page shows it."""
    for path in sorted((shared / "data" / "calls").glob("*.m*")):
        with av.open(str(path)) as film:
            for number, frame in enumerate(film.decode(video=0)):
                if number > UNTIL:
                    break
                if number % EVERY == EVERY // 4:
                    yield fitted(frame.to_image())


def fitted(picture: Image.Image) -> Image.Image:
    """The whole picture, as large as fits."""
    scale = min(SIZE[0] / picture.width, SIZE[1] / picture.height)
    small = picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.BOX)
    whole = Image.new("RGB", SIZE, (58, 65, 73))
    whole.paste(small, ((SIZE[0] - small.width) // 2, (SIZE[1] - small.height) // 2))
    return whole


def look(models: DefaultModels | Analysers, picture: Image.Image) -> Look | None:
    """Return (468, 2) face points in px and the (128,) unit template of the surest face; None: no face."""
    rgb = np.asarray(picture.convert("RGB"))
    found = models.detector.detect(rgb)
    mesh = models.mesher.fit(rgb, max(found, key=lambda face: face.score)) if found else None
    if mesh is None:
        return None
    template = models.embedder.embed(rgb, [mesh])[0]
    return mesh.landmarks_xyz[:, :2], template / np.linalg.norm(template)


def packed(picture: Image.Image, quality: float) -> io.BytesIO:
    """The picture as a JPEG file."""
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=round(quality * 100), subsampling=2, optimize=True)
    return file


def swap_scores(models: DefaultModels, shared: Path) -> dict[float, list[tuple[bool, float]]]:
    """For each quality, for each recording: whether it is a swap, and the mean score of its pictures."""
    scores: dict[float, list[tuple[bool, float]]] = {quality: [] for quality in QUALITIES}
    for row in csv.DictReader((shared / "data" / "swaps" / "swaps.csv").open()):
        faces = list(swap_pictures(shared / "data" / "swaps" / row["file"], row))
        for quality in QUALITIES:
            looks = [np.asarray(Image.open(packed(face, quality)).convert("RGB")) for face in faces]
            found = [(rgb, look(models, Image.fromarray(rgb))) for rgb in looks]
            values = [models.swap_trace.score(rgb, seen[0]) for rgb, seen in found if seen]
            if values:
                scores[quality].append((row["label"] == "fake", float(np.mean(values))))
    return scores


def swap_pictures(path: Path, row: dict[str, str]) -> Iterator[Image.Image]:
    """Some pictures of the part of a recording that a row is about."""
    left, top, width, height = (int(float(row[side] or 0)) for side in ("x", "y", "w", "h"))
    with av.open(str(path)) as film:
        for number, frame in enumerate(film.decode(video=0)):
            if number >= SWAP_PICTURES * SWAP_EVERY:
                return
            if number % SWAP_EVERY == 0:
                whole = frame.to_image()
                yield fitted(whole.crop((left, top, left + width, top + height)) if width else whole)


def area_under_curve(scores: list[tuple[bool, float]]) -> float:
    """How often a swap scores higher than an honest recording."""
    fake, real = ([score for is_fake, score in scores if is_fake == wanted] for wanted in (True, False))
    return float(np.mean([(f > r) + 0.5 * (f == r) for f in fake for r in real]))


def main() -> None:
    """Print one line a quality."""
    models = load_default_models(load_settings())
    swaps = swap_scores(models, Path(sys.argv[1]))
    rows: dict[float, list[tuple[float, float, float]]] = {quality: [] for quality in QUALITIES}
    missed = dict.fromkeys(QUALITIES, 0)
    for picture in pictures(Path(sys.argv[1])):
        before = look(models, picture)
        if before is None:
            continue
        eyes_px = float(np.linalg.norm(before[0][EYE_CORNERS[0]] - before[0][EYE_CORNERS[1]]))
        for quality in QUALITIES:
            file = packed(picture, quality)
            after = look(models, Image.open(file))
            if after is None:
                missed[quality] += 1
                continue
            moved_px = float(np.median(np.linalg.norm(after[0] - before[0], axis=1)))
            rows[quality].append((file.tell() / 1000, 100 * moved_px / eyes_px, float(before[1] @ after[1])))
    moved, cosine = "points moved, % of the eyes' distance", "template, cosine (5th)"
    head = f"| quality | kB, median (95th percentile) | {moved} | {cosine} | faces lost | swap detector, AUC |"
    lines = [head, "| --- " * 6 + "|"]
    for quality, values in rows.items():
        auc = area_under_curve(swaps[quality])
        lines.append(f"{line(quality, np.array(values), missed[quality])} {auc:.3f} ({len(swaps[quality])}) |")
    sys.stdout.write("\n".join(lines) + "\n")


def line(quality: float, values: NDArray[np.float64], missed: int) -> str:
    """One row of the table, of (N, 3) kB, movement in %, cosine."""
    kilobytes, moved, cosine = values.T
    cells = f"{np.median(kilobytes):.1f} ({np.percentile(kilobytes, 95):.1f}) | {np.median(moved):.2f}"
    cells += f" | {np.median(cosine):.4f} ({np.percentile(cosine, 5):.4f}) | {missed} of {len(values) + missed}"
    return f"| {quality} | {cells} |"


if __name__ == "__main__":
    main()
