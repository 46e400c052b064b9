from __future__ import annotations

import pytest

from candor.checklists.template_file import load_shipped
from candor.domain.ids import SignalName
from candor.domain.records import SignalTally
from candor.signals import ALL_SIGNALS
from candor.store import equality
from candor.store.planning import RoundMade
from candor.store.values import AskedCheck, Job, JobRound
from store_builders import build_check, make_candidate


@pytest.fixture
def of(store) -> RoundMade:
    job = store.jobs.job(store.jobs.create("p-1", Job("", "Engineer", 60, (JobRound("", "Talk"),))))
    return RoundMade(job, job.rounds[0], load_shipped())


def held(store, of, *, ends: bool = True):
    interview = store.rounds.create("p-1", make_candidate(store), "", {}, of)
    store.interviews.begin(interview)
    if ends:
        store.interviews.end(interview)
    return interview


def test_checks_are_counted_over_the_interviews_that_are_over(store, of):
    first, second, running = held(store, of), held(store, of), held(store, of, ends=False)
    for interview in (first, running):
        store.interviews.save_check(interview, build_check())
        store.interviews.save_tallies(interview, {SignalName("identity_match"): SignalTally(3, {})})
    store.interviews.save_tallies(second, {SignalName("identity_match"): SignalTally(0, {"no_face": 9})})
    store.interviews.save_tallies(second, {SignalName("second_voice"): SignalTally(1, {})})
    store.rounds.cancel("p-1", store.rounds.create("p-1", make_candidate(store), "", {}, of))
    told = store.jobs.asked(of.job.id)[of.round.id]
    assert told.interviews == 2
    assert told.done == {
        AskedCheck.IDENTITY: 1,
        AskedCheck.MOVEMENT: 1,
        AskedCheck.LIGHT: 0,
        AskedCheck.SOUND: 1,
    }


def test_a_round_without_an_interview_that_is_over_says_nothing(store, of):
    held(store, of, ends=False)
    assert store.jobs.asked(of.job.id) == {}


def test_the_signals_that_are_counted_exist():
    counted = {name for names in equality._SIGNALS.values() for name in names}
    assert counted <= {signal.name for signal in ALL_SIGNALS}
