"""The tables of flags, and of what the ledger keeps of erased candidates: counts without anybody in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from candor.store.tables import Base


class FlagEntryRow(Base):
    """What somebody wrote down about a warning; never changed. The words are in the vault."""

    __tablename__ = "flag_entries"
    interview_id: Mapped[str] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    warning_id: Mapped[str] = mapped_column(String(80))
    deed: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[str] = mapped_column(String(32))
    by: Mapped[str] = mapped_column(String(120))
    """Empty: the candidate."""
    at: Mapped[datetime]


class LedgerWarningRow(Base):
    """How many warnings of a kind erased candidates had in a month, by what became of them."""

    __tablename__ = "ledger_warnings"
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(20), primary_key=True)
    count: Mapped[int]


class LedgerTimeRow(Base):
    """How long the ended interviews of erased candidates were in a month, and how many."""

    __tablename__ = "ledger_time"
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    interviews: Mapped[int]
    seconds: Mapped[float]
