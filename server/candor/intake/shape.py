"""How does an application look as JSON? The shapes of `candor screen FILE.json`; docs/screening.md names the fields."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from msgspec import Meta, Struct

from candor.domain.applications import AddressKind, ChangeKind

Line = Annotated[str, Meta(max_length=1_000)]
Many = Meta(max_length=50)
MAX_TEXT = 1_000_000
"""Characters of a document or a cell: a long CV has 20,000."""


class AddressIn(Struct, frozen=True):
    """A postal address."""

    text: Line
    kind: AddressKind = AddressKind.HOME


class EducationIn(Struct, frozen=True):
    """A school. Whatever else is stated of it is not kept."""

    institution: Line
    degree: Line = ""
    subject: Line = ""
    start_year: int | None = None
    end_year: int | None = None


class EmploymentIn(Struct, frozen=True):
    """A job; months as "2019-03"."""

    employer: Line
    title: Line = ""
    start: Line = ""
    end: Line = ""
    """"present" for until today."""
    employer_founded: int | None = None


class LinkIn(Struct, frozen=True):
    """A public profile."""

    url: Line
    created: dt.date | None = None
    dormant_until: dt.date | None = None
    last_active_before: dt.date | None = None
    code_asked: Line = ""
    code_found: bool | None = None


class NetworkIn(Struct, frozen=True):
    """An internet address."""

    ip: Annotated[str, Meta(max_length=60)]
    at: dt.datetime | None = None
    country: Annotated[str, Meta(pattern=r"^([A-Z]{2})?$")] = ""
    latitude_deg: Annotated[float, Meta(ge=-90, le=90)] | None = None
    longitude_deg: Annotated[float, Meta(ge=-180, le=180)] | None = None


class DocumentIn(Struct, frozen=True):
    """A CV or letter: its text, or a file beside the one that is read."""

    name: Line = "CV"
    text: Annotated[str, Meta(max_length=MAX_TEXT)] = ""
    file: Line = ""


class ChangeIn(Struct, frozen=True):
    """Something that was changed."""

    kind: ChangeKind
    on: dt.date | None = None
    after_offer: bool = False
    before: Line = ""
    after: Line = ""


class ApplicationIn(Struct, frozen=True):
    """One application. Names that are not known are never read, and told."""

    id: Annotated[str, Meta(max_length=200)] | int = ""
    name: Line = ""
    emails: Annotated[list[Line], Many] = []
    phones: Annotated[list[Line], Many] = []
    place: Line = ""
    time_zone: Line = ""
    addresses: Annotated[list[AddressIn], Many] = []
    birth_date: dt.date | None = None
    education: Annotated[list[EducationIn], Many] = []
    employment: Annotated[list[EmploymentIn], Many] = []
    links: Annotated[list[LinkIn | Line], Many] = []
    network: Annotated[list[NetworkIn], Meta(max_length=1_000)] = []
    documents: Annotated[list[DocumentIn], Many] = []
    portrait: Line = ""
    """16 hexadecimal digits, or a picture beside the file that is read."""
    changes: Annotated[list[ChangeIn], Many] = []
