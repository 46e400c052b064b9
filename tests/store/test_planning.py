from __future__ import annotations

from datetime import timedelta

import pytest

from candor.checklists.template_file import load_shipped
from candor.errors import AccessError, UsageError
from candor.store.planning import RoundMade
from candor.store.values import AskedCheck, House, Job, JobRound, Plan
from store_builders import make_candidate


@pytest.fixture
def of(store) -> RoundMade:
    first = JobRound("", "First interview", checks=frozenset({AskedCheck.SOUND, AskedCheck.LIGHT}))
    job = store.jobs.job(store.jobs.create("p-1", Job("", "Engineer", 60, (first,))))
    return RoundMade(job, job.rounds[0], load_shipped("first_day"))


def test_an_interview_of_a_round_has_its_title_checks_and_checklist(store, of):
    interview = store.rounds.create("p-1", make_candidate(store), "", {}, of)
    held = store.rounds.interview(interview)
    assert (held.title, held.round_id, held.take) == ("Engineer: First interview", of.round.id, 1)
    assert held.checks == of.round.checks
    recorded = store.interviews.begin_checklist(interview, load_shipped())
    assert recorded.template.id == "first_day"


def test_another_take_is_numbered_and_one_that_was_cancelled_does_not_count(store, of):
    candidate = make_candidate(store)
    store.rounds.cancel("p-1", store.rounds.create("p-1", candidate, "", {}, of))
    takes = [store.rounds.interview(store.rounds.create("p-1", candidate, "", {}, of)) for _ in range(2)]
    assert [(held.title, held.take) for held in takes] == [
        ("Engineer: First interview", 1),
        ("Engineer: First interview (2)", 2),
    ]


def test_what_comes_next_is_told_soonest_first(store, of, clock):
    candidate = make_candidate(store)
    plans = [Plan(clock() + timedelta(hours=hours), "Asia/Jakarta") for hours in (5, 2, 3)]
    late, soon, _ = [store.rounds.create("p-1", candidate, "", {}, of, plan) for plan in plans]
    store.rounds.create("p-1", candidate, "Without a time", {})
    begun = store.rounds.create("p-1", candidate, "", {}, of, plans[0])
    store.interviews.begin(begun)
    assert [held.id for held in store.rounds.upcoming(1)] == [soon]
    assert [held.id for held in store.rounds.upcoming(9)][-1] == late
    assert store.rounds.upcoming(9)[0].plan == plans[1]


def test_the_people_of_a_round_are_assigned_to_each_interview_of_it(store):
    ada = store.people.found(House("Sample", "a@b.c"), "a@b.c", "Ada", "hash")
    rounds = (JobRound("", "Talk", interviewers=(ada.id, "p-gone")),)
    job = store.jobs.job(store.jobs.create(ada.id, Job("", "Engineer", 60, rounds)))
    of = RoundMade(job, job.rounds[0], load_shipped())
    interview = store.rounds.create(ada.id, make_candidate(store), "", {}, of)
    assert store.assignments.of_interview(interview) == [ada]


def test_another_time_is_agreed_on_until_it_has_begun(store, of, clock):
    interview = store.rounds.create("p-1", make_candidate(store), "", {}, of)
    store.rounds.plan("p-1", interview, Plan(clock(), "UTC"))
    assert store.rounds.interview(interview).plan == Plan(clock(), "UTC")
    store.interviews.begin(interview)
    for change in (
        lambda: store.rounds.plan("p-1", interview, Plan()),
        lambda: store.rounds.cancel("p-1", interview),
    ):
        with pytest.raises(UsageError, match="has begun"):
            change()


def test_nothing_pairs_with_what_was_cancelled(store, of, clock):
    interview = store.rounds.create("p-1", make_candidate(store), "", {}, of)
    code = store.rounds.offer_pairing("Ina", interview, clock() + timedelta(minutes=10)).code
    token = store.rounds.redeem_pairing(code, clock() + timedelta(hours=1)).token
    store.rounds.cancel("p-1", interview)
    with pytest.raises(AccessError):
        store.interviews.redeem(token)
    with pytest.raises(AccessError):
        store.rounds.offer_pairing("Ina", interview, clock())
    assert store.rounds.interview(interview).cancelled_at == clock()
