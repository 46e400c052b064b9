from __future__ import annotations

import io
from dataclasses import replace

import pytest

from candor.domain.documents import CheckDigit, DocumentFields, DocumentReading
from candor.store.values import Role
from store_builders import PASSPORT, picture


@pytest.fixture
def candidate(site):
    return site.candidate(consented=True)


def upload(browser, path, on):
    return browser.send(path, on=on, photo=(io.BytesIO(picture()), "id.jpg"))


def show(site, candidate, fields: DocumentFields | None = PASSPORT):
    site.faces.reading = DocumentReading(is_document=True, fields=fields)
    site.services.photos.upload(site.admin, candidate, picture())


def page(site, candidate, browser=None):
    return (browser or site.signed_in()).open(f"/candidates/{candidate}").get_data(as_text=True)


def test_a_recruiter_reads_what_was_read_and_how_it_agrees(site, candidate):
    show(site, candidate)
    text = page(site, candidate)
    for said in ("The name agrees", "SAMPLE CANDIDATE", "3 May 1990", "31 January 2031", "proves little", "not stored"):
        assert said in text.replace("May 3, 1990", "3 May 1990").replace("January 31, 2031", "31 January 2031"), said


def test_an_interviewer_sees_words_and_no_birth_date(site, candidate):
    show(site, candidate)
    browser = site.signed_in(Role.INTERVIEWER)
    site.assign(site.interview(candidate), Role.INTERVIEWER)
    text = page(site, candidate, browser)
    assert "The name agrees" in text
    assert "1990" not in text
    assert "/document/back" not in text


def test_doubts_are_told_with_what_to_ask_and_accuse_nobody(site, candidate):
    fields = replace(PASSPORT, surname="JONES", given_names="MARY", checks={CheckDigit.NUMBER: False})
    show(site, candidate, replace(fields, expiry_date=PASSPORT.birth_date))
    text = page(site, candidate)
    for said in ("differs from the application. Ask", "has expired. Ask", "look at the original"):
        assert said in text
    for never in ("fake", "forged", "fraud"):
        assert never not in text.lower()


def test_a_document_that_cannot_be_read_asks_for_the_other_side(site, candidate):
    show(site, candidate, None)
    text = page(site, candidate)
    assert "neither its lines of letters nor a barcode" in text
    assert "<details open>" in text


def test_the_other_side_and_the_application_are_taken_from_the_page(site, candidate):
    show(site, candidate, None)
    browser, path = site.signed_in(), f"/candidates/{candidate}"
    assert upload(browser, f"{path}/document/back", path).status_code == 422
    site.faces.back = PASSPORT
    assert upload(browser, f"{path}/document/back", path).status_code == 303
    sent = browser.send(f"{path}/document/application", on=path, name="Sample Candidate", birth_date="1990-05-03")
    assert sent.status_code == 303
    assert "The birth date agrees" in page(site, candidate, browser)
    refused = browser.send(f"{path}/document/application", on=path, name="Sample", birth_date="soon")
    assert refused.status_code == 400
    assert "1990-05-31" in refused.get_data(as_text=True)


def test_candidates_see_their_own_and_send_the_other_side(site, candidate):
    show(site, candidate, None)
    browser, link = site.browser(), site.link(candidate)
    assert upload(browser, f"{link}/document/back", link).status_code == 422
    site.faces.back = PASSPORT
    assert upload(browser, f"{link}/document/back", link).status_code == 303
    text = browser.open(link).get_data(as_text=True)
    assert "SAMPLE CANDIDATE" in text
    assert "ada@example.org" in text
