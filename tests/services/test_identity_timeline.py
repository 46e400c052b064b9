from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.seconds import Minute
from candor.errors import AccessError
from candor.services.identity_timeline import Bar
from candor.store.values import Role
from store_builders import build_warning


@pytest.fixture
def candidate(services, admin):
    return services.candidates.create(admin, "Sample", "", "en")


def held(services, admin, candidate, clock, *minutes):
    interview = services.interviews.create(admin, candidate, "Talk")
    clock.pass_time(hours=1)
    services.store.interviews.begin(interview)
    services.store.interviews.save_minutes(interview, minutes)
    return interview


def test_rounds_stand_side_by_side_oldest_first_with_what_their_seconds_say(services, admin, candidate, clock):
    first = held(services, admin, candidate, clock, Minute(0, "r" * 60, "r" * 3 + "s" * 57))
    second = held(
        services,
        admin,
        candidate,
        clock,
        Minute(0, "s" * 60, "s" * 60),
        Minute(2, "s" * 40 + "d" * 10 + "." * 10, "s" * 50 + "." * 10),
    )
    services.interviews.create(admin, candidate, "Not begun")
    services.store.interviews.save_warning(build_warning(second), 1)
    a, b = services.identity.of(admin, candidate)
    assert [a.interview.id, b.interview.id] == [first, second]
    assert (a.identity.same_percent, a.continuity.same_percent, a.pictures) == (None, 100, ())
    assert a.bars == (Bar(0, 57, 0, 3),)
    assert (b.identity.same_percent, b.identity.differs_s) == (90, 10)
    assert (b.identity.gaps, b.identity.gap_s) == (1, 60)
    assert b.bars == (Bar(0, 60, 0, 0), Bar(2, 40, 10, 0))
    assert b.pictures == ("w-1",)


def test_an_interview_from_before_seconds_were_kept_says_nothing(services, admin, candidate, clock):
    held(services, admin, candidate, clock)
    [only] = services.identity.of(admin, candidate)
    assert (only.identity.same_percent, only.bars) == (None, ())


def test_who_is_not_assigned_sees_no_timeline(services, admin, candidate):
    with pytest.raises(AccessError):
        services.identity.of(replace(admin, role=Role.INTERVIEWER), candidate)
