from __future__ import annotations

from candor.store.reach import Reach, Within
from candor.store.values import House
from store_builders import make_candidate


def test_an_assignment_is_kept_listed_and_goes_with_the_candidate(store):
    person = store.people.found(House("Sample", "a@b.c"), "a@b.c", "Ada", "hash")
    candidate = make_candidate(store)
    interview = store.rounds.create("p-1", candidate, "Engineer", {})
    mine = Within(Reach.ASSIGNED, person.id)
    assert not store.assignments.reaches_interview(mine, interview)

    store.assignments.assign("p-1", interview, person.id)
    assert store.assignments.of_interview(interview) == [person]
    assert store.assignments.reaches_interview(mine, interview)
    assert store.assignments.reaches_candidate(mine, candidate)

    store.candidates.erase("p-1", candidate)
    assert store.assignments.of_interview(interview) == []
    assert not store.assignments.reaches_candidate(mine, candidate)


def test_taking_back_what_was_never_given_leaves_no_trace(store):
    interview = store.rounds.create("p-1", make_candidate(store), "Engineer", {})
    before = len(store.audit.entries())
    store.assignments.withdraw("p-1", interview, "p-9")
    assert len(store.audit.entries()) == before
