from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.findings import ApplicantState
from candor.errors import AccessError, NotFoundError, UsageError
from candor.services.screener import Upload
from candor.store.values import Role
from store_builders import join

SHARED = {"phones": ["+1 212-736-5000"], "place": "New York, US"}


@pytest.fixture
def candidate(services, admin):
    return services.candidates.create(admin, "Sample Candidate", "sample@example.org", "en")


def rules(shown):
    return {finding.rule for finding in shown.kept.screening.findings}


def test_what_is_noted_is_looked_through_at_once(services, admin, candidate):
    services.screening.file(admin, candidate, SHARED)
    shown = services.screening.shown(admin, candidate)
    assert shown.filed.application.name.value == "Sample Candidate", "the candidate's own name, whatever is sent"
    assert shown.kept.screening.fields_read


def test_one_telephone_under_two_names_is_told_of_both(services, admin, candidate):
    other = services.candidates.create(admin, "Somebody Else", "else@example.org", "en")
    services.screening.file(admin, other, SHARED)
    services.screening.file(admin, candidate, SHARED)
    shown = services.screening.shown(admin, candidate)
    assert any(rule.startswith("duplicates.") for rule in rules(shown))
    assert shown.others[other] == "Somebody Else"
    services.erasure.erase(admin, other)
    assert services.screening.shown(admin, candidate).others == {}, "who was erased is not named"
    services.screening.screen(admin, candidate)
    assert not any(rule.startswith("duplicates.") for rule in rules(services.screening.shown(admin, candidate)))


def test_a_cv_adds_what_the_form_leaves_out_and_stays_when_the_form_is_sent_again(services, admin, candidate):
    cv = Upload("cv.txt", b"Sample Candidate\n\nReach me at cv.address@example.org\n\nA line of text about work.")
    services.screening.file(admin, candidate, {"place": "Austin, US"}, cv)
    services.screening.file(admin, candidate, {"place": "Austin, TX, US"})
    application = services.screening.shown(admin, candidate).filed.application
    assert [stated.value for stated in application.emails] == ["cv.address@example.org"]
    assert [document.name for document in application.documents] == ["cv.txt"]


@pytest.mark.parametrize(
    ("typed", "cv"), [({"phones": 7}, None), ({"education": [{}]}, None), ({}, Upload("cv.pdf", b"%PDF-1.7 broken"))]
)
def test_what_cannot_be_used_is_one_sentence_and_loses_nothing(services, admin, candidate, typed, cv):
    services.screening.file(admin, candidate, SHARED)
    before = services.screening.shown(admin, candidate)
    with pytest.raises(UsageError):
        services.screening.file(admin, candidate, typed, cv)
    assert services.screening.shown(admin, candidate) == before


def test_people_settle_what_was_found_with_words(services, admin, candidate):
    services.screening.file(admin, candidate, {"addresses": [], "emails": ["a@mailinator.com"]})
    if not services.screening.waiting(admin):
        pytest.fail("an address that lives for minutes waits for somebody")
    for outcome, words in (("guilty", "because"), ("harmless", "  ")):
        with pytest.raises(UsageError):
            services.screening.settle(admin, candidate, outcome, words)
    services.screening.settle(admin, candidate, "harmless", "Called: a forwarding service.")
    assert services.screening.waiting(admin) == []


def test_what_is_to_be_escalated_is_settled_by_an_administrator(services, admin, candidate):
    recruiter = join(services, admin, Role.RECRUITER)
    services.screening.file(recruiter, candidate, {"emails": ["a@mailinator.com"]})
    found = services.store.screenings.of(candidate).screening
    services.store.screenings.keep(admin.id, candidate, replace(found, state=ApplicantState.ESCALATE))
    with pytest.raises(AccessError):
        services.screening.settle(recruiter, candidate, "harmless", "It is nothing.")
    services.screening.settle(admin, candidate, "harmless", "Another person of that name.")
    assert services.screening.waiting(admin) == []


def test_only_recruiters_and_administrators_see_applications(services, admin, candidate):
    interviewer, recruiter = join(services, admin, Role.INTERVIEWER), join(services, admin, Role.RECRUITER)
    services.screening.file(recruiter, candidate, SHARED)
    for use in (services.screening.shown, services.screening.screen):
        with pytest.raises(AccessError):
            use(interviewer, candidate)
    with pytest.raises(AccessError):
        services.screening.waiting(interviewer)


def test_nothing_is_looked_through_before_something_was_noted(services, admin, candidate):
    assert services.screening.shown(admin, candidate) is None
    with pytest.raises(NotFoundError):
        services.screening.screen(admin, candidate)
