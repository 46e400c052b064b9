from __future__ import annotations

import pytest

from candor.errors import AccessError, UsageError
from candor.store.values import House, Role

GOOD = ("Sample Works", "Ada Admin", "ada@example.org", "correct horse battery")


def test_whoever_has_the_token_of_the_terminal_becomes_administrator(services):
    assert services.setup.is_needed()
    founder = services.setup.found(f" {services.setup.token}\n", *GOOD)
    assert founder.role is Role.ADMINISTRATOR
    assert not services.setup.is_needed()
    assert services.setup.house() == House("Sample Works", "ada@example.org")


@pytest.mark.parametrize("token", ["", "guess", "ü"])
def test_nobody_else_on_the_network_can_claim_the_server(services, token):
    with pytest.raises(AccessError) as caught:
        services.setup.found(token, *GOOD)
    assert caught.value.code == "wrong_setup_token"
    assert services.setup.is_needed()


def test_set_up_happens_once(services, admin):
    with pytest.raises(AccessError) as caught:
        services.setup.found(services.setup.token, *GOOD)
    assert caught.value.code == "already_set_up"


def test_a_bad_entry_changes_nothing(services):
    with pytest.raises(UsageError):
        services.setup.found(services.setup.token, *GOOD[:3], "short")
    assert services.setup.is_needed()
