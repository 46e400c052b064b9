"""How do empty documents look that nobody saw before? Drawn from a seed: paper, coloured areas, frames, print, places.

The two parts have different papers, areas and places, so that what is reported was met on no design that was looked at.
All places are px on a page of 1000 px width, as in the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from candor.domain.documents import Zone
from candor.evaluation.id_documents.plan_file import Part, Template
from candor.evaluation.id_documents.printing import PAGE_WIDTH_PX, page_picture

RGB = NDArray[np.uint8]
F32 = NDArray[np.float32]
Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]

DRAWN: Final = "drawn_"
"""How the names of drawn documents begin."""
_WIDTH: Final = 1000
_SCALE: Final = PAGE_WIDTH_PX / _WIDTH
_HEIGHTS: Final = {Zone.TD1: 631, Zone.TD2: 705, Zone.TD3: 704}
_ZONES: Final = (Zone.TD3, Zone.TD1, Zone.TD3, Zone.TD2)
_LINES: Final = {Zone.TD1: (445, 496, 545), Zone.TD2: (555, 614), Zone.TD3: (577, 629)}
_WORDS: Final = (
    "Surname / Nom", "Given names", "Nationality", "Date of birth", "Place of birth", "Sex F", "Date of expiry",
    "Authority", "12.03.1987", "SPECIMEN", "Height 172 cm", "Signature of bearer", "UTOPIA", "Type P",
    "Code UTO", "Remarks",
)  # fmt: skip
_INK: Final[Colour] = (35, 35, 40)


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty document: the side with the portrait, and the one with the zone, at PAGE_WIDTH_PX."""

    template: Template
    front: RGB
    zone_side: RGB


def kept_blank(root: Path, template: Template) -> Blank:
    """Read the empty document of a template from its files."""
    front = page_picture(root / template.front)
    return Blank(
        template, front, front if template.zone_on == template.front else page_picture(root / template.zone_on)
    )


def drawn_blank(part: Part, seed: int, n: int) -> Blank:
    """Draw the n-th empty document of a part."""
    rng = np.random.default_rng([seed, part == "report", n])
    zone = _ZONES[n % len(_ZONES)]
    photo, text_x = _places(part, zone, rng)
    on_back = zone is Zone.TD1
    front = _side(part, zone, rng, zone_line=None if on_back else _LINES[zone][0])
    front = _printed(front, photo, text_x, rng)
    back = _printed(_side(part, zone, rng, zone_line=_LINES[zone][0]), None, 80, rng) if on_back else front
    template = Template(
        name=f"{DRAWN}{zone.value}_{n}",
        part=part,
        zone=zone,
        front="",
        photo=photo,
        zone_on="back" if on_back else "",
        zone_x=(44, 945) if zone is not Zone.TD2 else (50, 930),
        zone_y=_LINES[zone],
    )
    return Blank(template, front, back)


def _places(part: Part, zone: Zone, rng: np.random.Generator) -> tuple[Box, int]:
    """Return where the portrait is, and where the printed fields begin."""
    width = int(rng.integers(250, 296))
    height = round(width * float(rng.uniform(1.22, 1.32)))
    top = int(rng.integers(118, _HEIGHTS[zone] - (30 if zone is Zone.TD1 else 180) - height))
    is_right = part == "report" and rng.random() < 0.5
    left = _WIDTH - width - int(rng.integers(18, 60)) if is_right else int(rng.integers(18, 60))
    return (left, top, left + width, top + height), 50 if is_right else left + width + 30


def _side(part: Part, zone: Zone, rng: np.random.Generator, zone_line: int | None) -> RGB:
    """Return paper with its coloured areas."""
    shape = (round(_HEIGHTS[zone] * _SCALE), PAGE_WIDTH_PX)
    papers, areas = _PAPERS[part], _AREAS[part]
    page = papers[int(rng.integers(len(papers)))](shape, rng)
    page = np.clip(page, 0, 255).astype(np.uint8)
    limit = _HEIGHTS[zone] if zone_line is None else zone_line - 42
    for draw in areas:
        if rng.random() < 0.55:
            page = draw(page, limit, rng)
    return page


