"""What stands on a watchlist: entries with their names, identifiers, addresses and ties, and which list says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EntryKind(StrEnum):
    """What an entry is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"
    """The list does not say: compared both as a person and as an organisation."""
    OTHER = "other"
    """Vessels and aircraft: kept, and never compared with an applicant."""


class IdentifierKind(StrEnum):
    """What belongs to one person or firm only."""

    EMAIL = "email"
    HANDLE = "handle"
    """Account name on a platform."""
    WALLET = "wallet"
    DOCUMENT = "document"
    """Number of a passport, ID card or register."""
    PHONE = "phone"


class TieKind(StrEnum):
    """How two entries belong together."""

    OWNER = "owner"
    """This one is owned or controlled by the other."""
    LINKED = "linked"
    """The list or report says "linked to"."""
    ACTS_FOR = "acts_for"
    """Represents, works for or supplies the other."""


@dataclass(frozen=True, slots=True)
class BirthSpan:
    """When a person was born, as exactly as the list knows it: first and last possible day."""

    first: date
    last: date

    @property
    def is_exact(self) -> bool:
        """Known to the day."""
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class Identifier:
    """A value that decides, as the list writes it."""

    kind: IdentifierKind
    value: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Leads from one entry to another."""

    kind: TieKind
    to: str
    """Name of the other, as the list writes it."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """One person, organisation or thing on one list."""

    id: str
    """List and number: "ofac-sdn:9345"."""
    kind: EntryKind
    names: tuple[str, ...]
    """Main name first, then others, each in its own script; never empty."""
    births: tuple[BirthSpan, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[str, ...] = ()
    """Streets or post boxes with their town; a town alone is none."""
    ties: tuple[Tie, ...] = ()
    programme: str = ""
    """Under which programme or regime, or why an own list names it."""
    source: str = ""
    """Where the fact stands, when not in the list itself."""
    sanctioned_by: str = ""
    """Of an own list: which authority has listed it, and when; empty: none that the source names."""
    note: str = ""
    """Of an own list: what the source says, in a sentence or two."""
    expires_on: date | None = None
    """From then on the entry is not used any more."""

    @property
    def list_id(self) -> str:
        """The list that it stands on."""
        return self.id.split(":", 1)[0]


@dataclass(frozen=True, slots=True)
class ListHead:
    """What is said of a kept list as a whole."""

    id: str
    title: str
    publisher: str
    is_official: bool
    """A public authority's sanctions or denial list; else a list of those who deserve a closer look."""
    version: str
    """Date or number that the list gives itself; else the day it was fetched."""
    published_on: date | None
    kept_on: date
    """When it was fetched or imported."""
    entries: int
    sha256: str
    """Of the files as they were published."""
    address: str = ""
    """Where it was fetched; empty for an import."""


@dataclass(frozen=True, slots=True)
class Watchlist:
    """A list with its entries."""

    head: ListHead
    entries: tuple[ListedEntry, ...]
