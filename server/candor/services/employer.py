"""Is the employer who invites a candidate real? A signed statement on the organisation's own domain says so.

The server makes the file and looks whether it lies there; candidates are told how to check it without this server.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from candor.errors import NotFoundError, UsageError
from candor.evidence.employer import (
    MAX_BYTES,
    PATH,
    Claim,
    EmployerStatement,
    Expected,
    Flaw,
    flaws,
    read_statement,
    signed,
    written,
)
from candor.services.access import Permission, require
from candor.store.house import EmployerProof
from candor.store.store import Store
from candor.store.values import House, Person

GOOD_FOR: Final = timedelta(days=365)
FORGOTTEN_AFTER: Final = timedelta(days=30)
"""Before its end an administrator is told to renew the statement."""
_NAME: Final = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


class FetchProblem(StrEnum):
    """Why a file could not be fetched."""

    NO_SUCH_NAME = "no_such_name"
    NOT_PUBLIC = "not_public"
    """The name stands for an address inside a network; it was not connected to."""
    NO_CONNECTION = "no_connection"
    BAD_CERTIFICATE = "bad_certificate"
    REDIRECTED = "redirected"
    STATUS = "status"
    """The site answers, but not with this file."""
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"


class Unfetched(Exception):
    """A file could not be fetched."""

    def __init__(self, problem: FetchProblem, cause: str) -> None:
        super().__init__(cause)
        self.problem = problem


class Fetch(Protocol):
    """Fetches a file of a public web site by https."""

    def __call__(self, host: str, path: str, most_bytes: int) -> bytes:
        """Raise Unfetched."""
        ...


def nothing_is_fetched(host: str, path: str, most_bytes: int) -> bytes:  # noqa: ARG001 (interface of Fetch)
    """Stand for a server that reaches nobody."""
    raise Unfetched(FetchProblem.NO_CONNECTION, "this server fetches nothing")


class Found(StrEnum):
    """What lay on the domain."""

    RIGHT = "right"
    NOT_FOUND = "not_found"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the proof of this house stands."""

    statement: EmployerStatement
    flaws: tuple[Flaw, ...]
    """Of our own file: it names what has changed since it was made, or has expired."""
    found: Found | None
    """At the last look; None: nobody looked yet."""
    reasons: tuple[str, ...]
    """Of FetchProblem or Flaw, or "not_a_statement"."""
    looked_at: datetime | None
    is_old: bool
    """It ends soon, or has ended."""

    @property
    def is_proven(self) -> bool:
        """Whether candidates are pointed to it."""
        return self.found is Found.RIGHT and not self.flaws


class Employer:
    """Makes the statement, looks for it, and says how it stands."""

    def __init__(self, store: Store, fetch: Fetch, now: Callable[[], datetime]) -> None:
        self._store = store
        self._fetch = fetch
        self._now = now

    def state(self, by: Person, domain: str, server: str) -> None:
        """Make the statement anew, for a domain and this server's address.

        Raises:
            UsageError: "bad_domain".
        """
        require(by, Permission.MANAGE_PEOPLE)
        today = self._now().date()
        claim = Claim(
            domain=domain_name(domain),
            organisation=self._house().organisation,
            server=server,
            public_key=self._store.house_key.public_key().hex(),
            valid_from=today,
            valid_until=today + GOOD_FOR,
        )
        made = written(signed(claim, self._store.house_key.sign))
        self._store.house.save_employer(by.id, EmployerProof(made.decode()), "employer_stated")

    def forget(self, by: Person) -> None:
        """Take the statement back; candidates are not pointed to it any more."""
        require(by, Permission.MANAGE_PEOPLE)
        self._store.house.save_employer(by.id, None, "employer_forgotten")

    def file(self, by: Person) -> bytes:
        """Return the file that is put on the domain; NotFoundError "no_statement"."""
        require(by, Permission.MANAGE_PEOPLE)
        return self._held().statement.encode()

    def look(self, by: Person) -> None:
        """Look whether the file lies on the domain, and note what was found; NotFoundError "no_statement"."""
        require(by, Permission.MANAGE_PEOPLE)
        held = self._held()
        statement = read_statement(held.statement.encode())
        found, reasons = self._seen(statement)
        noted = EmployerProof(held.statement, found, reasons, self._now())
        self._store.house.save_employer(by.id, noted, "employer_looked_for")

    def standing(self, by: Person, server: str) -> Standing | None:
        """Return how the proof stands for a server at this address; None: there is none."""
        require(by, Permission.MANAGE_PEOPLE)
        return self.shown(server)

    def shown(self, server: str) -> Standing | None:
        """Return the same for the page of a candidate."""
        held = self._store.house.employer()
        if held is None:
            return None
        statement, today = read_statement(held.statement.encode()), self._now().date()
        key = self._store.house_key.public_key().hex()
        own = flaws(statement, Expected(None, server, key, self._house().organisation), today)
        found = Found(held.found) if held.found else None
        is_old = today > statement.valid_until - FORGOTTEN_AFTER
        return Standing(statement, own, found, held.reasons, held.looked_at, is_old)

    def _seen(self, statement: EmployerStatement) -> tuple[Found, tuple[str, ...]]:
        try:
            there = read_statement(self._fetch(statement.domain, PATH, MAX_BYTES))
        except Unfetched as error:
            return Found.NOT_FOUND, (error.problem,)
        except UsageError as error:
            return Found.DIFFERS, (error.code,)
        expected = Expected(statement.domain, statement.server, statement.public_key, statement.organisation)
        wrong = flaws(there, expected, self._now().date())
        return (Found.DIFFERS, wrong) if wrong else (Found.RIGHT, ())

    def _held(self) -> EmployerProof:
        held = self._store.house.employer()
        if held is None:
            raise NotFoundError("no_statement", "Name the domain of your organisation first.")
        return held

    def _house(self) -> House:
        return self._store.people.house() or House("", "")


def domain_name(text: str) -> str:
    """Return the host name that somebody typed, in ASCII.

    Raises:
        UsageError: "bad_domain".
    """
    problem = UsageError(
        "bad_domain", "Enter the domain of your organisation, as careers.example.com, without https://."
    )
    try:
        name = text.strip().rstrip(".").lower().encode("idna").decode("ascii")
    except UnicodeError as error:
        raise problem from error
    if not _NAME.fullmatch(name):
        raise problem
    return name