def _light(rng: np.random.Generator) -> F32:
    return rng.uniform(175, 245, 3).astype(np.float32)


def _across(shape: tuple[int, int]) -> tuple[F32, F32]:
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    return x / _SCALE, y / _SCALE


def _gradient(shape: tuple[int, int], rng: np.random.Generator) -> F32:
    x, _ = _across(shape)
    share = np.clip(x / _WIDTH, 0, 1)[:, :, None]
    return np.asarray(_light(rng) * share + _light(rng) * (1 - share), dtype=np.float32)


def _rings(shape: tuple[int, int], rng: np.random.Generator) -> F32:
    x, y = _across(shape)
    from_middle = np.hypot(x - float(rng.uniform(300, 900)), y - float(rng.uniform(100, 500)))
    return np.asarray(_light(rng) + 9 * np.sin(from_middle / 3.1)[:, :, None], dtype=np.float32)


def _plain(shape: tuple[int, int], rng: np.random.Generator) -> F32:
    return np.broadcast_to(_light(rng), (*shape, 3)).astype(np.float32)


def _waves(shape: tuple[int, int], rng: np.random.Generator) -> F32:
    x, y = _across(shape)
    bent = y + 18 * np.sin(x / float(rng.uniform(30, 90)))
    return np.asarray(_light(rng) + 10 * np.sign(np.sin(bent / 4))[:, :, None], dtype=np.float32)


def _clouds(shape: tuple[int, int], rng: np.random.Generator) -> F32:
    coarse = rng.normal(0, 16, (5, 7, 3)).astype(np.float32)
    soft = cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(_light(rng) + soft, dtype=np.float32)


def _stripes(shape: tuple[int, int], rng: np.random.Generator) -> F32:
    x, y = _across(shape)
    slanted = (x + float(rng.uniform(-1, 1)) * y) / float(rng.uniform(60, 160))
    return np.asarray(_light(rng) + 14 * (np.floor(slanted) % 2)[:, :, None], dtype=np.float32)


def _filled(page: RGB, box: Box, colour: F32, share: float) -> RGB:
    """Return a page with a tinted box."""
    x0, y0, x1, y1 = (round(each * _SCALE) for each in box)
    page = page.copy()
    part = page[y0:y1, x0:x1].astype(np.float32)
    page[y0:y1, x0:x1] = (part * (1 - share) + colour * share).astype(np.uint8)
    return page


def _tint(rng: np.random.Generator) -> F32:
    return rng.uniform(70, 250, 3).astype(np.float32)


def _header(page: RGB, _limit: int, rng: np.random.Generator) -> RGB:
    return _filled(page, (0, 0, _WIDTH, int(rng.integers(60, 110))), _tint(rng), 0.8)


def _data_area(page: RGB, limit: int, rng: np.random.Generator) -> RGB:
    """All above the zone, in another colour, with or without a border: what is easily taken for the page."""
    inset = int(rng.integers(0, 16))
    return _filled(
        page, (inset, int(rng.integers(0, 90)), _WIDTH - inset, limit), _tint(rng), float(rng.uniform(0.4, 0.9))
    )


def _zone_strip(page: RGB, limit: int, _rng: np.random.Generator) -> RGB:
    below = page.shape[0] / _SCALE
    return _filled(page, (0, limit, _WIDTH, round(below)), np.array((246, 246, 242), np.float32), 0.9)


def _frame(page: RGB, _limit: int, rng: np.random.Generator) -> RGB:
    inset, page = round(float(rng.uniform(8, 22)) * _SCALE), page.copy()
    colour = tuple(map(int, rng.uniform(30, 140, 3)))
    cv2.rectangle(page, (inset, inset), (page.shape[1] - inset, page.shape[0] - inset), colour, round(3 * _SCALE))
    return page


