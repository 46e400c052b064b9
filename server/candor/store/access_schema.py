"""The tables of second factors and API tokens: secrets sealed, the rest by fingerprint only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from candor.store.tables import Base


class RecoveryCodeRow(Base):
    """A recovery code for a second factor, by fingerprint only."""

    __tablename__ = "recovery_codes"
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    used_at: Mapped[datetime | None]
