from __future__ import annotations

import pytest

from candor.domain.flags import FlagDeed
from candor.domain.ids import WarningId
from store_builders import build_warning

W1 = WarningId("w-1")


@pytest.fixture
def candidate(services, admin):
    return services.candidates.create(admin, "Sample Candidate", "", "en")


def run(services, admin, candidate, title, *, ends=True):
    made = services.interviews.create(admin, candidate, title)
    services.store.interviews.begin(made)
    services.store.interviews.save_warning(build_warning(made), 1)
    if ends:
        services.interviews.end(admin, made)
    return made


def test_candidates_read_what_is_over_newest_first_and_nothing_that_runs(services, admin, candidate, clock):
    run(services, admin, candidate, "one")
    clock.pass_time(days=1)
    run(services, admin, candidate, "two")
    run(services, admin, candidate, "running", ends=False)
    services.interviews.end(admin, services.interviews.create(admin, candidate, "never begun"))
    found = services.own_results.of(candidate, "en")
    assert [one.report.record.title for one in found] == ["two", "one"]


def test_what_people_made_of_a_warning_is_there(services, admin, candidate):
    made = run(services, admin, candidate, "one")
    services.flags.note(admin, made, W1, "false", "a reason of ours")
    (one,) = services.own_results.of(candidate, "id")
    assert one.flag(W1).resolution.deed is FlagDeed.FALSE
    assert one.flag(WarningId("w-9")).entries == ()


def test_nobody_reads_of_somebody_else(services, admin, candidate):
    run(services, admin, candidate, "one")
    assert services.own_results.of(services.candidates.create(admin, "Other", "", "en"), "en") == []
