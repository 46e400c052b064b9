"""Which field does a column of a spreadsheet mean? English and Indonesian headings, and those of applicant systems.

A number at the end counts repeated groups: "Employer 2", "School 1". A column that `headings.tsv` does not name is
never read.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources


def meaning(heading: str) -> tuple[str, int] | None:
    """Return the field of a heading, and the number of its group from 0; None when it is never read."""
    plain = " ".join(re.sub(r"[\W_]+", " ", heading.casefold()).split())
    if plain in _means():
        return _means()[plain], 0
    numbered = re.fullmatch(r"(.*?) ?(\d{1,2})", plain)
    if numbered and numbered[1] in _means():
        return _means()[numbered[1]], max(0, int(numbered[2]) - 1)
    return None


@cache
def _means() -> dict[str, str]:
    text = (resources.files("candor.intake") / "headings.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {heading: field for field, headings in lines for heading in headings.split("|")}
