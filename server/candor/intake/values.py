"""What does an application state? Values of JSON or of a row become an `Application`, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec

from candor.domain.applications import (
    Address,
    Application,
    ApplicationId,
    Change,
    Document,
    Education,
    Employment,
    Link,
    NetworkFact,
    Stated,
)
from candor.errors import UsageError
from candor.intake.cv import with_cv
from candor.intake.dates import is_present, read_date
from candor.intake.documents import document_of_text, read_document_file
from candor.intake.pictures import portrait_hash_file
from candor.intake.places import country_of_address, read_place
from candor.intake.shape import ApplicationIn, DocumentIn, EmploymentIn, LinkIn

KNOWN: Final = frozenset(ApplicationIn.__struct_fields__)
_HASH: Final = re.compile(r"[0-9a-fA-F]{16}")


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken of one application."""

    application: Application
    problems: tuple[str, ...] = ()
    """What of it could not be read, such as a broken CV; the rest was."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where values stand, for people."""

    source: str
    """What to call the whole: "row 7", "form"."""
    of: Mapping[str, str] = field(default_factory=dict[str, str])
    """By field, and by field and number: "phones", "phones.1"."""

    def where(self, name: str, n: int = 0) -> str:
        """Return where the n-th value of a field stands."""
        return self.of.get(f"{name}.{n}") or self.of.get(name) or f"{self.source}, {name}"


def application_of(values: Mapping[str, Any], number: int, places: Places, folder: Path | None = None) -> Taken:
    """Return what values state.

    Args:
        values: as `shape.ApplicationIn` names them; others are not read.
        number: of the row or entry; its id when it states none.
        places: where the values stand.
        folder: where files that it names are; None: it may name none.

    Raises:
        UsageError: "bad_application": a value cannot be used; the sentence names it.
    """
    try:
        stated = msgspec.convert({key: value for key, value in values.items() if key in KNOWN}, ApplicationIn)
    except (msgspec.ValidationError, RecursionError) as error:
        raise UsageError("bad_application", f"{error or 'It nests too deep'}.") from error
    problems: list[str] = []
    documents = tuple(_kept(stated.documents, folder, problems))
    portrait = _portrait(stated.portrait, places, folder, problems)
    application = Application(
        ApplicationId(str(stated.id).strip() or str(number)),
        _one(stated.name, places, "name"),
        _all(stated.emails, places, "emails"),
        _all(stated.phones, places, "phones"),
        Stated(read_place(stated.place), places.where("place")) if stated.place.strip() else None,
        _one(stated.time_zone, places, "time_zone"),
        _each(stated.addresses, places, "addresses", lambda a: Address(a.kind, a.text, country_of_address(a.text))),
        Stated(stated.birth_date, places.where("birth_date")) if stated.birth_date else None,
        _each(stated.education, places, "education", lambda e: Education(*msgspec.structs.astuple(e))),
        _each(stated.employment, places, "employment", _employment),
        _each(stated.links, places, "links", _link),
        _each(stated.network, places, "network", lambda n: NetworkFact(*msgspec.structs.astuple(n))),
        documents,
        portrait,
        _each(stated.changes, places, "changes", lambda c: Change(*msgspec.structs.astuple(c))),
    )
    return Taken(with_cv(application), tuple(problems))


def _one(text: str, places: Places, name: str) -> Stated[str] | None:
    plain = " ".join(text.split())
    return Stated(plain, places.where(name)) if plain else None


def _all(texts: list[str], places: Places, name: str) -> tuple[Stated[str], ...]:
    return tuple(Stated(text.strip(), places.where(name, n)) for n, text in enumerate(texts) if text.strip())


def _each(stated: list[Any], places: Places, name: str, made: Callable[[Any], Any]) -> tuple[Stated[Any], ...]:
    return tuple(Stated(made(each), places.where(name, n)) for n, each in enumerate(stated))


def _employment(job: EmploymentIn) -> Employment:
    present = is_present(job.end)
    for written in (job.start, "" if present else job.end):
        if written.strip() and read_date(written) is None:
            raise UsageError("bad_application", f"{written[:40]!r} is no month; write it as 2019-03.")
    end = None if present else read_date(job.end)
    return Employment(job.employer, job.title, read_date(job.start), end, job.employer_founded, present)


def _link(link: LinkIn | str) -> Link:
    return Link(link) if isinstance(link, str) else Link(*msgspec.structs.astuple(link))


def _kept(documents: list[DocumentIn], folder: Path | None, problems: list[str]) -> list[Document]:
    kept: list[Document] = []
    for document in documents:
        try:
            if document.text:
                kept.append(document_of_text(document.name, document.text))
            elif document.file:
                kept.append(read_document_file(inside(folder, document.file)))
        except UsageError as error:
            problems.append(error.sentence)
    return kept


def _portrait(text: str, places: Places, folder: Path | None, problems: list[str]) -> Stated[str] | None:
    plain = text.strip()
    if not plain:
        return None
    if _HASH.fullmatch(plain):
        return Stated(plain.lower(), places.where("portrait"))
    try:
        return Stated(portrait_hash_file(inside(folder, plain)), places.where("portrait"))
    except UsageError as error:
        problems.append(error.sentence)
        return None


def inside(folder: Path | None, name: str) -> Path:
    """Return a file of a folder.

    Raises:
        UsageError: "outside": it is not in there.
    """
    try:
        path = (folder / name).resolve() if folder else None
        if path is not None and folder is not None and path.is_relative_to(folder.resolve()) and path.is_file():
            return path
    except (OSError, ValueError):
        pass
    raise UsageError("outside", f"There is no file {name[:80]!r} beside the list of applications.")
