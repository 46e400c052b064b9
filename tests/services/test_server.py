from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.second_opinion import ServiceState
from candor.errors import AccessError
from candor.store.values import Role


def test_administrators_see_how_the_second_opinion_does(services, admin):
    assert services.server.second_opinion(admin).state is ServiceState.OFF


def test_nobody_else_does(services, admin):
    with pytest.raises(AccessError):
        services.server.second_opinion(replace(admin, role=Role.RECRUITER))


def test_whoever_watches_the_server_gets_one_word(services):
    assert services.server.second_opinion_state() == "off"
