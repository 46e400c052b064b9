"""How screening asks watchlists: who is meant, and what was found of them. `candor.watchlists` answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from candor.domain.findings import Source


class Decides(StrEnum):
    """What a hit rests on."""

    NAME = "name"
    """A name alone never decides: something to look at, no more."""
    NAME_AND_MORE = "name_and_more"
    """Name and birth date, or another fact of the entry."""
    IDENTIFIER = "identifier"
    """E-mail address, handle, wallet or number of a document."""
    TIE = "tie"
    """One or more steps from a listed entity."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who or what is looked for."""

    names: tuple[str, ...] = ()
    """Of a person."""
    birth_date: date | None = None
    emails: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    """Employers and institutions."""
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchlistHit:
    """An entry that was found."""

    entry: str
    """Id of the entry, with its list."""
    listed_name: str
    asked: str
    """The value of the application that led there."""
    decides: Decides
    path: tuple[str, ...]
    """Names from what was asked to the listed one; one name for a direct hit."""
    source: Source
    is_sanctioned: bool
    """An official list; else a list of firms that deserve a closer look."""


class WatchlistSearch(Protocol):
    """Searches all lists that are in force. Thread-safe."""

    def search(self, asked: Asked) -> Sequence[WatchlistHit]:
        """Return hits, gravest first."""
        ...
