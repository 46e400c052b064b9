"""What is read on an ID document, and what the application says. The number of a document is in none of these words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class Zone(StrEnum):
    """Where on a document something was read."""

    TD1 = "td1"
    """Machine readable zone of three lines: ID cards of credit card size, on the back."""
    TD2 = "td2"
    TD3 = "td3"
    """Passports."""
    MRV_A = "mrv_a"
    """Visas of passport size."""
    MRV_B = "mrv_b"
    AAMVA = "aamva"
    """Barcode (PDF417) on the back of licences and ID cards of the United States and Canada."""


class CheckDigit(StrEnum):
    """What a check digit of a machine readable zone guards."""

    NUMBER = "number"
    BIRTH_DATE = "birth_date"
    EXPIRY_DATE = "expiry_date"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class DocumentFields:
    """What a document says, by one zone of it."""

    zone: Zone
    issuer: str
    """Code of three letters as printed ("UTO", "USA"); empty when not read."""
    surname: str
    given_names: str
    """Space between names."""
    is_name_cut: bool
    """The zone had no room for the whole name, or says that it was shortened."""
    birth_date: date | None
    """None when it cannot be read or is not known to the day."""
    expiry_date: date | None
    checks: Mapping[CheckDigit, bool]
    """Check digits and whether they are right; empty for a barcode, which repairs itself or is not read."""

    @property
    def wrong_checks(self) -> tuple[CheckDigit, ...]:
        """Check digits that do not fit what they guard."""
        return tuple(each for each, is_right in self.checks.items() if not is_right)


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """What a picture shows of a document."""

    is_document: bool
    """False for a photo of a face alone."""
    fields: DocumentFields | None
    """None when neither zone nor barcode was readable."""


@dataclass(frozen=True, slots=True)
class ReadPicture:
    """A picture that somebody sent as ID photo."""

    reading: DocumentReading
    portrait: bytes
    """What is worth keeping: the part around the face when the picture shows a document, else the picture as sent."""


class PictureReader(Protocol):
    """Reads pictures of documents. Thread-safe."""

    def read_photo(self, photo: bytes) -> ReadPicture:
        """Raise DecodeError, or ReferencePhotoError "back_side"."""
        ...

    def read_back(self, photo: bytes) -> DocumentFields | None:
        """Return None when neither zone nor barcode can be read; raise DecodeError."""
        ...


@dataclass(frozen=True, slots=True)
class Claims:
    """What the application says, to compare a document with."""

    name: str
    birth_date: date | None


class Agreement(StrEnum):
    """How two sayings of the same thing go together."""

    SAME = "same"
    PART = "part"
    """One name holds the other: a middle name is missing, or the zone had no room."""
    NEAR = "near"
    """A letter or two differ, or day and month are swapped: perhaps a slip."""
    OTHER = "other"
    UNKNOWN = "unknown"
    """One of the two is missing, or no comparison is possible."""


@dataclass(frozen=True, slots=True)
class DocumentComparison:
    """A document beside an application, on a day."""

    name: Agreement
    birth_date: Agreement
    is_expired: bool | None
    """None when the date was not read."""
    wrong_checks: tuple[CheckDigit, ...]
