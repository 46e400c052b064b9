"""What changed between two versions of a checklist? Items added, taken out, changed, moved: by name alone."""

from __future__ import annotations

from dataclasses import dataclass, fields

from candor.domain.checklist import ChecklistItem, ChecklistTemplate, Words


@dataclass(frozen=True, slots=True)
class Changed:
    """An item that is not what it was."""

    title: Words
    fields: tuple[str, ...]
    """Names of ChecklistItem's fields."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What a version changed."""

    is_renamed: bool
    added: tuple[Words, ...]
    """Titles of items."""
    removed: tuple[Words, ...]
    changed: tuple[Changed, ...]
    is_reordered: bool

    def __bool__(self) -> bool:
        """Whether there are any."""
        return any((self.is_renamed, self.added, self.removed, self.changed, self.is_reordered))


def differences(before: ChecklistTemplate, after: ChecklistTemplate) -> Differences:
    """Return what changed from one version to another: items are the same by their id."""
    old, new = ({item.id: item for item in version.items} for version in (before, after))
    changed = (Changed(item.title, _fields(old[named], item)) for named, item in new.items() if named in old)
    return Differences(
        is_renamed=before.title != after.title,
        added=tuple(item.title for named, item in new.items() if named not in old),
        removed=tuple(item.title for named, item in old.items() if named not in new),
        changed=tuple(one for one in changed if one.fields),
        is_reordered=[named for named in old if named in new] != [named for named in new if named in old],
    )


def _fields(old: ChecklistItem, new: ChecklistItem) -> tuple[str, ...]:
    names = (field.name for field in fields(ChecklistItem))
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))
