"""Which lists, listed people, strangers and pairs are names measured on? Read from the shared data, and split.

A listed entry belongs to one half with everything of the same name: thresholds are chosen on "tune", told on "report".
"""

from __future__ import annotations

import csv
import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal

from candor.domain.listed import EntryKind, ListedEntry, Watchlist
from candor.errors import UsageError
from candor.watchlists.formats.files import ListFile
from candor.watchlists.graph import name_key
from candor.watchlists.keeping import read_official, shipped_list
from candor.watchlists.limits import NameLimits
from candor.watchlists.search import Watchlists
from candor.watchlists.sources import load_sources

Half = Literal["tune", "report"]
FILES: Final[Mapping[str, tuple[str, ...]]] = {
    "ofac-sdn": (
        "ofac/sdn_2024-05-03.csv",
        "ofac/alt_2025-12.csv",
        "ofac/add_2025-12.csv",
        "ofac/sdn_comments_2025-12.csv",
    ),
    "ofac-cons": ("ofac/cons_prim.csv", "ofac/cons_alt.csv", "ofac/cons_add.csv", "ofac/cons_comments.csv"),
    "un": ("un/consolidated_2026-02-27.xml",),
    "bis": ("bis/denied_persons.txt",),
}
_PLACE: Final = re.compile(r"^(?:The )?University of ([A-Z][\w .'-]+)$")


@dataclass(frozen=True, slots=True)
class Stranger:
    """An honest name, asked as a person's or as an employer's."""

    name: str
    is_person: bool
    group: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One name in two scripts."""

    asked: str
    expected: str


@dataclass(frozen=True, slots=True)
class Material:
    """All that names are measured on."""

    lists: Watchlists
    listed: tuple[ListedEntry, ...]
    """The DPRK extracts: people and organisations."""
    others: tuple[ListedEntry, ...]
    """Vessels and aircraft of the extracts, which Candor does not compare with applicants."""
    strangers: tuple[Stranger, ...]
    """Without names that stand letter for letter on a list."""
    on_a_list: int
    """How many strangers were left out for that."""
    pairs: tuple[Pair, ...]
    same: Mapping[str, frozenset[str]]
    """Ids of entries by the key of each of their names."""

    def right(self, entry: ListedEntry) -> frozenset[str]:
        """Return the ids that are right for an entry: itself, and entries that share a name with it."""
        return frozenset({entry.id}).union(*(self.same[name_key(name)] for name in entry.names))


def load_material(data: Path, limits: NameLimits, today: date) -> Material:
    """Read the folder `data` of the shared material.

    Raises:
        UsageError: it is not there.
        ListError: a list in it is broken.
    """
    folder = data / "screening"
    if not folder.is_dir():
        raise UsageError("no_material", f"{folder} is not there; name the folder with `screening` and `faces` in it.")
    lists = Watchlists([*_lists(folder, today), shipped_list(today)], limits, today)
    same: dict[str, set[str]] = defaultdict(set)
    for entry in lists.entries:
        for name in entry.names:
            same[name_key(name)].add(entry.id)
    listed = _extracts(folder, lists.entries)
    everybody = _strangers(data)
    strangers = tuple(each for each in everybody if name_key(each.name) not in same)
    return Material(
        lists,
        tuple(entry for entry in listed if entry.kind is not EntryKind.OTHER),
        tuple(entry for entry in listed if entry.kind is EntryKind.OTHER),
        strangers,
        len(everybody) - len(strangers),
        _pairs(folder / "names" / "cross_script_pairs.csv"),
        {key: frozenset(ids) for key, ids in same.items()},
    )


def half_of(name: str) -> Half:
    """Return the half that a name belongs to."""
    return "tune" if zlib.crc32(name_key(name).encode()) % 2 else "report"


def _lists(folder: Path, today: date) -> list[Watchlist]:
    sources = load_sources()
    return [
        read_official(sources[list_id], [ListFile(name, (folder / name).read_bytes()) for name in names], today)
        for list_id, names in FILES.items()
    ]


def _extracts(folder: Path, entries: Iterable[ListedEntry]) -> list[ListedEntry]:
    ofac = (f"ofac-sdn:{row['ent_num']}" for row in _rows(folder / "derived" / "ofac_dprk.csv"))
    un = (f"un:{row['ref'].strip()}" for row in _rows(folder / "derived" / "un_dprk.csv"))
    by_id = {entry.id: entry for entry in entries}
    return [by_id[each] for each in (*ofac, *un) if each in by_id]


def _strangers(data: Path) -> list[Stranger]:
    people = sorted(path.name.replace("_", " ") for path in (data / "faces" / "lfw").iterdir())
    schools = json.loads((data / "screening/universities/world_universities_and_domains.json").read_text("utf-8"))
    names = sorted({school["name"] for school in schools})
    places = {found[1] for found in map(_PLACE.match, names) if found}
    places |= {school["state-province"] for school in schools if school.get("state-province")}
    return [
        *(Stranger(name, is_person=True, group="LFW identities") for name in people),
        *(Stranger(name, is_person=True, group="places, as people") for name in sorted(places)),
        *(Stranger(name, is_person=False, group="places, as employers") for name in sorted(places)),
        *(Stranger(name, is_person=False, group="universities, as employers") for name in names),
    ]


def _pairs(path: Path) -> tuple[Pair, ...]:
    lines = (line.split(",") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return tuple(Pair(line[0], line[1]) for line in lines if len(line) > 1)


def _rows(path: Path) -> Sequence[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
