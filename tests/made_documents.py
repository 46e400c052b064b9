"""ID documents of the demonstration person: printed by the machinery of the evaluation, in a template drawn here."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from candor.domain.documents import Zone
from candor.evaluation.id_documents.holders import Holder, zone_lines
from candor.evaluation.id_documents.plan_file import Template
from candor.evaluation.id_documents.printing import PAGE_WIDTH_PX, put_portrait, put_zone

RGB = NDArray[np.uint8]

HOLDER = Holder("SAMPLE", "ASTRA NOVA", "Astra Nova Sample", date(1979, 2, 14), date(2031, 5, 6), "X1234567Y")
PASSPORT = Template(
    name="sample_passport",
    part="tune",
    zone=Zone.TD3,
    front="passport.png",
    photo=(40, 130, 330, 500),
    zone_on="passport.png",
    zone_x=(45, 945),
    zone_y=(575, 628),
)
CARD = Template(
    name="sample_card",
    part="tune",
    zone=Zone.TD1,
    front="front.png",
    photo=(40, 150, 340, 540),
    zone_on="back.png",
    zone_x=(43, 950),
    zone_y=(445, 496, 545),
)
_LABELS = ("Surname", "Given names", "Nationality", "Date of birth", "Date of expiry", "Authority")


def blank(height_ratio: float, labels_x: float = 0.4) -> RGB:
    """An empty page: paper of one colour with a few printed words."""
    image = Image.new("RGB", (PAGE_WIDTH_PX, round(PAGE_WIDTH_PX * height_ratio)), (214, 226, 235))
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(40)
    pen.text((60, 60), "REPUBLIC OF UTOPIA", font=ImageFont.load_default(70), fill=(40, 60, 110))
    for n, label in enumerate(_LABELS):
        pen.text((labels_x * PAGE_WIDTH_PX, 260 + 110 * n), label, font=font, fill=(60, 60, 60))
    return np.array(image, dtype=np.uint8)


def passport(portrait: RGB | None, holder: Holder = HOLDER) -> RGB:
    """The page of a passport."""
    page = put_zone(blank(88 / 125), PASSPORT, zone_lines(holder, Zone.TD3))
    return page if portrait is None else put_portrait(page, PASSPORT.photo, portrait, np.random.default_rng(1))


def card_back(holder: Holder = HOLDER) -> RGB:
    """The side of an ID card without the portrait."""
    return put_zone(blank(53.98 / 85.6), CARD, zone_lines(holder, Zone.TD1))


def card_front(portrait: RGB) -> RGB:
    """The side of an ID card with the portrait."""
    return put_portrait(blank(53.98 / 85.6), CARD.photo, portrait, np.random.default_rng(1))


def framed(astronaut: RGB) -> RGB:
    """The demonstration person as on a document."""
    return np.ascontiguousarray(astronaut[0:256, 120:320])