def _field_area(page: RGB, limit: int, rng: np.random.Generator) -> RGB:
    """A block of the printed fields, of a page's proportions."""
    left, top = int(rng.integers(20, 330)), int(rng.integers(60, 120))
    right = _WIDTH - int(rng.integers(0, 30))
    return _filled(page, (left, top, right, min(limit, top + round((right - left) / 1.5))), _tint(rng), 0.7)


def _side_band(page: RGB, _limit: int, rng: np.random.Generator) -> RGB:
    width, bottom = int(rng.integers(40, 150)), round(page.shape[0] / _SCALE)
    box = (0, 0, width, bottom) if rng.random() < 0.5 else (_WIDTH - width, 0, _WIDTH, bottom)
    return _filled(page, box, _tint(rng), 0.8)


def _split(page: RGB, limit: int, rng: np.random.Generator) -> RGB:
    """Two halves above and below a line, and a seam."""
    line = int(rng.integers(limit // 3, limit))
    page = _filled(page, (0, line, _WIDTH, limit), _tint(rng), 0.6)
    return _filled(page, (0, limit - 6, _WIDTH, limit), np.array((150, 120, 40), np.float32), 0.9)


def _window(page: RGB, limit: int, rng: np.random.Generator) -> RGB:
    """A pale sheet with round corners within a coloured page."""
    inset = int(rng.integers(18, 45))
    mask = np.zeros(page.shape[:2], dtype=np.uint8)
    x0, y0, x1, y1 = (round(each * _SCALE) for each in (inset, inset, _WIDTH - inset, limit - 4))
    r = round(24 * _SCALE)
    cv2.rectangle(mask, (x0 + r, y0 + r), (x1 - r, y1 - r), 255, -1)
    mask = np.asarray(cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * r + 1, 2 * r + 1))), np.uint8)
    share = 0.75 * (mask.astype(np.float32) / 255)[:, :, None]
    return (page * (1 - share) + _light(rng) * share).astype(np.uint8)


_Paper = Callable[[tuple[int, int], np.random.Generator], F32]
_Area = Callable[[RGB, int, np.random.Generator], RGB]
_PAPERS: Final[Mapping[Part, tuple[_Paper, ...]]] = {
    "tune": (_plain, _gradient, _rings),
    "report": (_waves, _clouds, _stripes),
}
_AREAS: Final[Mapping[Part, tuple[_Area, ...]]] = {
    "tune": (_header, _data_area, _zone_strip, _frame),
    "report": (_window, _split, _field_area, _side_band, _zone_strip),
}


def _printed(page: RGB, photo: Box | None, text_x: int, rng: np.random.Generator) -> RGB:
    """Return a page with words, a seal, and a frame for the portrait."""
    image = Image.fromarray(page)
    pen = ImageDraw.Draw(image)
    pen.text((50 * _SCALE, 30 * _SCALE), "REPUBLIC OF UTOPIA", font=_font(34), fill=(40, 50, 110))
    right = _WIDTH - 40 if photo is None or photo[0] < text_x else photo[0] - 20
    bottom = 400 if photo is None else photo[3]
    columns = [text_x, (text_x + right) // 2]
    for top in range(120 if photo is None else photo[1], bottom - 30, int(rng.integers(44, 60))):
        for x in columns:
            word = _WORDS[int(rng.integers(len(_WORDS)))]
            pen.text((x * _SCALE, top * _SCALE), word, font=_font(18), fill=_INK)
    seal = (right - 150, bottom - 160, right - 20, bottom - 30)
    pen.ellipse([each * _SCALE for each in seal], outline=(150, 60, 60), width=4)
    if photo is not None and rng.random() < 0.5:
        x0, y0, x1, y1 = photo
        pen.rectangle([each * _SCALE for each in (x0 - 6, y0 - 6, x1 + 6, y1 + 6)], fill=(250, 250, 250), outline=_INK)
    return np.array(image, dtype=np.uint8)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(round(size * _SCALE))
