"""How screening asks watchlists: who is meant, and what was found of them. `candor.watchlists` answers.

A hit by name alone cannot escalate: `NameAlone` has two values, and the severity of either is a note or a check.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Literal, Protocol

from candor.domain.findings import Severity, Source, Way


class Decides(StrEnum):
    """What a hit rests on."""

    COMMON_NAME = "common_name"
    """A name alone, and one that many people have, or one that fits another birth date better: a note."""
    NAME = "name"
    """A name alone never decides: something to look at with more facts, no more."""
    NAME_AND_MORE = "name_and_more"
    """Name and birth date, or another fact of the entry."""
    IDENTIFIER = "identifier"
    """E-mail address, handle, wallet or number of a document."""
    TIE = "tie"
    """One or more steps from a listed entity."""


NameAlone = Literal[Decides.COMMON_NAME, Decides.NAME]
"""All that a comparison of names may say."""

Tied = Literal[Decides.TIE]
Decided = Literal[Decides.NAME_AND_MORE, Decides.IDENTIFIER]

MildSeverity = Literal[Severity.NOTE, Severity.CHECK]
"""What is no escalation."""

_OF_NAME_OR_TIE: Final[dict[NameAlone | Tied, MildSeverity]] = {
    Decides.COMMON_NAME: Severity.NOTE,
    Decides.NAME: Severity.CHECK,
    Decides.TIE: Severity.CHECK,
}
_OF_DECIDED: Final[dict[Decided, Severity]] = {
    Decides.NAME_AND_MORE: Severity.ESCALATE,
    Decides.IDENTIFIER: Severity.ESCALATE,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Who or what is looked for."""

    names: tuple[str, ...] = ()
    """Of a person."""
    birth_date: date | None = None
    emails: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    """Addresses of profiles, or account names."""
    organisations: tuple[str, ...] = ()
    """Employers and institutions."""
    addresses: tuple[str, ...] = ()
    wallets: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    """Numbers of passports and ID cards."""
    phones: tuple[str, ...] = ()


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
    steps: tuple[str, ...] = ()
    """Between the names of the path: codes of `listed.TieKind`, their reverse, "same_address" or "same_name"."""

    @property
    def way(self) -> Way | None:
        """The path with its steps; None for a direct hit."""
        is_way = len(self.path) > 1 and len(self.steps) == len(self.path) - 1
        return Way(self.path, self.steps, self.is_sanctioned) if is_way else None

    @property
    def severity(self) -> Severity:
        """How much it weighs at most; a list that is no authority's asks for a look and never escalates."""
        if self.decides in (Decides.IDENTIFIER, Decides.NAME_AND_MORE):
            return _OF_DECIDED[self.decides] if self.is_sanctioned else Severity.CHECK
        return _OF_NAME_OR_TIE[self.decides]


class WatchlistSearch(Protocol):
    """Searches all lists that are in force. Thread-safe."""

    def search(self, asked: Asked) -> Sequence[WatchlistHit]:
        """Return hits, gravest first."""
        ...
