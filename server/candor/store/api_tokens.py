"""Tokens for the API: by fingerprint, with scopes, for a time; and which of their requests made what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from candor.errors import NotFoundError, UsageError
from candor.store import audit
from candor.store.access_schema import ApiTokenRow, IdempotencyRow
from candor.store.database import Database
from candor.store.ids import new_id
from candor.store.vault import Vault

REMEMBERED: Final = timedelta(days=1)
ABANDONED: Final = timedelta(minutes=2)
"""No request takes so long: what has not ended then was cut off with its server, and may be sent again."""
_USED_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token, without its secret."""

    id: str
    person: str
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None
    """To the minute."""


class ApiTokens:
    """Reads and writes tokens."""

    def __init__(self, database: Database, vault: Vault, now: Callable[[], datetime]) -> None:
        self._database = database
        self._vault = vault
        self._now = now

    def make(self, person: str, name: str, scopes: Iterable[str], secret: str, expires_at: datetime) -> ApiToken:
        """Add a token of a person."""
        row = ApiTokenRow(id=new_id("t"), person_id=person, name=name, scopes=sorted(scopes))
        row.token_hash, row.created_at, row.expires_at = self._vault.fingerprint(secret), self._now(), expires_at
        with self._database.writing() as session:
            session.add(row)
            audit.append(session, self._now(), person, "token_made", row.id)
            session.flush()
            return _value(row)

    def all(self, person: str | None = None) -> list[ApiToken]:
        """Return the tokens of a person, or of everybody, newest first."""
        query = select(ApiTokenRow).order_by(ApiTokenRow.created_at.desc(), ApiTokenRow.id)
        query = query if person is None else query.where(ApiTokenRow.person_id == person)
        with self._database.reading() as session:
            return [_value(row) for row in session.scalars(query)]

    def revoke(self, by: str, token: str, *, of: str | None = None) -> None:
        """Let a token work no more.

        Raises:
            NotFoundError: "no_such_token": unknown, or not of the person `of`.
        """
        with self._database.writing() as session:
            row = session.get(ApiTokenRow, token)
            if row is None or (of is not None and row.person_id != of):
                raise NotFoundError("no_such_token", "This token does not exist.")
            if row.revoked_at is None:
                row.revoked_at = self._now()
                audit.append(session, self._now(), by, "token_revoked", token)

    def find(self, secret: str) -> ApiToken | None:
        """Return the token of a secret that is good now, and note that it is used."""
        good = ApiTokenRow.revoked_at.is_(None), ApiTokenRow.expires_at > self._now()
        query = select(ApiTokenRow).where(ApiTokenRow.token_hash == self._vault.fingerprint(secret), *good)
        with self._database.reading() as session:
            row = session.scalar(query)
        if row is not None and (row.last_used_at is None or row.last_used_at < self._now() - _USED_EVERY):
            with self._database.writing() as session:
                session.get_one(ApiTokenRow, row.id).last_used_at = self._now()
        return None if row is None else _value(row)

    def begin(self, token: str, key: str, request: bytes) -> str | None:
        """Remember a request under its key; return what an earlier one with this key made, None when this is the first.

        Raises:
            UsageError: "idempotency_key_reused": the earlier request was another one; "in_progress".
        """
        place, asked = (token, self._vault.fingerprint(f"key {key}")), self._vault.fingerprint(request.hex())
        with self._database.writing() as session:
            session.execute(delete(IdempotencyRow).where(IdempotencyRow.at < self._now() - REMEMBERED))
            held = session.get(IdempotencyRow, place)
            if held is None:
                session.add(IdempotencyRow(token_id=place[0], key_hash=place[1], request_hash=asked, at=self._now()))
                return None
            if held.request_hash != asked:
                raise UsageError("idempotency_key_reused", "This Idempotency-Key was used for another request.")
            if held.made is None and held.at <= self._now() - ABANDONED:
                held.at = self._now()
                return None
            if held.made is None:
                raise UsageError("in_progress", "The first request with this Idempotency-Key has not ended yet.")
            return held.made

    def end(self, token: str, key: str, made: str | None) -> None:
        """Note what the request under a key made; nothing: forget it, so that it can be sent again."""
        with self._database.writing() as session:
            self._end(session, (token, self._vault.fingerprint(f"key {key}")), made)

    def _end(self, session: Session, place: tuple[str, str], made: str | None) -> None:
        row = session.get(IdempotencyRow, place)
        if row is not None and made is not None:
            row.made = made
        elif row is not None:
            session.delete(row)


def _value(row: ApiTokenRow) -> ApiToken:
    times = row.created_at, row.expires_at, row.revoked_at, row.last_used_at
    return ApiToken(row.id, row.person_id, row.name, tuple(row.scopes), *times)
