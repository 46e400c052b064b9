"""Who may do what, and with which interviews? One table of roles; every route and every use case asks it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from candor.errors import AccessError
from candor.store.reach import Reach
from candor.store.values import Person, Role


class Permission(StrEnum):
    """Something that not everybody may do."""

    OWN_ACCOUNT = "own_account"
    """Change one's own password and second factor, sign out."""
    READ_INTERVIEWS = "read_interviews"
    """See candidates and interviews within reach: photo, live page, evidence, report."""
    ANSWER_WARNINGS = "answer_warnings"
    """Say what was done about a warning."""
    HANDLE_ESCALATIONS = "handle_escalations"
    """Take and close escalated warnings."""
    RESOLVE_FLAGS = "resolve_flags"
    """Resolve warnings after the interview, write down what the candidate says; propose a stop, answer one."""
    READ_LEDGER = "read_ledger"
    """See how often warnings were false alarms."""
    RUN_INTERVIEWS = "run_interviews"
    """Record consent that was read out, pair, show a light check, end."""
    MANAGE_CANDIDATES = "manage_candidates"
    """Add candidates and ID photos, hand out private links, create interviews and assign people to them, save
    evidence packs, erase.
    """
    USE_API = "use_api"
    """Make API tokens; what a token may do is never more than its maker may."""
    MANAGE_PEOPLE = "manage_people"
    """Invite people, change roles, reset, deactivate; demand second factors; see how the server does; name whom
    escalations are told to.
    """
    READ_AUDIT = "read_audit"
    """Read, check and export the audit trail."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What a role may do, and with which interviews."""

    permissions: frozenset[Permission]
    reach: Reach


_EVERYBODY = {Permission.OWN_ACCOUNT, Permission.READ_INTERVIEWS, Permission.ANSWER_WARNINGS}
_RECRUITER = {
    *_EVERYBODY,
    Permission.HANDLE_ESCALATIONS,
    Permission.RESOLVE_FLAGS,
    Permission.RUN_INTERVIEWS,
    Permission.MANAGE_CANDIDATES,
    Permission.USE_API,
}

RIGHTS = {
    Role.ADMINISTRATOR: Rights(frozenset(Permission), Reach.ALL),
    Role.RECRUITER: Rights(frozenset(_RECRUITER), Reach.ALL),
    Role.INTERVIEWER: Rights(frozenset({*_EVERYBODY, Permission.RUN_INTERVIEWS}), Reach.ASSIGNED),
    Role.REVIEWER: Rights(frozenset({*_EVERYBODY, Permission.RESOLVE_FLAGS, Permission.READ_LEDGER}), Reach.FLAGGED),
}


def may(person: Person, permission: Permission) -> bool:
    """Return whether a person's role allows something."""
    return permission in RIGHTS[person.role].permissions


def require(person: Person, permission: Permission) -> None:
    """Let a person pass.

    Raises:
        AccessError: "not_allowed".
    """
    if not may(person, permission):
        raise AccessError("not_allowed", "Your role does not allow this. Ask an administrator of your organisation.")
