from __future__ import annotations

from analysis_builders import abstention, observation
from candor.store import observations
from store_builders import grant, make_candidate


def _interview(store):
    candidate = make_candidate(store)
    grant(store, candidate)
    return candidate, store.rounds.create("p-1", candidate, "Engineer", {})


def test_verdicts_come_back_in_the_order_of_the_interview(store):
    _, interview = _interview(store)
    later, earlier = [observation(61.0), abstention(61.5)], [observation(1.0)]
    store.interviews.save_verdicts(interview, later)
    store.interviews.save_verdicts(interview, earlier)
    store.interviews.save_verdicts(interview, [])
    assert store.evidence.verdicts(interview) == [*earlier, *later]


def test_verdicts_are_packed_small_and_lie_sealed(store, settings):
    _, interview = _interview(store)
    minute = [v for s in range(60) for v in (observation(float(s)), abstention(float(s)))]
    store.interviews.save_verdicts(interview, minute)
    assert len(observations.packed(minute)) < 1500
    assert not [p for p in settings.home.iterdir() if p.is_file() and b"same_person" in p.read_bytes()]


def test_after_a_withdrawal_nothing_is_added(store):
    candidate, interview = _interview(store)
    grant(store, candidate, "withdrawn")
    store.interviews.save_verdicts(interview, [observation(1.0)])
    assert store.evidence.verdicts(interview) == []
