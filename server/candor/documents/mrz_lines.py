"""Which lines of recognised text are a machine readable zone? Slips of the recogniser are mended where the zone's rules
leave one reading: letters and digits by place, lost or doubled fillers by length. Check digits have the last word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from candor.documents.check_digits import ALPHABET, FILLER
from candor.documents.mrz import LAYOUTS, Layout, Span, check_digits_of, zone_of
from candor.domain.documents import Zone

_LOOKS_LIKE_FILLER: Final = str.maketrans(dict.fromkeys("くㄑ〈《«≤＜‹({[", FILLER) | {"»": "<<"})
_TO_DIGIT: Final = str.maketrans("OQDUILZSGBATJ", "0000112568471")
_TO_LETTER: Final = str.maketrans("0125683471", "OIZSGBEATI")
_SHORT_BY: Final = 4
"""Characters that a line may lack or have too many of: fillers are many and alike, and some get lost in reading."""
_MIN_RIGHT: Final = 2
"""Right check digits that a zone needs: chance gives two to one pair of lines in a hundred, and text has no fillers."""


def tidy(text: str) -> str:
    """Return recognised text in the zone's alphabet; other characters are dropped."""
    plain = text.translate(_LOOKS_LIKE_FILLER).upper().replace(" ", "")
    return "".join(character for character in plain if character in ALPHABET)


def find_zone(texts: Sequence[str]) -> list[str] | None:
    """Return the lines of the zone among lines of text, or None.

    Args:
        texts: recognised lines, top to bottom; other text may stand between.
    """
    lines = [line for line in map(tidy, texts) if len(line) >= LAYOUTS[Zone.TD1].width - _SHORT_BY]
    best: tuple[int, list[str]] | None = None
    for zone, layout in LAYOUTS.items():
        for start in range(len(lines) - layout.n_lines + 1):
            for mended in _mended(lines[start : start + layout.n_lines], zone):
                n_right = sum(check_digits_of(mended, zone).values())
                if best is None or n_right > best[0]:
                    best = (n_right, mended)
    return best[1] if best and best[0] >= _MIN_RIGHT else None


def is_right(lines: Sequence[str]) -> bool:
    """Tell whether all check digits of a zone fit."""
    zone = zone_of(lines)
    return zone is not None and all(check_digits_of(lines, zone).values())


def _mended(lines: Sequence[str], zone: Zone) -> Iterator[list[str]]:
    """Yield the lines as the zone's layout wants them, where they can be brought to it."""
    layout = LAYOUTS[zone]
    is_visa = zone in {Zone.MRV_A, Zone.MRV_B}
    if any(abs(len(line) - layout.width) > _SHORT_BY for line in lines) or lines[0].startswith("V") != is_visa:
        return
    fitted = [_fitted(line, layout.width) for line in lines]
    if all(fitted):
        yield _by_place(fitted, layout)


def _fitted(line: str, width: int) -> str:
    """Return a line of the right length: fillers are put into, or taken from, its longest run of them."""
    missing = width - len(line)
    if missing == 0:
        return line
    run = max(_runs(line), key=lambda span: span[1] - span[0], default=None)
    if run is None:
        return ""
    start, end = run
    if missing > 0:
        return line[:end] + FILLER * missing + line[end:]
    return line[: end + missing] + line[end:] if end - start > -missing else ""


def _runs(line: str) -> Iterator[tuple[int, int]]:
    """Yield where fillers stand in a row, two or more, or at the end."""
    start = 0
    while (start := line.find(FILLER, start)) >= 0:
        end = start
        while end < len(line) and line[end] == FILLER:
            end += 1
        if end - start > 1 or end == len(line):
            yield start, end
        start = end


def _by_place(lines: Sequence[str], layout: Layout) -> list[str]:
    """Return lines with digits where digits stand, and letters where letters stand."""
    mended = [list(line) for line in lines]

    def turn(spans: Sequence[Span], table: dict[int, int]) -> None:
        for line, start, end in spans:
            mended[line][start:end] = list("".join(mended[line][start:end]).translate(table))

    turn(layout.digits, _TO_DIGIT)
    turn(layout.letters, _TO_LETTER)
    return ["".join(line) for line in mended]
