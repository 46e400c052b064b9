from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.checklist import Mark, SkipReason
from candor.store.planning import RoundMade
from candor.store.reach import EVERYTHING, Reach, Within
from candor.store.values import Job, JobRound
from checklist_builders import TEMPLATE, answer
from store_builders import make_candidate


@pytest.fixture
def of(store) -> RoundMade:
    job = store.jobs.job(store.jobs.create("p-1", Job("", "Engineer", 60, (JobRound("", "Talk"),))))
    return RoundMade(job, job.rounds[0], TEMPLATE)


def held(store, of, candidate=None, *answers, ends: bool = True):
    interview = store.rounds.create("p-1", candidate or make_candidate(store), "", {}, of)
    for given in answers:
        store.interviews.save_checklist_answer(interview, given)
    if ends:
        store.interviews.end(interview)
    return interview


def skipped(item: str, reason: SkipReason = SkipReason.NO_TIME):
    return answer(item, Mark.SKIPPED, reason=reason)


def went(store, of):
    return {counted.item.id: counted for counted in store.jobs.asked_items(of.round.id).items}


def test_each_item_is_counted_over_the_candidates_whose_interview_is_over(store, of):
    for _ in range(2):
        held(store, of, None, answer("place"), answer("work"))
    held(store, of, None, answer("place"), skipped("work"))
    held(store, of, None, answer("place"), ends=False)
    store.rounds.cancel("p-1", held(store, of, None, ends=False))
    told = went(store, of)
    assert (told["place"].asked, told["place"].candidates) == (3, 3)
    assert (told["work"].asked, told["work"].skipped, told["work"].left_open) == (2, {SkipReason.NO_TIME: 1}, 0)
    assert (told["id_card"].asked, told["id_card"].left_open) == (0, 3)
    assert not store.jobs.asked_items(of.round.id).is_same_for_all


def test_several_takes_of_a_candidate_count_once_and_asked_in_one_is_asked(store, of):
    candidate = make_candidate(store)
    held(store, of, candidate, skipped("work"), skipped("place", SkipReason.NO_TIME))
    held(store, of, candidate, answer("work"), skipped("place", SkipReason.ANOTHER_WAY))
    told = went(store, of)
    assert (told["work"].asked, told["work"].candidates, told["work"].skipped) == (1, 1, {})
    assert len(store.jobs.not_asked(of.round.id, "place", EVERYTHING)) == 1
    assert sum(told["place"].skipped.values()) == 1


def test_an_item_counts_for_those_whose_version_asks_it(store, of):
    held(store, of, None, answer("place"), answer("work"))
    shorter = replace(TEMPLATE, version=2, items=tuple(item for item in TEMPLATE.items if item.id != "work"))
    held(store, replace(of, checklist=shorter), None, answer("place"))
    told = went(store, of)
    assert (told["place"].asked, told["place"].candidates) == (2, 2)
    assert (told["work"].asked, told["work"].candidates) == (1, 1)
    assert store.jobs.not_asked(of.round.id, "work", EVERYTHING) == []
    versions = store.jobs.asked_items(of.round.id).versions
    assert [version.version for version in versions] == [2, 1]


def test_who_was_not_asked_is_told_with_the_reason_and_within_reach_only(store, of, clock):
    held(store, of, make_candidate(store, "Asked Already"), answer("work"))
    first = held(store, of, make_candidate(store, "First Left"), skipped("work", SkipReason.KNOWN_ALREADY))
    clock.pass_time(days=1)
    held(store, of, make_candidate(store, "Second Left"))
    told = store.jobs.not_asked(of.round.id, "work", EVERYTHING)
    assert [(one.name, one.reason) for one in told] == [("First Left", SkipReason.KNOWN_ALREADY), ("Second Left", None)]
    assert told[0].interview == first
    assert store.jobs.not_asked(of.round.id, "work", Within(Reach.ASSIGNED, "p-2")) == []


def test_a_round_without_an_interview_that_is_over_says_nothing(store, of):
    held(store, of, ends=False)
    assert store.jobs.asked_items(of.round.id) is None
    assert store.jobs.not_asked(of.round.id, "work", EVERYTHING) == []
