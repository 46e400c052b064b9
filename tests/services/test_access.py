from __future__ import annotations

import pytest

from candor.errors import AccessError
from candor.services.access import RIGHTS, Permission, may, require
from candor.store.reach import Reach
from candor.store.values import Person, Role

EVERYBODY = {"own_account", "read_interviews", "answer_warnings"}
RECRUITER = {*EVERYBODY, "handle_escalations", "resolve_flags", "run_interviews", "manage_candidates", "use_api"}


def person(role):
    return Person("p-1", "x@y.z", "X", role, is_active=True, session_epoch=0)


@pytest.mark.parametrize(
    ("role", "allowed", "reach"),
    [
        (Role.ADMINISTRATOR, {*RECRUITER, "manage_people", "read_audit", "read_ledger"}, Reach.ALL),
        (Role.RECRUITER, RECRUITER, Reach.ALL),
        (Role.INTERVIEWER, {*EVERYBODY, "run_interviews"}, Reach.ASSIGNED),
        (Role.REVIEWER, {*EVERYBODY, "resolve_flags", "read_ledger"}, Reach.FLAGGED),
    ],
)
def test_each_role_may_exactly_this(role, allowed, reach):
    assert {p.value for p in Permission if may(person(role), p)} == allowed
    assert RIGHTS[role].reach is reach


def test_what_is_not_allowed_is_refused_by_name():
    require(person(Role.INTERVIEWER), Permission.RUN_INTERVIEWS)
    with pytest.raises(AccessError) as caught:
        require(person(Role.INTERVIEWER), Permission.MANAGE_CANDIDATES)
    assert caught.value.code == "not_allowed"


def test_every_role_stands_in_the_table():
    assert set(RIGHTS) == set(Role)
