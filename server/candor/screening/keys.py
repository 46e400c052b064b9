"""By what are applications found that hold the same? Keys of phones, addresses, texts and photos.

A paragraph has the bands of its MinHash (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4),
made with datasketch; a photo has pieces of its perceptual hash, of which near hashes share most.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any, Final, cast

import numpy as np
from datasketch import MinHash  # pyright: ignore[reportMissingTypeStubs]  # ships none
from numpy.typing import NDArray

from candor.domain.applications import Field
from candor.domain.findings import Evidence
from candor.screening.folding import email_key, folded, phone_e164
from candor.screening.view import View

READS: Final = frozenset(
    {
        Field.NAME,
        Field.EMAILS,
        Field.PHONES,
        Field.PLACE,
        Field.ADDRESSES,
        Field.NETWORK,
        Field.DOCUMENTS,
        Field.PORTRAIT,
    }
)
BANDS: Final = 12
ROWS: Final = 4
"""Rows of a band: a band of two texts agrees with the fourth power of their Jaccard similarity."""
SHINGLE: Final = 3
"""Words in a row that are looked at together."""
MIN_WORDS: Final = 20
"""A shorter paragraph is a heading or a phrase that everybody writes."""
MAX_PARAGRAPHS: Final = 40
_MAX_CHARS: Final = 8_000
PIECES: Final = 4
"""Of a perceptual hash of 64 bits: hashes that differ in three bits or fewer share a piece."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key and what it was made of."""

    key: str
    evidence: Evidence


def all_keys(view: View) -> list[str]:
    """Return every key of an application, for the base that others are compared with."""
    kinds = ("phone", "email", "address", "network", "portrait")
    found = [key.key for kind in kinds for key in of_kind(view, kind)]
    found += [band.key for paragraph in paragraphs(view) for band in paragraph]
    return list(dict.fromkeys(found))


def of_kind(view: View, kind: str) -> list[Key]:
    """Return the keys of one kind: phone, email, address, network or portrait."""
    made = {"phone": _phones, "email": _emails, "address": _addresses, "network": _networks, "portrait": _portrait}
    return list({key.key: key for key in made[kind](view)}.values())


def paragraphs(view: View) -> list[list[Key]]:
    """Return the bands of each paragraph that is long enough to say something."""
    found: list[list[Key]] = []
    for document in view.documents:
        for paragraph in document.paragraphs:
            bands = _bands(paragraph.text[:_MAX_CHARS])
            if bands and len(found) < MAX_PARAGRAPHS:
                shown = Evidence(Field.DOCUMENTS, paragraph.text[:200], paragraph.where)
                found.append([Key(band, shown) for band in bands])
    return found


def _phones(view: View) -> Iterator[Key]:
    country = view.place.value.country if view.place else ""
    for stated in view.phones:
        number = phone_e164(stated.value, country)
        if number:
            yield Key(_key("phone", number), Evidence(Field.PHONES, stated.value[:60], stated.where))


def _emails(view: View) -> Iterator[Key]:
    for stated in view.emails:
        if "@" in stated.value:
            shown = Evidence(Field.EMAILS, stated.value[:120], stated.where)
            yield Key(_key("email", email_key(stated.value)), shown)


def _addresses(view: View) -> Iterator[Key]:
    for stated in view.addresses:
        plain = folded(stated.value.text)
        if len(plain) >= 10 and any(sign.isdigit() for sign in plain):
            shown = Evidence(Field.ADDRESSES, stated.value.text[:200], stated.where)
            yield Key(_key("address", " ".join(sorted(plain.split()))), shown)


def _networks(view: View) -> Iterator[Key]:
    for stated in view.network:
        shown = Evidence(Field.NETWORK, stated.value.ip[:60], stated.where)
        yield Key(_key("network", stated.value.ip.strip()), shown)


def _portrait(view: View) -> Iterator[Key]:
    stated = view.portrait
    if stated is None or len(stated.value) != 16:
        return
    shown = Evidence(Field.PORTRAIT, stated.value, stated.where)
    for n in range(PIECES):
        yield Key(_key("portrait", f"{n}{stated.value[4 * n : 4 * n + 4].lower()}"), shown)


@cache
def _empty_sketch() -> MinHash:
    """Return a sketch of nothing: making its permutations costs more than a paragraph does."""
    return MinHash(num_perm=BANDS * ROWS, seed=1)


@lru_cache(maxsize=4_096)
def _bands(text: str) -> tuple[str, ...]:
    words = folded(text).split()
    if len(words) < MIN_WORDS:
        return ()
    shingles = {" ".join(words[n : n + SHINGLE]).encode() for n in range(len(words) - SHINGLE + 1)}
    sketch = _empty_sketch().copy()
    cast("Any", sketch).update_batch(sorted(shingles))
    values = cast("NDArray[np.uint64]", cast("Any", sketch).hashvalues)
    return tuple(_key(f"band{n}", values[n * ROWS : (n + 1) * ROWS].tobytes().hex()) for n in range(BANDS))


def _key(kind: str, value: str) -> str:
    return blake2b(f"{kind}:{value}".encode(), digest_size=8).hexdigest()
