"""The tables of jobs: what is to be filled, its interviews in order, checklists. Nothing here is about a candidate."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from candor.store.tables import Base


class JobRow(Base):
    """A job to be filled."""

    __tablename__ = "jobs"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    keep_days: Mapped[int]
    created_by: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class JobRoundRow(Base):
    """One of the interviews that everybody has who applies for a job."""

    __tablename__ = "job_rounds"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    checklist: Mapped[str] = mapped_column(String(40))
    checks: Mapped[list[str]] = mapped_column(JSON)
    interviewers: Mapped[list[str]] = mapped_column(JSON)


class OwnChecklistRow(Base):
    """A checklist that the organisation wrote itself; its versions are in `checklist_templates`."""

    __tablename__ = "own_checklists"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[int]
    """The newest one."""
    retired_at: Mapped[datetime | None]

    __table_args__ = (
        ForeignKeyConstraint(["id", "version"], ["checklist_templates.id", "checklist_templates.version"]),
    )
