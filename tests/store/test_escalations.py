"""Escalations on disk: opened with the answer, taken and closed once, words sealed, all gone with the candidate."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from candor.domain.escalation import CloseReason, EscalationPhase
from candor.domain.ids import WarningId
from candor.domain.records import WarningAnswer
from candor.errors import NotFoundError, UsageError
from candor.store.schema import EscalationRow, VaultRow
from candor.store.values import Person, Role
from store_builders import build_warning, grant, make_candidate

RITA = Person("p-2", "rita@example.org", "Rita", Role.RECRUITER, is_active=True, session_epoch=0)
W1 = WarningId("w-1")


def escalate(store, clock, interview, warning=W1):
    store.interviews.save_answer(interview, warning, WarningAnswer("escalate", "not the person", "Ina", clock()))


@pytest.fixture
def interview(store, clock):
    candidate = make_candidate(store)
    grant(store, candidate)
    made = store.rounds.create("p-1", candidate, "Engineer, round 1", {})
    store.interviews.save_warning(build_warning(made), 1)
    escalate(store, clock, made)
    return made


def actions(store):
    return [entry.action for entry in store.audit.entries()]


def test_an_answer_of_another_kind_opens_nothing(store, clock, interview):
    store.interviews.save_warning(build_warning(interview, "w-2"), 2)
    store.interviews.save_answer(interview, WarningId("w-2"), WarningAnswer("explained", "", "Ina", clock()))
    assert [held.warning for held in store.interviews.escalations(interview)] == [W1]


def test_an_open_escalation_names_candidate_interview_and_warning(store, clock, interview):
    (held,) = store.escalations.still_open()
    assert (held.name, held.title, held.interview) == ("Sample Candidate", "Engineer, round 1", interview)
    assert (held.warning_code, held.warning_title) == ("made_up", "Recorded title")
    assert (held.escalation.opened_by, held.escalation.opened_at) == ("Ina", clock())


def test_the_oldest_stands_first(store, clock, interview):
    clock.pass_time(minutes=5)
    store.interviews.save_warning(build_warning(interview, "w-0"), 2)
    escalate(store, clock, interview, WarningId("w-0"))
    assert [held.escalation.warning for held in store.escalations.still_open()] == [W1, "w-0"]


def test_a_warning_that_is_escalated_again_stays_one_escalation_until_that_is_closed(store, clock, interview):
    escalate(store, clock, interview)
    assert len(store.interviews.escalations(interview)) == 1
    store.escalations.close(RITA, interview, 1, CloseReason.CHECKED, "")
    escalate(store, clock, interview)
    assert [held.phase for held in store.interviews.escalations(interview)] == [
        EscalationPhase.CLOSED,
        EscalationPhase.OPEN,
    ]


def test_who_takes_and_closes_it_is_recorded_with_time_and_reason(store, clock, interview):
    clock.pass_time(minutes=3)
    store.escalations.take(RITA, interview, 1)
    clock.pass_time(minutes=4)
    store.escalations.close(RITA, interview, 1, CloseReason.EXPLAINED, "a new haircut")
    (held,) = store.rounds.record(interview).escalations
    assert (held.taken_by, held.closed_by, held.reason, held.words) == (
        "Rita",
        "Rita",
        CloseReason.EXPLAINED,
        "a new haircut",
    )
    assert (held.taken_at - held.opened_at).total_seconds() == 180
    assert held.closed_at == clock()
    assert store.escalations.still_open() == []


def test_each_step_is_in_the_audit_trail_with_the_reason(store, interview):
    store.escalations.take(RITA, interview, 1)
    store.escalations.close(RITA, interview, 1, CloseReason.STOPPED, "")
    assert actions(store)[:3] == ["escalation_closed_stopped", "escalation_taken", "warning_escalated"]
    assert store.audit.entries()[0].actor == "p-2"
    assert store.audit.first_broken_link() is None


def test_what_is_closed_cannot_be_taken_or_closed_again(store, interview):
    store.escalations.close(RITA, interview, 1, CloseReason.CHECKED, "")
    for late in (
        lambda: store.escalations.take(RITA, interview, 1),
        lambda: store.escalations.close(RITA, interview, 1, CloseReason.CHECKED, ""),
    ):
        with pytest.raises(UsageError) as caught:
            late()
        assert caught.value.code == "escalation_closed"


def test_an_escalation_that_is_not_there_is_refused(store, interview):
    with pytest.raises(NotFoundError):
        store.escalations.take(RITA, interview, 2)


def test_more_words_are_sealed_and_all_is_gone_with_the_candidate(store, settings, interview):
    store.escalations.close(RITA, interview, 1, CloseReason.FOLLOW_UP, "WORDS-IN-CLEAR")
    assert b"WORDS-IN-CLEAR" not in b"".join(p.read_bytes() for p in settings.home.rglob("*") if p.is_file())
    candidate = store.rounds.interview(interview).candidate
    store.candidates.erase("p-1", candidate)
    with store.database.reading() as session:
        assert session.scalars(select(EscalationRow)).all() == []
        assert session.scalars(select(VaultRow)).all() == []
