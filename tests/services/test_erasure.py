from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from candor.errors import AccessError, NotFoundError
from candor.store.values import Role


@pytest.fixture
def candidate(services, admin):
    return services.candidates.create(admin, "Sample Candidate", "", "en")


def test_erasing_stops_running_calls_and_leaves_no_record(services, admin, candidate, live):
    interview = services.interviews.create(admin, candidate, "one")
    token = services.interviews.pair(services.interviews.new_pairing_code(admin, interview).code)
    services.erasure.erase(admin, candidate)
    assert live.told == [("stop", interview)]
    with pytest.raises(NotFoundError):
        services.candidates.candidate(admin, candidate)
    with pytest.raises(AccessError) as caught:
        services.store.interviews.redeem(token.token)
    assert caught.value.code == "unknown_token"


def test_a_candidate_erases_themselves_by_their_link(services, admin, candidate):
    link = services.candidates.link(admin, candidate)
    services.erasure.erase_by_link(link)
    with pytest.raises(AccessError):
        services.erasure.erase_by_link(link)
    assert services.store.audit.entries(1)[0].actor == "candidate"


def test_whoever_is_due_is_erased_by_the_calendar(services, admin, candidate, clock):
    assert services.erasure.erase_due() == 0
    clock.pass_time(days=60)
    later = services.candidates.create(admin, "Later Candidate", "", "en")
    clock.pass_time(days=31)
    assert services.erasure.erase_due() == 1
    assert [c.id for c in services.candidates.page(admin).lines] == [later]


def test_an_interviewer_erases_nobody(services, admin, candidate):
    with pytest.raises(AccessError):
        services.erasure.erase(replace(admin, role=Role.INTERVIEWER), candidate)
    assert services.candidates.candidate(admin, candidate)


def test_the_calendar_is_kept_until_it_is_told_to_stop(services, admin, candidate, clock):
    clock.pass_time(days=91)
    stop = threading.Event()
    stop.set()
    services.erasure.keep_calendar(stop)
    assert services.candidates.page(admin).lines == []


@pytest.mark.sqlite
def test_a_database_that_fails_does_not_stop_the_calendar(services, admin, candidate, caplog):
    services.store.close()
    path = services.store.database.engine.url.database
    assert path is not None
    Path(path).rename(path + ".away")
    Path(path).mkdir()
    stop = threading.Event()
    stop.set()
    services.erasure.keep_calendar(stop)
    assert "trying again" in caplog.text


def test_who_is_due_within_a_week_is_told_first(services, admin, candidate, clock):
    assert services.erasure.due_soon(admin) == []
    clock.pass_time(days=84)
    services.candidates.create(admin, "Later Candidate", "", "en")
    assert [one.id for one in services.erasure.due_soon(admin)] == [candidate]
    with pytest.raises(AccessError):
        services.erasure.due_soon(replace(admin, role=Role.INTERVIEWER))
