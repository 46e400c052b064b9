from __future__ import annotations

import io

import pytest

from candor.services import notice as texts
from store_builders import picture


def text(answer):
    return answer.get_data(as_text=True)


def test_the_page_shows_the_notice_before_anything_else(site):
    link = site.link(site.candidate())
    page = text(site.browser().open(link))
    for said in ("Sample Works", "compares your face with the ID photo", "it decides nothing", "ada@example.org"):
        assert said in page
    assert 'type="file"' not in page


def test_the_page_speaks_the_language_of_the_candidate_until_they_switch(site):
    made = site.services.candidates.create(site.admin, "Budi", "", "id")
    browser, link = site.browser(), site.link(made)
    assert "Saya setuju" in text(browser.open(link))
    browser.send("/language", language="en", next=link)
    assert "I agree" in text(browser.open(link))


def test_agreeing_opens_the_upload_and_makes_the_reference(site):
    candidate = site.candidate()
    browser, link = site.browser(), site.link(candidate)
    assert browser.send(f"{link}/decision", on=link, decision="granted").status_code == 303
    sent = browser.send(f"{link}/photo", on=link, photo=(io.BytesIO(picture()), "me.jpg"))
    assert sent.status_code == 303
    assert "Your photo has arrived" in text(browser.open(link))
    assert site.faces.embeddings == 1
    (held,) = site.services.consent.history(candidate)
    assert (held.method, held.text_version) == ("own_link", texts.VERSION)


def test_saying_no_is_a_state_with_another_way_and_computes_nothing(site):
    candidate = site.candidate(has_photo=True)
    browser, link = site.browser(), site.link(candidate)
    browser.send(f"{link}/decision", on=link, decision="refused")
    assert "another way to check your identity" in text(browser.open(link))
    refused = browser.send(f"{link}/photo", on=link, photo=(io.BytesIO(picture()), "me.jpg"))
    assert refused.status_code == 409
    assert site.faces.embeddings == 0


def test_agreement_can_be_withdrawn_at_any_time(site):
    candidate = site.candidate(consented=True, has_photo=True)
    browser, link = site.browser(), site.link(candidate)
    browser.send(f"{link}/decision", on=link, decision="withdrawn")
    assert "Analysis has stopped" in text(browser.open(link))
    assert not site.services.candidates.candidate(site.admin, candidate).has_reference


def test_withdrawal_tells_a_running_call_at_once_and_erasure_stops_it(site):
    candidate = site.candidate(consented=True, has_photo=True)
    running = site.interview(candidate)
    browser, link = site.browser(), site.link(candidate)
    site.live.told.clear()
    browser.send(f"{link}/decision", on=link, decision="withdrawn")
    assert set(site.live.told) == {("consent_changed", running)}
    assert not site.store.interviews.brief(running).consented
    browser.send(f"{link}/erase", on=link, sure="yes")
    assert site.live.told[-1] == ("stop", running)
    newest = [(entry.actor, entry.action) for entry in site.store.audit.entries(2)]
    assert newest == [("candidate", "candidate_erased"), ("candidate", "consent_withdrawn")]


def test_changing_one_s_mind_is_limited(site):
    link, browser = site.link(site.candidate()), site.browser()
    for decision in ("granted", "withdrawn") * 10:
        assert browser.send(f"{link}/decision", on=link, decision=decision).status_code == 303
    assert browser.send(f"{link}/decision", on=link, decision="granted").status_code == 429


def test_a_bad_photo_is_one_sentence(site):
    candidate = site.candidate(consented=True)
    browser, link = site.browser(), site.link(candidate)
    answer = browser.send(f"{link}/photo", on=link, photo=(io.BytesIO(b"nothing"), "me.jpg"))
    assert answer.status_code == 422
    assert text(answer).count('role="alert"') == 1


def test_a_candidate_erases_everything_after_a_tick(site):
    candidate = site.candidate(consented=True, has_photo=True)
    browser, link = site.browser(), site.link(candidate)
    assert browser.send(f"{link}/erase", on=link).status_code == 400
    answer = browser.send(f"{link}/erase", on=link, sure="yes")
    assert answer.headers["Location"] == "/c/erased"
    assert "was destroyed" in text(browser.open("/c/erased"))
    assert browser.open(link).status_code == 404


@pytest.mark.parametrize("link", ["guess", "x" * 4000, "%00", "..%2f"])
def test_a_guessed_link_is_a_page_that_tells_nothing(site, link):
    answer = site.browser().open(f"/c/{link}")
    assert answer.status_code == 404
    assert "Sample" not in text(answer)


def test_a_decision_that_is_none_is_refused(site):
    candidate = site.candidate()
    browser, link = site.browser(), site.link(candidate)
    assert browser.send(f"{link}/decision", on=link, decision="perhaps").status_code == 400
    assert site.services.consent.history(candidate) == []


def test_the_private_page_shows_nothing_of_the_staff_side(site):
    candidate = site.candidate(consented=True)
    site.interview(candidate)
    page = text(site.signed_in().open(site.link(candidate)))
    assert "/candidates/" not in page
    assert "/interviews/" not in page


def test_only_the_pages_that_photograph_may_ask_for_a_camera(site):
    link = site.link(site.candidate(consented=True))
    assert "camera=(self), microphone=()" in site.browser().open(link).headers["Permissions-Policy"]
    assert "camera=()" in site.browser().open("/sign-in").headers["Permissions-Policy"]


def test_a_camera_stands_beside_the_file_field_after_agreement(site):
    agreed, not_asked = site.link(site.candidate(consented=True)), site.link(site.candidate())
    page = text(site.browser().open(agreed))
    assert page.count('data-input="photo-file" hidden') == 2, "hidden where no script runs"
    assert "capture/own_page.js" in page
    assert "data-camera" not in text(site.browser().open(not_asked))
