"""How is a name searched and sorted? Without accents and capitals, the same on every machine: "Óscar" is "oscar"."""

from __future__ import annotations

import unicodedata

FOLDED_CHARS = 400


def folded(text: str) -> str:
    """Return a text without accents and capitals, with single blanks."""
    plain = unicodedata.normalize("NFKD", " ".join(text.split()))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()[:FOLDED_CHARS]
