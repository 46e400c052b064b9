from __future__ import annotations

import numpy as np

from candor.documents.zone_area import Row, cut_row, read_zone_lines, rows_of

TD3 = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]
PAGE = np.zeros((400, 600, 3), dtype=np.uint8)


def box(x0, y0, x1, y1):
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], dtype=np.float32)


class Told:
    """Reads lines in the order in which it was told."""

    def __init__(self, *texts) -> None:
        self.texts = list(texts)

    def find(self, rgb):
        return []

    def read(self, line):
        return self.texts.pop(0)


def test_pieces_of_a_line_are_joined_and_other_lines_are_not():
    rows = rows_of([box(300, 101, 560, 121), box(20, 100, 280, 120), box(20, 140, 560, 160)])
    assert sorted(round(row.length_px) for row in rows) == [540, 540]


def test_letters_of_another_size_beside_are_another_row():
    assert len(rows_of([box(20, 100, 280, 120), box(300, 80, 560, 140)])) == 2


def test_the_lowest_long_rows_are_read():
    boxes = [box(20, 350, 560, 370), box(20, 320, 560, 340), box(300, 50, 420, 70), box(20, 20, 90, 60)]
    assert read_zone_lines(PAGE, boxes, Told(*reversed(TD3))) == TD3


def test_nothing_above_a_zone_whose_check_digits_fit_is_read():
    boxes = [box(20, 350, 560, 370), box(20, 320, 560, 340), box(20, 250, 560, 270), box(20, 200, 560, 220)]
    told = Told(*reversed(TD3), "MORE", "STILL MORE")
    assert read_zone_lines(PAGE, boxes, told) == TD3
    assert told.texts == ["MORE", "STILL MORE"]


def test_a_page_without_text_has_no_zone():
    assert read_zone_lines(PAGE, [], Told()) is None


def test_a_slanted_row_is_cut_as_a_lying_strip():
    slanted = Row(np.array([(100, 100), (400, 200), (393, 220), (93, 120)], dtype=np.float32))
    strip = cut_row(PAGE, slanted)
    assert strip.shape[1] > 10 * strip.shape[0]
