"""Who may do what? Roles and their permissions, in one table."""

from __future__ import annotations

from enum import StrEnum

from candor.errors import AccessError
from candor.store.values import Person, Role


class Permission(StrEnum):
    """Something that not everybody may do."""

    MANAGE_PEOPLE = "manage_people"
    """Invite people, read the audit trail."""
    MANAGE_CANDIDATES = "manage_candidates"
    """Add candidates and ID photos, hand out private links, create interviews, erase."""
    RUN_INTERVIEWS = "run_interviews"
    """Record consent that was read out, pair, watch, end, read reports."""


PERMISSIONS = {
    Role.ADMINISTRATOR: frozenset(Permission),
    Role.RECRUITER: frozenset({Permission.MANAGE_CANDIDATES, Permission.RUN_INTERVIEWS}),
    Role.INTERVIEWER: frozenset({Permission.RUN_INTERVIEWS}),
}


def may(person: Person, permission: Permission) -> bool:
    """Return whether a person's role allows something."""
    return permission in PERMISSIONS[person.role]


def require(person: Person, permission: Permission) -> None:
    """Let a person pass.

    Raises:
        AccessError: "not_allowed".
    """
    if not may(person, permission):
        raise AccessError("not_allowed", "Your role does not allow this. Ask an administrator of your organisation.")
