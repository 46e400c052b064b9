from __future__ import annotations

import pytest

from candor.domain.flags import FlagDeed
from candor.domain.groups import Axis
from candor.domain.ids import SignalName, WarningId
from candor.domain.observations import Abstention
from candor.domain.questions import Question
from candor.store.values import Person, Role
from store_builders import build_warning, grant, make_candidate

INA = Person("p-1", "ina@example.org", "Ina", Role.REVIEWER, is_active=True, session_epoch=0)
FALSE, TRUE, UNKNOWN = FlagDeed.FALSE, FlagDeed.TRUE, FlagDeed.UNKNOWN


@pytest.fixture
def resolved(store):
    """Make an interview that is over, whose warning was resolved so, and so, and so."""

    def make(*deeds, candidate=None):
        candidate = candidate or make_candidate(store)
        grant(store, candidate)
        interview = store.rounds.create("p-1", candidate, "Work", {"candor": "test"})
        store.interviews.save_progress(interview, frames=9, dropped=0, sound_lost_s=0.0, duration_s=60.0)
        store.interviews.save_verdicts(interview, [Abstention(SignalName("blink"), Question.GENUINE, 3.0, "no_face")])
        store.interviews.save_warning(build_warning(interview), 1)
        store.interviews.end(interview)
        for deed in deeds:
            store.flags.add(INA, interview, WarningId("w-1"), deed, "why")
        return candidate

    return make


def test_the_newest_resolution_counts_and_what_is_not_settled_does_not(store, resolved):
    for deeds in ((), (UNKNOWN,), (FALSE, UNKNOWN)):
        resolved(*deeds)
    assert store.settled.warnings(10) == []
    resolved(FALSE, TRUE)
    [settled] = store.settled.warnings(10)
    assert (settled.code, settled.is_right, settled.llr, settled.at_s) == ("made_up", True, 7.25, 12.5)
    assert [verdict.signal for verdict in settled.verdicts] == ["blink"]
    assert settled.versions == {"candor": "test"}


def test_at_most_so_many_are_read(store, resolved):
    for _ in range(3):
        resolved(FALSE)
    assert len(store.settled.warnings(2)) == 2


def test_people_are_counted_once_with_what_they_said_and_only_before_a_moment(store, clock, resolved):
    person = resolved(FALSE)
    resolved(TRUE, candidate=person)
    resolved(FALSE)  # said nothing
    silent = make_candidate(store)  # had no interview
    for candidate in (person, silent):
        store.groups.save(candidate, {Axis.AGE: "under_30"})
    assert store.settled.people(clock()) == []
    clock.pass_time(days=1)
    [counted] = store.settled.people(clock())
    assert (counted.said, counted.false_alarms) == ({Axis.AGE: "under_30"}, {"made_up"})
