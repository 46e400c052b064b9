from __future__ import annotations

import pytest

from candor.errors import AccessError, NotFoundError, UsageError
from candor.services.api_tokens import PERMISSION_OF, Scope
from candor.store.values import Role
from store_builders import join

READ = {"candidates:read"}


def test_every_scope_has_its_permission():
    assert set(PERMISSION_OF) == set(Scope)


def test_a_token_names_its_maker_until_it_expires(services, admin, clock):
    secret = services.tokens.make(admin, "Sample", READ, 30)
    assert services.tokens.caller(secret).person == admin
    clock.pass_time(days=30)
    with pytest.raises(AccessError):
        services.tokens.caller(secret)


@pytest.mark.parametrize(
    ("name", "scopes", "days"), [("", READ, 1), ("x", set(), 1), ("x", {"all"}, 1), ("x", READ, 0), ("x", READ, 367)]
)
def test_what_cannot_be_made_is_one_sentence(services, admin, name, scopes, days):
    with pytest.raises(UsageError):
        services.tokens.make(admin, name, scopes, days)


def test_nobody_makes_a_token_that_may_more_than_they(services, admin):
    rita = join(services, admin, Role.RECRUITER)
    assert Scope.AUDIT_READ not in services.tokens.scopes(rita)
    with pytest.raises(UsageError):
        services.tokens.make(rita, "x", {"audit:read"}, 1)
    for role in (Role.INTERVIEWER, Role.REVIEWER):
        with pytest.raises(AccessError):
            services.tokens.make(join(services, admin, role), "x", READ, 1)


def test_a_token_dies_with_its_makers_rights(services, admin):
    rita = join(services, admin, Role.RECRUITER)
    secret = services.tokens.make(rita, "x", READ, 1)
    services.people.change_role(admin, rita.id, Role.INTERVIEWER)
    with pytest.raises(AccessError):
        services.tokens.caller(secret)
    services.people.change_role(admin, rita.id, Role.RECRUITER)
    assert services.tokens.caller(secret)
    services.people.deactivate(admin, rita.id)
    with pytest.raises(AccessError):
        services.tokens.caller(secret)


def test_one_sees_and_revokes_ones_own_and_administrators_all(services, admin):
    rita = join(services, admin, Role.RECRUITER)
    secret = services.tokens.make(rita, "Of Rita", READ, 1)
    services.tokens.make(admin, "Of Ada", READ, 1)
    assert [token.name for token in services.tokens.all(rita)] == ["Of Rita"]
    of_ada = next(token for token in services.tokens.all(admin) if token.name == "Of Ada")
    with pytest.raises(NotFoundError):
        services.tokens.revoke(rita, of_ada.id)
    services.tokens.revoke(admin, services.tokens.caller(secret).token.id)
    with pytest.raises(AccessError):
        services.tokens.caller(secret)
