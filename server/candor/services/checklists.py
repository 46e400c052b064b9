"""Checklists: the shipped ones, and those that an organisation makes of them, version by version."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Final

from candor.checklists.differences import Differences, differences
from candor.checklists.shape import MAX_TITLE_CHARS
from candor.checklists.template_file import read_template
from candor.domain.checklist import ChecklistTemplate
from candor.errors import ConfigurationError, NotFoundError, UsageError
from candor.services.access import Permission, require
from candor.store.own_checklists import OwnChecklists
from candor.store.values import Person

MAX_FILE_BYTES: Final = 500_000
_COPY: Final = {"en": " (copy)", "id": " (salinan)"}


@dataclass(frozen=True, slots=True)
class Known:
    """A checklist in its newest version."""

    template: ChecklistTemplate
    is_shipped: bool
    retired_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A version with what it changed."""

    template: ChecklistTemplate
    added_at: datetime | None
    """None: it is shipped."""
    changed: Differences | None
    """From the version before; None: it is the first."""


class Checklists:
    """What recruiters do with checklists. A version is never changed: saving makes the next one, and interviews keep
    theirs.
    """

    def __init__(self, own: OwnChecklists, shipped: Mapping[str, ChecklistTemplate]) -> None:
        self._own = own
        self._shipped = shipped

    def all(self, by: Person) -> list[Known]:
        """Return every checklist, the shipped ones first."""
        require(by, Permission.READ_INTERVIEWS)
        return self._all()

    def newest(self, *, with_retired: bool = True) -> dict[str, ChecklistTemplate]:
        """Return every checklist by its id; without retired ones it is what a round may choose from."""
        return {known.template.id: known.template for known in self._all() if with_retired or known.retired_at is None}

    def known(self, by: Person, named: str) -> Known:
        """Return one checklist.

        Raises:
            NotFoundError: "unknown_checklist".
        """
        found = next((known for known in self.all(by) if known.template.id == named), None)
        if found is None:
            raise NotFoundError("unknown_checklist", "This checklist does not exist.")
        return found

    def versions(self, by: Person, named: str) -> list[Version]:
        """Return every version of a checklist, the newest first.

        Raises:
            NotFoundError: "unknown_checklist".
        """
        known = self.known(by, named)
        if known.is_shipped:
            return [Version(known.template, None, None)]
        kept = self._own.versions(named)
        before = [*[differences(old.template, new.template) for new, old in pairwise(kept)], None]
        return [Version(one.template, one.added_at, changed) for one, changed in zip(kept, before, strict=True)]

    def version(self, by: Person, named: str, number: int | None) -> ChecklistTemplate:
        """Return a version, None for the newest; NotFoundError "unknown_checklist"."""
        versions = [version.template for version in self.versions(by, named)]
        found = versions[:1] if number is None else [one for one in versions if one.version == number]
        if not found:
            raise NotFoundError("unknown_checklist", "This checklist has no such version.")
        return found[0]

    def copy(self, by: Person, named: str) -> str:
        """Make a checklist of one's own from another; return its id. Items stay comparable: they keep their ids."""
        require(by, Permission.MANAGE_CANDIDATES)
        template = self.known(by, named).template
        title = {of: words[: MAX_TITLE_CHARS - len(_COPY[of])] + _COPY[of] for of, words in template.title.items()}
        return self._add(by, replace(template, title=title))

    def read(self, by: Person, data: bytes) -> str:
        """Add the checklist of a file; return its id. See `parsed` for the errors."""
        require(by, Permission.MANAGE_CANDIDATES)
        return self._add(by, self.parsed(data))

    def parsed(self, data: bytes) -> ChecklistTemplate:
        """Return the checklist of a file.

        Raises:
            UsageError: "not_a_checklist"; "bad_checklist": the sentence says what is wrong, and where.
        """
        try:
            text = data[: MAX_FILE_BYTES + 1].decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UsageError("not_a_checklist", "Choose a checklist file: TOML, in UTF-8.") from error
        if not text.strip() or len(data) > MAX_FILE_BYTES:
            raise UsageError("not_a_checklist", "Choose a checklist file: TOML, in UTF-8.")
        try:
            return read_template(text, "file")
        except ConfigurationError as error:
            raise UsageError(error.code, str(error)) from error

    def save(self, by: Person, template: ChecklistTemplate) -> int:
        """Save what was made of a version; return the number of the new one, or of the same where nothing changed.

        Args:
            by: who saves.
            template: with id and number of the version that it was made of.

        Raises:
            NotFoundError: "unknown_checklist", also for a shipped one: copy that.
            UsageError: "checklist_changed": another version was saved meanwhile.
        """
        require(by, Permission.MANAGE_CANDIDATES)
        if any(kept.template == template for kept in self._own.versions(template.id)[:1]):
            return template.version
        return self._own.save(by.id, template)

    def set_retired(self, by: Person, named: str, *, retired: bool) -> None:
        """Offer a checklist to rounds no longer, or again; rounds that have it keep it."""
        require(by, Permission.MANAGE_CANDIDATES)
        self._own.set_retired(by.id, named, retired=retired)

    def _all(self) -> list[Known]:
        shipped = [Known(template, is_shipped=True) for template in self._shipped.values()]
        return shipped + [Known(own.template, is_shipped=False, retired_at=own.retired_at) for own in self._own.all()]

    def _add(self, by: Person, template: ChecklistTemplate) -> str:
        named = f"own_{secrets.token_hex(8)}"
        self._own.add(by.id, replace(template, id=named, version=1))
        return named
