from __future__ import annotations

import pytest

from candor.errors import AccessError
from candor.services import notice as texts
from candor.store.values import ConsentDecision, ConsentMethod
from store_builders import picture

GRANTED, REFUSED, WITHDRAWN = ConsentDecision.GRANTED, ConsentDecision.REFUSED, ConsentDecision.WITHDRAWN


@pytest.fixture
def candidate(services, admin):
    return services.candidates.create(admin, "Sample Candidate", "", "en")


@pytest.fixture
def link(services, admin, candidate):
    return services.candidates.link(admin, candidate)


def test_a_decision_is_recorded_with_the_text_it_was_about(services, admin, candidate, link, clock):
    services.consent.decide_by_link(link, GRANTED, "id")
    (held,) = services.consent.history(candidate)
    shown = services.consent.notice(services.candidates.candidate(admin, candidate), "id")
    assert (held.decision, held.method, held.recorded_by) == (GRANTED, ConsentMethod.OWN_LINK, "Sample Candidate")
    assert (held.text_version, held.text_sha256, held.language) == (texts.VERSION, shown.sha256, "id")
    assert held.at == clock()


def test_a_read_out_decision_names_who_recorded_it(services, admin, candidate):
    services.consent.record_read_out(admin, candidate, GRANTED, "en")
    (held,) = services.consent.history(candidate)
    assert (held.method, held.recorded_by) == (ConsentMethod.READ_OUT, "Ada Admin")


def test_the_reference_is_made_when_consent_comes_after_the_photo(services, admin, candidate, link, faces):
    services.photos.upload(admin, candidate, picture())
    services.consent.decide_by_link(link, GRANTED, "en")
    assert faces.embeddings == 1
    assert services.candidates.candidate(admin, candidate).has_reference


def test_consent_stands_even_when_the_photo_turns_out_useless(services, admin, candidate, link, faces):
    services.photos.upload(admin, candidate, picture())
    faces.refuses_reference = True
    services.consent.decide_by_link(link, GRANTED, "en")
    held = services.candidates.candidate(admin, candidate)
    assert (held.has_reference, held.photo_problem) == (False, "face_too_poor")
    assert services.consent.history(candidate)[0].decision is GRANTED


@pytest.mark.parametrize("decision", [REFUSED, WITHDRAWN])
def test_without_agreement_nothing_is_computed(services, admin, candidate, link, faces, decision):
    services.photos.upload(admin, candidate, picture())
    services.consent.decide_by_link(link, decision, "en")
    services.photos.upload(admin, candidate, picture(form="PNG"))
    assert faces.embeddings == 0


def test_withdrawal_deletes_the_reference_and_tells_every_running_call(services, admin, candidate, link, live):
    services.photos.upload(admin, candidate, picture())
    services.consent.decide_by_link(link, GRANTED, "en")
    ended = services.interviews.create(admin, candidate, "one")
    running = services.interviews.create(admin, candidate, "two")
    services.interviews.end(admin, ended)
    live.told.clear()
    services.consent.decide_by_link(link, WITHDRAWN, "en")
    assert set(live.told) == {("consent_changed", running)}
    assert not services.candidates.candidate(admin, candidate).has_reference
    assert not services.store.interviews.brief(running).consented


def test_consent_in_mid_call_tells_the_call(services, admin, candidate, live):
    running = services.interviews.create(admin, candidate, "one")
    services.consent.record_read_out(admin, candidate, GRANTED, "en")
    assert set(live.told) == {("consent_changed", running)}


def test_an_unknown_link_decides_nothing(services, admin, candidate):
    with pytest.raises(AccessError):
        services.consent.decide_by_link("guessed", GRANTED, "en")
    assert services.consent.history(candidate) == []
