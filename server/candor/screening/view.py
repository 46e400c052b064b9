"""What may a check see of an application? The fields it declares; reading another one is an error, reading is noted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from candor.domain.applications import (
    Address,
    Application,
    Change,
    Document,
    Education,
    Employment,
    Field,
    Link,
    NetworkFact,
    Place,
    Stated,
)


class UndeclaredFieldError(AssertionError):
    """A check read a field that it does not declare: a fault of the check, never of an application."""


class View:
    """An application as one check sees it.

    Every reading is noted in `read`, so a report can prove which fields a run has read.
    """

    __slots__ = ("_application", "_declared", "_read")

    def __init__(self, application: Application, declared: Iterable[Field]) -> None:
        self._application = application
        self._declared = frozenset(declared)
        self._read: set[Field] = set()

    @property
    def read(self) -> tuple[Field, ...]:
        """Which fields were read so far, in order of `Field`."""
        return tuple(field for field in Field if field in self._read)

    def _open(self, field: Field) -> Application:
        if field not in self._declared:
            raise UndeclaredFieldError(f"{field} is not among the fields that this check declares")
        self._read.add(field)
        return self._application

    @property
    def name(self) -> Stated[str] | None:
        """The name."""
        return self._open(Field.NAME).name

    @property
    def emails(self) -> tuple[Stated[str], ...]:
        """E-mail addresses."""
        return self._open(Field.EMAILS).emails

    @property
    def phones(self) -> tuple[Stated[str], ...]:
        """Phone numbers as written."""
        return self._open(Field.PHONES).phones

    @property
    def place(self) -> Stated[Place] | None:
        """The stated place."""
        return self._open(Field.PLACE).place

    @property
    def time_zone(self) -> Stated[str] | None:
        """The stated time zone."""
        return self._open(Field.TIME_ZONE).time_zone

    @property
    def addresses(self) -> tuple[Stated[Address], ...]:
        """Postal addresses."""
        return self._open(Field.ADDRESSES).addresses

    @property
    def birth_date(self) -> Stated[date] | None:
        """The birth date."""
        return self._open(Field.BIRTH_DATE).birth_date

    @property
    def education(self) -> tuple[Stated[Education], ...]:
        """Schools and degrees."""
        return self._open(Field.EDUCATION).education

    @property
    def employment(self) -> tuple[Stated[Employment], ...]:
        """Jobs held."""
        return self._open(Field.EMPLOYMENT).employment

    @property
    def links(self) -> tuple[Stated[Link], ...]:
        """Public profiles."""
        return self._open(Field.LINKS).links

    @property
    def network(self) -> tuple[Stated[NetworkFact], ...]:
        """Internet addresses."""
        return self._open(Field.NETWORK).network

    @property
    def documents(self) -> tuple[Document, ...]:
        """CV and letters."""
        return self._open(Field.DOCUMENTS).documents

    @property
    def portrait(self) -> Stated[str] | None:
        """Perceptual hash of the photo."""
        return self._open(Field.PORTRAIT).portrait

    @property
    def changes(self) -> tuple[Stated[Change], ...]:
        """What was changed."""
        return self._open(Field.CHANGES).changes
