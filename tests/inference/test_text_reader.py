from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from candor.documents.mrz_lines import tidy
from candor.documents.zone_area import Row, cut_row
from candor.domain.documents import Zone
from candor.evaluation.id_documents.holders import zone_lines
from candor.evaluation.id_documents.printing import put_zone
from candor.inference.text_reader import RapidTextReader
from made_documents import HOLDER, PASSPORT, blank


def test_the_lines_of_a_passport_are_found_and_read():
    lines = zone_lines(HOLDER, Zone.TD3)
    page = np.ascontiguousarray(put_zone(blank(88 / 125), PASSPORT, lines)[::2, ::2])
    reader = RapidTextReader()
    long = [Row(box) for box in reader.find(page) if np.ptp(box[:, 0]) > 700]
    assert len(long) == 2
    read = {tidy(reader.read(cut_row(page, row))) for row in long}
    assert len(read & set(lines)) >= 1


def test_printed_words_are_read():
    image = Image.new("RGB", (400, 60), "white")
    ImageDraw.Draw(image).text((10, 8), "INVENTED", font=ImageFont.load_default(36), fill="black")
    assert "INVENTED" in RapidTextReader().read(np.array(image, dtype=np.uint8))


def test_an_empty_page_has_no_text():
    assert list(RapidTextReader().find(np.full((200, 300, 3), 255, dtype=np.uint8))) == []
