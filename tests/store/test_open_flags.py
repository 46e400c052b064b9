"""Which warnings wait: those that nobody resolved, and those that need a second person; searched, a page at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.flags import FlagDeed
from candor.domain.ids import WarningId
from candor.store.reach import EVERYTHING, Reach, Within
from candor.store.values import Person, Role
from store_builders import build_warning, make_candidate

ADA = Person("p-1", "ada@example.org", "Ada", Role.ADMINISTRATOR, is_active=True, session_epoch=0)
RITA = replace(ADA, id="p-2", name="Rita", role=Role.RECRUITER)
W1 = WarningId("w-1")


def ended(store, name="Sample Candidate", warnings=("w-1",)):
    made = store.rounds.create("p-1", make_candidate(store, name), "Engineer, round 1", {})
    for event, warning in enumerate(warnings):
        store.interviews.save_warning(build_warning(made, warning), event)
    store.interviews.end(made)
    return made


@pytest.fixture
def interview(store):
    return ended(store)


def propose(store, interview):
    store.flags.add(ADA, interview, W1, FlagDeed.TRUE, "seen on paper")
    store.flags.add(ADA, interview, W1, FlagDeed.SILENCE, "")
    store.flags.add(ADA, interview, W1, FlagDeed.STOP_PROPOSED, "not the person")


def waiting(store, *args):
    return [flag.warning for flag in store.open_flags.page(*args).flags]


def test_what_waits_is_what_nobody_resolved_and_what_needs_a_second_person(store, interview):
    store.interviews.save_warning(build_warning(interview, "w-2"), 2)
    assert waiting(store) == ["w-1", "w-2"]
    store.flags.add(ADA, interview, W1, FlagDeed.FALSE, "an old photo")
    assert waiting(store) == ["w-2"]
    propose(store, interview)
    listed = store.open_flags.page().flags
    assert [(flag.warning, flag.is_proposed) for flag in listed] == [("w-1", True), ("w-2", False)]
    store.flags.add(RITA, interview, W1, FlagDeed.STOP_DECLINED, "too little", 4)
    assert waiting(store) == ["w-2"]


def test_what_is_out_of_reach_does_not_wait(store, interview):
    assert waiting(store, Within(Reach.ASSIGNED, "p-9")) == []
    assert len(waiting(store, Within(Reach.FLAGGED, "p-9"))) == 1


def test_pages_hold_each_flag_once_in_one_order(store, clock):
    for n in range(2):  # that end at the same time
        ended(store, f"Somebody {n}", ("w-1", "w-2"))
    clock.pass_time(minutes=1)
    propose(store, ended(store, "Somebody Later", ("w-1", "w-2")))
    whole = store.open_flags.page().flags
    after, found = None, []
    while after is not None or not found:
        page = store.open_flags.page(EVERYTHING, "", after, size=2)
        assert page.total == 6
        found += page.flags
        if page.after is None:
            break
        after = page.after
    assert found == whole
    assert len(found) == 6
    assert found[0].is_proposed


def test_the_search_finds_by_the_candidates_name(store):
    ended(store, "Óscar Núñez")
    ended(store, "Mei Tanaka")
    page = store.open_flags.page(EVERYTHING, "nunez osc")
    assert ([flag.name for flag in page.flags], page.total) == (["Óscar Núñez"], 1)
    assert store.open_flags.page(EVERYTHING, "nobody").flags == []
