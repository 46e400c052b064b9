from __future__ import annotations

import pytest

from candor.errors import AccessError
from candor.services.access import PERMISSIONS, Permission, may, require
from candor.store.values import Person, Role


def person(role):
    return Person("p-1", "x@y.z", "X", role, is_active=True, session_epoch=0)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.ADMINISTRATOR, {"manage_people", "manage_candidates", "run_interviews"}),
        (Role.RECRUITER, {"manage_candidates", "run_interviews"}),
        (Role.INTERVIEWER, {"run_interviews"}),
    ],
)
def test_each_role_may_exactly_this(role, allowed):
    assert {p.value for p in Permission if may(person(role), p)} == allowed


def test_what_is_not_allowed_is_refused_by_name():
    require(person(Role.INTERVIEWER), Permission.RUN_INTERVIEWS)
    with pytest.raises(AccessError) as caught:
        require(person(Role.INTERVIEWER), Permission.MANAGE_CANDIDATES)
    assert caught.value.code == "not_allowed"


def test_every_role_stands_in_the_table():
    assert set(PERMISSIONS) == set(Role)
