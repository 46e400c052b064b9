"""What an application states, and where each value of it was found.

No word here names nationality, origin, birthplace, gender, or the country of a school: what is not here, no check can
read (`domain/findings.py`, docs/screening.md).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, NewType, TypeVar

T = TypeVar("T")

ApplicationId = NewType("ApplicationId", str)
"""Unique within one base of applications: a row, a line, or the id of a candidate."""


class Field(StrEnum):
    """What a check may declare that it reads. Also the names of `Application`'s attributes."""

    NAME = "name"
    EMAILS = "emails"
    PHONES = "phones"
    PLACE = "place"
    TIME_ZONE = "time_zone"
    ADDRESSES = "addresses"
    BIRTH_DATE = "birth_date"
    EDUCATION = "education"
    EMPLOYMENT = "employment"
    LINKS = "links"
    NETWORK = "network"
    DOCUMENTS = "documents"
    PORTRAIT = "portrait"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value, and where it was found."""

    value: T
    where: str
    """For people: "column Phone", "page 2", "paragraph 7", "form"."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody says that they live or work."""

    text: str
    """As written."""
    city: str = ""
    region: str = ""
    """State or province."""
    country: str = ""
    """ISO 3166-1 alpha-2, upper case; empty when it could not be read."""


class AddressKind(StrEnum):
    """What an address is for."""

    HOME = "home"
    ID = "id"
    """On the ID document."""
    SHIPPING = "shipping"
    """Where equipment shall be sent."""


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address. Nothing but equality with other addresses and lists of addresses is ever asked of it."""

    kind: AddressKind
    text: str
    """As written, lines joined by commas."""
    country: str = ""
    """ISO 3166-1 alpha-2, upper case; empty when it could not be read."""


@dataclass(frozen=True, slots=True)
class Education:
    """A school or university attended. Its country is not kept."""

    institution: str
    degree: str = ""
    subject: str = ""
    start_year: int | None = None
    end_year: int | None = None


@dataclass(frozen=True, slots=True)
class Employment:
    """A job held."""

    employer: str
    title: str = ""
    start: date | None = None
    """First of the month where only the month is known."""
    end: date | None = None
    """None: until today, or not stated."""
    employer_founded: int | None = None
    """Year in the company register, where the recruiter looked it up."""
    is_present: bool = False
    """Stated as "until today"."""


@dataclass(frozen=True, slots=True)
class Link:
    """A public profile or portfolio, with what the recruiter saw there."""

    url: str
    created: date | None = None
    """When the account was made, as the page shows it."""
    dormant_until: date | None = None
    """First new activity after a long silence, as the page shows it."""
    last_active_before: date | None = None
    """Last activity before that silence."""
    code_asked: str = ""
    """The code that the candidate was asked to post on it."""
    code_found: bool | None = None
    """Whether the recruiter found that code there; None: not looked yet."""


@dataclass(frozen=True, slots=True)
class NetworkFact:
    """An internet address that an application or a log-in came from."""

    ip: str
    at: datetime | None = None
    country: str = ""
    """ISO 3166-1 alpha-2, where the recruiter's system states it; Candor ships no list of it."""
    latitude_deg: float | None = None
    longitude_deg: float | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a document."""

    text: str
    where: str
    """Such as "cv.pdf, page 2"."""


@dataclass(frozen=True, slots=True)
class Document:
    """A CV or letter, as text."""

    name: str
    paragraphs: tuple[Paragraph, ...] = ()


class ChangeKind(StrEnum):
    """What was changed."""

    ADDRESS = "address"
    BANK = "bank"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was changed during or after the process."""

    kind: ChangeKind
    on: date | None = None
    after_offer: bool = False
    before: str = ""
    after: str = ""
    """Of bank accounts the last four digits at most."""


@dataclass(frozen=True, slots=True)
class Application:
    """What one person states. Whatever is unknown is empty; a check that needs it abstains."""

    id: ApplicationId
    name: Stated[str] | None = None
    emails: tuple[Stated[str], ...] = ()
    phones: tuple[Stated[str], ...] = ()
    """As written."""
    place: Stated[Place] | None = None
    time_zone: Stated[str] | None = None
    """IANA name or an offset such as "UTC+7", as written."""
    addresses: tuple[Stated[Address], ...] = ()
    birth_date: Stated[date] | None = None
    education: tuple[Stated[Education], ...] = ()
    employment: tuple[Stated[Employment], ...] = ()
    links: tuple[Stated[Link], ...] = ()
    network: tuple[Stated[NetworkFact], ...] = ()
    documents: tuple[Document, ...] = field(default=(), repr=False)
    portrait: Stated[str] | None = None
    """Perceptual hash of the photo on the CV: 16 hexadecimal digits. No face template."""
    changes: tuple[Stated[Change], ...] = ()
