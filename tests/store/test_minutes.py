from __future__ import annotations

from candor.domain.seconds import Minute
from store_builders import make_candidate


def letters(told):
    return told.ljust(60, ".")


def test_what_comes_later_is_laid_over_what_is_there(store):
    interview = store.rounds.create("p-1", make_candidate(store), "Talk", {})
    store.interviews.save_minutes(
        interview, [Minute(0, letters("ss"), letters("nn")), Minute(2, letters("d"), letters(""))]
    )
    store.interviews.save_minutes(interview, [Minute(0, letters(".us"), letters("..s"))])
    assert store.rounds.minutes([interview]) == {
        interview: [Minute(0, letters("sus"), letters("nns")), Minute(2, letters("d"), letters(""))]
    }
    assert store.rounds.minutes([]) == {}


def test_the_seconds_go_with_the_candidate(store):
    candidate = make_candidate(store)
    interview = store.rounds.create("p-1", candidate, "Talk", {})
    store.interviews.save_minutes(interview, [Minute(0, letters("s"), letters("s"))])
    store.candidates.erase("p-1", candidate)
    assert store.rounds.minutes([interview]) == {}
