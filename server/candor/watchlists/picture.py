"""How is an employer tied to a listed one? The way in words, and as a picture (SVG) that needs no colour to be read.

The picture takes the colour of the text around it, so it is right in a light and a dark page. Its words are in it as
text, and once more as title and description for those who hear it.
"""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Final
from xml.sax.saxutils import escape

from candor.domain.findings import Way

_WIDTH: Final = 320
_LINE: Final = 18
"""px between lines of text."""
_CHARS: Final = 36
_GAP: Final = 44
"""px between two boxes."""
_PAD: Final = 12
_STANDALONE: Final = (
    "<style>:root{color:#1b1b1b;background:#fff}"
    "@media (prefers-color-scheme:dark){:root{color:#eee;background:#161616}}</style>"
)

Texts = dict[str, dict[str, str]]


def way_in_words(way: Way, language: str) -> str:
    """Return the way as one sentence."""
    steps = _texts(language)["steps"]
    words = [way.names[0]]
    for name, step in zip(way.names[1:], way.steps, strict=True):
        words += [steps[step], name]
    return f"{' '.join(words).rstrip('.')}."


def draw_way(way: Way, language: str, *, standalone: bool = False) -> str:
    """Return the way as an SVG element.

    Args:
        way: with its names and steps.
        language: "en" or "id".
        standalone: the picture is a file of its own, and brings its colours.
    """
    texts, names = _texts(language), way.names
    last = texts["path"]["sanctioned" if way.is_sanctioned else "closer_look"]
    heads = [texts["path"]["asked"], *[""] * (len(names) - 2), last]
    parts: list[str] = []
    top = 1
    for number, (head, name) in enumerate(zip(heads, names, strict=True)):
        if number:
            parts.append(_arrow(top, texts["steps"][way.steps[number - 1]]))
            top += _GAP
        box, height = _box(top, head, name, is_last=number == len(names) - 1)
        parts.append(box)
        top += height
    title = texts["path"]["title"].format(first=names[0], last=names[-1])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top + 1}" width="{_WIDTH}" role="img" '
        f'class="tie-picture" font-family="system-ui, sans-serif" font-size="14" fill="currentColor">'
        f"<title>{_shown(title)}</title><desc>{_shown(way_in_words(way, language))}</desc>"
        f"{_STANDALONE if standalone else ''}{''.join(parts)}</svg>"
    )


def _box(top: int, head: str, name: str, *, is_last: bool) -> tuple[str, int]:
    lines = textwrap.wrap(name, _CHARS, max_lines=4, placeholder=" …") or [" "]
    rows = textwrap.wrap(head, _CHARS + 6, max_lines=2) if head else []
    height = 2 * _PAD + _LINE * (len(lines) + len(rows)) - 4
    border = "3" if is_last else "1.5"
    shape = (
        f'<rect x="2" y="{top}" width="{_WIDTH - 4}" height="{height}" rx="6" fill="none" stroke="currentColor" '
        f'stroke-width="{border}"/>'
    )
    texts = [*((row, 'font-size="12"') for row in rows), *((line, 'font-weight="600"') for line in lines)]
    at = top + _PAD + 10
    words = "".join(
        f'<text x="14" y="{at + _LINE * number}" {look}>{_shown(text)}</text>'
        for number, (text, look) in enumerate(texts)
    )
    return shape + words, height


def _arrow(top: int, step: str) -> str:
    tip = top + _GAP - 2
    return (
        f'<path d="M24 {top + 2}V{tip - 7}M19 {tip - 8}L24 {tip}L29 {tip - 8}Z" stroke="currentColor"/>'
        f'<text x="40" y="{top + _GAP // 2 + 5}" font-size="12">{_shown(step)}</text>'
    )


def _shown(text: str) -> str:
    """Return text for XML: marks escaped, and control characters, which XML has not, left out."""
    return escape("".join(each for each in text if each.isprintable()))


@cache
def _texts(language: str) -> Texts:
    path = resources.files("candor.watchlists") / "texts" / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def languages() -> Sequence[str]:
    """Return the languages that there are texts in."""
    folder = resources.files("candor.watchlists") / "texts"
    return sorted(path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml"))
