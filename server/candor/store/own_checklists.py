"""Checklists that an organisation writes itself: versions that are never changed, the newest one in use, or retired."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from candor.checklists.template_file import as_builtins, from_builtins
from candor.domain.checklist import ChecklistTemplate
from candor.errors import NotFoundError, UsageError
from candor.store import audit
from candor.store.database import Database
from candor.store.schema import ChecklistTemplateRow, OwnChecklistRow


@dataclass(frozen=True, slots=True)
class OwnChecklist:
    """The newest version of a checklist."""

    template: ChecklistTemplate
    retired_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version, and since when it is there."""

    template: ChecklistTemplate
    added_at: datetime


class OwnChecklists:
    """Reads and writes an organisation's checklists."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def all(self) -> list[OwnChecklist]:
        """Return every checklist in its newest version, by title."""
        newest = ChecklistTemplateRow.version == OwnChecklistRow.version
        query = select(OwnChecklistRow, ChecklistTemplateRow.content)
        query = query.join(ChecklistTemplateRow, (ChecklistTemplateRow.id == OwnChecklistRow.id) & newest)
        with self._database.reading() as session:
            found = [OwnChecklist(from_builtins(content), row.retired_at) for row, content in session.execute(query)]
        return sorted(found, key=lambda own: (own.template.title["en"].casefold(), own.template.id))

    def versions(self, named: str) -> list[KeptVersion]:
        """Return all versions of a checklist, the newest first; none when it is not the organisation's own."""
        query = select(ChecklistTemplateRow).where(ChecklistTemplateRow.id == named)
        with self._database.reading() as session:
            if session.get(OwnChecklistRow, named) is None:
                return []
            rows = session.scalars(query.order_by(ChecklistTemplateRow.version.desc()))
            return [KeptVersion(from_builtins(row.content), row.added_at) for row in rows]

    def add(self, by: str, template: ChecklistTemplate) -> None:
        """Add a checklist under an id that nothing else has."""
        with self._database.writing() as session:
            self._keep(session, template)
            session.add(OwnChecklistRow(id=template.id, version=template.version))
            audit.append(session, self._now(), by, "checklist_created", template.id)

    def save(self, by: str, template: ChecklistTemplate) -> int:
        """Add what was made of a version as the next one; return its number.

        Raises:
            NotFoundError: "unknown_checklist".
            UsageError: "checklist_changed": another version was saved meanwhile.
        """
        with self._database.writing() as session:
            row = _row(session, template.id)
            if row.version != template.version:
                sentence = "Somebody saved another version meanwhile. Look at it, or save again to put yours after it."
                raise UsageError("checklist_changed", sentence)
            after = replace(template, version=row.version + 1)
            self._keep(session, after)
            row.version = after.version
            audit.append(session, self._now(), by, "checklist_changed", template.id)
            return after.version

    def set_retired(self, by: str, named: str, *, retired: bool) -> None:
        """Offer a checklist to rounds no longer, or again: nothing about interviews changes."""
        with self._database.writing() as session:
            _row(session, named).retired_at = self._now() if retired else None
            audit.append(session, self._now(), by, "checklist_retired" if retired else "checklist_offered", named)

    def _keep(self, session: Session, template: ChecklistTemplate) -> None:
        kept = ChecklistTemplateRow(id=template.id, version=template.version, content=as_builtins(template))
        kept.added_at = self._now()
        session.add(kept)
        session.flush()


def _row(session: Session, named: str) -> OwnChecklistRow:
    row = session.get(OwnChecklistRow, named, with_for_update=True)
    if row is None:
        raise NotFoundError("unknown_checklist", "This checklist does not exist.")
    return row
