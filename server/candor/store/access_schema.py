"""The tables of second factors and API tokens: secrets sealed, the rest by fingerprint only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from candor.store.tables import Base


class RecoveryCodeRow(Base):
    """A recovery code for a second factor, by fingerprint only."""

    __tablename__ = "recovery_codes"
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    used_at: Mapped[datetime | None]


class ApiTokenRow(Base):
    """A token for the API, by fingerprint only."""

    __tablename__ = "api_tokens"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]


class IdempotencyRow(Base):
    """A request of the API that makes something, so that sending it again makes nothing more; for a day."""

    __tablename__ = "idempotency_keys"
    token_id: Mapped[str] = mapped_column(ForeignKey("api_tokens.id", ondelete="CASCADE"), primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64))
    made: Mapped[str | None] = mapped_column(String(80))
    """Id of what was made; None while it is being made."""
    at: Mapped[datetime] = mapped_column(index=True)
