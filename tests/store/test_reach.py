from __future__ import annotations

import pytest
from sqlalchemy import select

from candor.store.reach import EVERYTHING, Reach, Within
from candor.store.schema import CandidateRow, InterviewRow
from candor.store.values import House
from store_builders import build_warning, make_candidate


@pytest.fixture
def three(store):
    """Interviews of three candidates: one plain, one assigned, one flagged."""
    store.people.found(House("Sample", "a@b.c"), "a@b.c", "Ada", "hash")
    made = [store.rounds.create("p-1", make_candidate(store), "Engineer", {}) for _ in range(3)]
    store.assignments.assign("p-1", made[1], store.people.all()[0].id)
    store.interviews.save_warning(build_warning(made[2]), 1)
    return made


def test_a_reach_holds_the_right_interviews_and_their_candidates(store, three):
    person = store.people.all()[0].id
    for within, expected in (
        (EVERYTHING, {0, 1, 2}),
        (Within(Reach.ASSIGNED, person), {1}),
        (Within(Reach.ASSIGNED, "p-other"), set()),
        (Within(Reach.FLAGGED, person), {2}),
    ):
        with store.database.reading() as session:
            interviews = set(session.scalars(select(InterviewRow.id).where(within.interviews())))
            candidates = set(session.scalars(select(CandidateRow.id).where(within.candidates())))
        assert interviews == {three[n] for n in expected}
        assert candidates == {store.rounds.interview(three[n]).candidate for n in expected}
