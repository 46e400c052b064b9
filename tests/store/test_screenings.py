from __future__ import annotations

from datetime import date

import pytest

from candor.domain.applications import ApplicationId, Field
from candor.domain.findings import ApplicantState, CheckId, Evidence, Finding, RuleId, Screening, Severity, state_of
from candor.errors import NotFoundError
from candor.store.screenings import Outcome
from candor.store.values import Person, Role
from store_builders import make_candidate

RITA = Person("p-2", "rita@example.org", "Rita", Role.RECRUITER, True, 0)
WORDS = {"en": "Look", "id": "Lihat"}


def screening(*found: tuple[str, Severity]) -> Screening:
    findings = tuple(
        Finding(
            CheckId("phone"),
            RuleId(rule),
            severity,
            WORDS,
            (Field.PHONES,),
            (Evidence(Field.PHONES, "+1", "form"),),
            (),
            (WORDS,),
            WORDS,
            date(2027, 1, 1),
        )
        for rule, severity in found
    )
    read = {CheckId("phone"): (Field.PHONES,)}
    return Screening(ApplicationId("1"), state_of(findings), findings, (), (), read, date(2026, 11, 22))


CHECK = screening(("phone.public_sms", Severity.CHECK))
ESCALATE = screening(("watchlist.identifier", Severity.ESCALATE))


@pytest.fixture
def candidate(store):
    return make_candidate(store, "Sample Candidate")


def test_what_was_found_waits_for_somebody_and_comes_back_whole(store, candidate):
    store.screenings.keep("p-1", candidate, CHECK)
    assert store.screenings.of(candidate).screening == CHECK
    (waiting,) = store.screenings.waiting()
    assert (waiting.candidate, waiting.name, waiting.state) == (candidate, "Sample Candidate", ApplicantState.CHECK)


def test_nothing_found_and_notes_wait_for_nobody(store, candidate):
    store.screenings.keep("p-1", candidate, screening())
    store.screenings.keep("p-1", candidate, screening(("phone.no_country", Severity.NOTE)))
    assert store.screenings.waiting() == []


def test_those_to_escalate_come_first(store, candidate):
    other = make_candidate(store, "Other")
    store.screenings.keep("p-1", candidate, CHECK)
    store.screenings.keep("p-1", other, ESCALATE)
    assert [each.candidate for each in store.screenings.waiting()] == [other, candidate]
    assert [each.candidate for each in store.screenings.waiting(skip=1)] == [candidate]


def test_what_was_settled_stays_so_until_something_new_is_found(store, candidate):
    store.screenings.keep("p-1", candidate, CHECK)
    store.screenings.settle(RITA, candidate, Outcome.HARMLESS, "Family phone.")
    store.screenings.keep("p-1", candidate, CHECK)
    assert store.screenings.of(candidate).settled.words == "Family phone."
    store.screenings.keep("p-1", candidate, ESCALATE)
    assert store.screenings.of(candidate).settled is None
    assert [each.state for each in store.screenings.waiting()] == [ApplicantState.ESCALATE]


def test_nobody_settles_twice_or_what_does_not_wait(store, candidate):
    with pytest.raises(NotFoundError):
        store.screenings.settle(RITA, candidate, Outcome.HARMLESS, "?")
    store.screenings.keep("p-1", candidate, CHECK)
    store.screenings.settle(RITA, candidate, Outcome.UNKNOWN, "No answer.")
    with pytest.raises(NotFoundError):
        store.screenings.settle(RITA, candidate, Outcome.HARMLESS, "?")
    assert [entry.action for entry in store.audit.entries(2)] == ["screening_unknown", "application_screened"]


def test_a_newer_screening_takes_the_place_of_the_one_before(store, candidate):
    store.screenings.keep("p-1", candidate, ESCALATE)
    store.screenings.keep("p-1", candidate, CHECK)
    assert [each.state for each in store.screenings.waiting()] == [ApplicantState.CHECK]
