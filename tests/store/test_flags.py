"""Flags on disk: entries are added and stay, words are sealed, all is gone with the candidate."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from candor.domain.flags import MOST_SAID, FlagDeed
from candor.domain.ids import InterviewId, WarningId
from candor.errors import NotFoundError, UsageError
from candor.store.schema import FlagEntryRow, VaultRow
from candor.store.values import Person, Role
from store_builders import build_warning, grant, make_candidate

ADA = Person("p-1", "ada@example.org", "Ada", Role.ADMINISTRATOR, is_active=True, session_epoch=0)
RITA = replace(ADA, id="p-2", name="Rita", role=Role.RECRUITER)
W1 = WarningId("w-1")


@pytest.fixture
def interview(store):
    candidate = make_candidate(store)
    grant(store, candidate)
    made = store.rounds.create("p-1", candidate, "Engineer, round 1", {})
    store.interviews.save_warning(build_warning(made), 1)
    store.interviews.end(made)
    return made


def propose(store, interview):
    store.flags.add(ADA, interview, W1, FlagDeed.TRUE, "seen on paper")
    store.flags.add(ADA, interview, W1, FlagDeed.SILENCE, "")
    store.flags.add(ADA, interview, W1, FlagDeed.STOP_PROPOSED, "not the person")


def test_every_entry_stays_with_name_time_and_words(store, clock, interview):
    store.flags.add(ADA, interview, W1, FlagDeed.TRUE, "seen on paper")
    clock.pass_time(minutes=5)
    store.flags.add(RITA, interview, W1, FlagDeed.FALSE, "an old photo")
    first, second = store.flags.of_interview(interview)[W1].entries
    assert (first.by, first.deed, first.words) == ("Ada", FlagDeed.TRUE, "seen on paper")
    assert (second.by, second.person, second.words, second.at) == ("Rita", "p-2", "an old photo", clock())
    assert list(store.rounds.record(interview).flags) == [first, second]


def test_each_deed_is_in_the_audit_trail_and_a_refused_one_is_not(store, interview):
    propose(store, interview)
    with pytest.raises(UsageError):
        store.flags.add(ADA, interview, W1, FlagDeed.STOP_AGREED, "", 3)
    store.flags.add(RITA, interview, W1, FlagDeed.STOP_AGREED, "I agree", 3)
    newest = store.audit.entries()[:2]
    assert [(e.actor, e.action) for e in newest] == [("p-2", "flag_stop_agreed"), ("p-1", "flag_stop_proposed")]
    assert store.audit.first_broken_link() is None
    assert store.flags.of_interview(interview)[W1].stop is not None


def test_a_running_interview_and_an_unknown_warning_are_refused(store, interview):
    running = store.rounds.create("p-1", store.rounds.interview(interview).candidate, "Engineer, round 2", {})
    store.interviews.save_warning(build_warning(running), 1)
    with pytest.raises(UsageError) as caught:
        store.flags.add(ADA, running, W1, FlagDeed.TRUE, "x")
    assert caught.value.code == "interview_not_over"
    for named, warning in ((interview, "w-9"), ("i-none", "w-1")):
        with pytest.raises(NotFoundError):
            store.flags.add(ADA, InterviewId(named), WarningId(warning), FlagDeed.TRUE, "x")


def test_words_are_sealed_and_all_is_gone_with_the_candidate(store, settings, interview):
    store.flags.add(ADA, interview, W1, FlagDeed.STATEMENT, "WORDS-IN-CLEAR")
    assert b"WORDS-IN-CLEAR" not in b"".join(p.read_bytes() for p in settings.home.rglob("*") if p.is_file())
    store.candidates.erase("p-1", store.rounds.interview(interview).candidate)
    with store.database.reading() as session:
        assert session.scalars(select(FlagEntryRow)).all() == []
        assert session.scalars(select(VaultRow)).all() == []
    assert store.flags.of_interview(interview) == {}


def test_a_candidate_answers_what_was_asked_under_their_name(store, interview):
    candidate = store.rounds.interview(interview).candidate
    assert store.flags.asked_of(candidate) == []
    store.flags.add(ADA, interview, W1, FlagDeed.ASKED, "")
    (held,) = store.flags.asked_of(candidate)
    assert (held.title, held.warning, held.told.title) == ("Engineer, round 1", "w-1", "Recorded title")
    assert held.flag.is_asked
    store.flags.answer(candidate, interview, W1, "An old photo.")
    (held,) = store.flags.asked_of(candidate)
    assert (held.flag.entries[-1].by, held.flag.entries[-1].words) == ("Sample Candidate", "An old photo.")
    assert (store.audit.entries()[0].actor, store.audit.entries()[0].action) == ("candidate", "flag_statement")


def test_nobody_answers_for_somebody_else_or_without_end(store, interview):
    other = make_candidate(store, "Other Candidate")
    store.flags.add(ADA, interview, W1, FlagDeed.ASKED, "")
    with pytest.raises(NotFoundError):
        store.flags.answer(other, interview, W1, "me")
    store.interviews.save_warning(build_warning(interview, "w-2"), 2)
    candidate = store.rounds.interview(interview).candidate
    for _ in range(MOST_SAID):
        store.flags.answer(candidate, interview, WarningId("w-2"), "me")
    with pytest.raises(UsageError) as caught:
        store.flags.answer(candidate, interview, WarningId("w-2"), "me")
    assert caught.value.code == "enough_said"
    assert store.flags.asked_of(other) == []


def test_a_resolved_warning_waits_again_when_the_candidate_disputes_it(store, interview):
    candidate = store.rounds.interview(interview).candidate
    store.flags.add(ADA, interview, W1, FlagDeed.TRUE, "seen")
    assert store.open_flags.page().flags == []
    store.flags.answer(candidate, interview, W1, "It was my brother.")
    (waiting,) = store.open_flags.page().flags
    assert (waiting.warning, waiting.is_disputed, waiting.is_proposed) == ("w-1", True, False)
    store.flags.add(ADA, interview, W1, FlagDeed.FALSE, "so it was")
    assert store.open_flags.page().flags == []
