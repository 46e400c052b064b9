"""Who calls the API, and what may they do? A token may what its scopes say, and never more than its maker may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from candor.errors import AccessError, UsageError
from candor.services import inputs
from candor.services.access import Permission, may, require
from candor.store.api_tokens import ApiToken
from candor.store.ids import new_token
from candor.store.store import Store
from candor.store.values import Person

PREFIX: Final = "candor_"
"""By which scanners for leaked secrets know a token."""
MAX_DAYS: Final = 366


class Scope(StrEnum):
    """What a token may do."""

    CANDIDATES_READ = "candidates:read"
    CANDIDATES_WRITE = "candidates:write"
    INTERVIEWS_READ = "interviews:read"
    INTERVIEWS_WRITE = "interviews:write"
    REPORTS_READ = "reports:read"
    JOBS_READ = "jobs:read"
    JOBS_WRITE = "jobs:write"
    DOCUMENTS_READ = "documents:read"
    """ID photos and what was read on ID documents."""
    DOCUMENTS_WRITE = "documents:write"
    CHECKLISTS_READ = "checklists:read"
    CHECKLISTS_WRITE = "checklists:write"
    SCREENING_READ = "screening:read"
    SCREENING_WRITE = "screening:write"
    """What applications state."""
    PEOPLE_READ = "people:read"
    AUDIT_READ = "audit:read"


PERMISSION_OF: Final = {
    Scope.CANDIDATES_READ: Permission.READ_INTERVIEWS,
    Scope.CANDIDATES_WRITE: Permission.MANAGE_CANDIDATES,
    Scope.INTERVIEWS_READ: Permission.READ_INTERVIEWS,
    Scope.INTERVIEWS_WRITE: Permission.MANAGE_CANDIDATES,
    Scope.REPORTS_READ: Permission.READ_INTERVIEWS,
    Scope.JOBS_READ: Permission.READ_INTERVIEWS,
    Scope.JOBS_WRITE: Permission.MANAGE_CANDIDATES,
    Scope.DOCUMENTS_READ: Permission.READ_INTERVIEWS,
    Scope.DOCUMENTS_WRITE: Permission.MANAGE_CANDIDATES,
    Scope.CHECKLISTS_READ: Permission.READ_INTERVIEWS,
    Scope.CHECKLISTS_WRITE: Permission.MANAGE_CANDIDATES,
    Scope.SCREENING_READ: Permission.MANAGE_CANDIDATES,
    Scope.SCREENING_WRITE: Permission.MANAGE_CANDIDATES,
    Scope.PEOPLE_READ: Permission.MANAGE_PEOPLE,
    Scope.AUDIT_READ: Permission.READ_AUDIT,
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls the API."""

    token: ApiToken
    person: Person


class Tokens:
    """Makes, lists, revokes and recognises tokens."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._tokens = store.api_tokens
        self._people = store.people
        self._now = now

    def make(self, by: Person, name: str, scopes: set[str], days: int) -> str:
        """Return the secret of a new token, shown once.

        Raises:
            UsageError: "bad_name", "bad_scopes", "bad_days".
        """
        require(by, Permission.USE_API)
        allowed = {scope.value for scope in self.scopes(by)}
        if not scopes or not scopes <= allowed:
            raise UsageError("bad_scopes", "Choose what the token may do, and nothing that you may not do.")
        if not 1 <= days <= MAX_DAYS:
            raise UsageError("bad_days", f"A token works for 1 to {MAX_DAYS} days.")
        secret = PREFIX + new_token()
        self._tokens.make(by.id, inputs.name(name), scopes, secret, self._now() + timedelta(days=days))
        return secret

    def scopes(self, by: Person) -> list[Scope]:
        """Return the scopes that a token of this person may have."""
        return [scope for scope in Scope if may(by, PERMISSION_OF[scope])]

    def all(self, by: Person) -> list[ApiToken]:
        """Return one's own tokens, newest first; to administrators everybody's."""
        require(by, Permission.USE_API)
        return self._tokens.all(None if may(by, Permission.MANAGE_PEOPLE) else by.id)

    def revoke(self, by: Person, token: str) -> None:
        """Let a token work no more: one's own, or any for administrators; NotFoundError "no_such_token"."""
        require(by, Permission.USE_API)
        self._tokens.revoke(by.id, token, of=None if may(by, Permission.MANAGE_PEOPLE) else by.id)

    def caller(self, secret: str) -> Caller:
        """Return who calls with a token.

        Raises:
            AccessError: "unknown_token": unknown, expired, revoked, or its maker may not use the API any more.
        """
        token = self._tokens.find(secret) if secret.startswith(PREFIX) and len(secret) < 100 else None
        person = None if token is None else self._people.person(token.person)
        if token is None or person is None or not person.is_active or not may(person, Permission.USE_API):
            raise AccessError("unknown_token", "This token is unknown, expired or revoked. Make a new one.")
        return Caller(token, person)

    def begin(self, caller: Caller, key: str, request: bytes) -> str | None:
        """Return what an earlier request with this Idempotency-Key made; None: it is the first."""
        return self._tokens.begin(caller.token.id, key, request)

    def end(self, caller: Caller, key: str, made: str | None) -> None:
        """Note what the request with a key made; None: nothing."""
        self._tokens.end(caller.token.id, key, made)
