"""Pictures as a camera page sees them: documents and portraits held well and badly, grey, as JSON lines of PGM names.

python make_capture_pictures.py FOLDER   # CANDOR_SHARED: the shared evaluation material
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIZE = {"document": (640, 427), "portrait": (640, 853)}
ROOM = 0.12
WAYS = {
    "document": ("good", "textured table", "blurred a little", "blurred", "dark", "glare", "far", "cut off"),
    "portrait": ("good", "blurred a little", "blurred", "dark", "glare", "light behind"),
}
Place = tuple[int, int, int, int]


def pictures(shared: Path) -> Iterator[tuple[str, str, Image.Image]]:
    """Yield kind, name and picture."""
    templates = shared / "id_docs" / "templates"
    for path in sorted(templates.glob("*.jpg")):
        kind = "portrait" if path.name.startswith("photos") else "document"
        yield kind, path.stem, Image.open(path).convert("L")


def place_of(kind: str) -> tuple[Place, tuple[int, int]]:
    """Return where the card or face should be, and the size of the picture around it."""
    width, height = SIZE[kind]
    inner = width / (1 + 2 * ROOM), height / (1 + 2 * ROOM)
    return (round(inner[0] * ROOM), round(inner[1] * ROOM), round(inner[0]), round(inner[1])), (width, height)


def held(kind: str, source: Image.Image, way: str, rng: np.random.Generator) -> Image.Image:
    """Return the picture that a camera sees of it."""
    (x, y, w, h), size = place_of(kind)
    scene = Image.new("L", size, 80)
    if way == "textured table":
        grain = rng.normal(80, 18, (size[1] // 4, size[0] // 4)).clip(0, 255).astype(np.uint8)
        scene = Image.fromarray(grain).resize(size, Image.Resampling.BICUBIC)
    if way == "light behind":
        scene = Image.new("L", size, 245)
    scale = min(w / source.width, h / source.height) * (0.55 if way == "far" else 0.96)
    card = source.resize((round(source.width * scale), round(source.height * scale)), Image.Resampling.LANCZOS)
    if kind == "portrait":
        card = source.resize((w, h), Image.Resampling.LANCZOS)
    at = x + (w - card.width) // 2, y + (h - card.height) // 2
    if way == "cut off":
        at = at[0] + round(0.35 * w), at[1] + round(0.3 * h)
    if way == "light behind":
        card = card.point(lambda level: level * 0.45)
    scene.paste(card, at)
    if way == "glare":
        ImageDraw.Draw(scene).ellipse((x + 0.5 * w, y + 0.2 * h, x + 0.75 * w, y + 0.6 * h), fill=255)
    blur = {"blurred a little": 1.6, "blurred": 3.5}.get(way, 0.5)
    seen = np.asarray(scene.filter(ImageFilter.GaussianBlur(blur)), float) * (0.25 if way == "dark" else 0.9)
    if way == "glare":
        seen = np.where(np.asarray(scene) == 255, 255, seen)
    return Image.fromarray((seen + rng.normal(0, 2.5, seen.shape)).clip(0, 255).astype(np.uint8))


def main() -> None:
    """Write all pictures and their list."""
    folder, rng = Path(sys.argv[1]), np.random.default_rng(20261127)
    lines: list[str] = []
    for kind, name, source in pictures(Path(os.environ["CANDOR_SHARED"]) / "data"):
        for way in WAYS[kind]:
            file = f"{kind}-{name}-{way.replace(' ', '_')}.pgm"
            held(kind, source, way, rng).save(folder / file)
            (x, y, w, h), (width, height) = place_of(kind)
            place = {"x": x, "y": y, "width": w, "height": h}
            size = {"width": width, "height": height}
            lines.append(json.dumps({"kind": kind, "name": name, "way": way, "file": file, "place": place, **size}))
    (folder / "list.jsonl").write_text("\n".join(lines))


if __name__ == "__main__":
    main()
