from __future__ import annotations

import pytest

from store_builders import build_warning


def text(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def interview(site):
    made = site.interview()
    site.store.interviews.begin(made)
    site.store.interviews.save_warning(build_warning(made), 1)
    site.services.interviews.end(site.admin, made)
    return made


@pytest.fixture
def link(site, interview):
    return site.link(site.candidate_of(interview))


def test_results_are_one_step_from_the_private_page(site, link):
    assert f'href="{link}/results"' in text(site.browser().open(link))


def test_a_candidate_reads_what_was_found_in_plain_words_and_no_number(site, interview, link):
    site.services.flags.note(site.admin, interview, "w-1", "unknown", "WORDS OF STAFF")
    page = text(site.browser().open(f"{link}/results"))
    for told in ("Engineer", "Recorded title", "Recorded detail", "old photo", "it cannot be settled"):
        assert told in page
    for kept_back in ("WORDS OF STAFF", "7.25", "made_up", "/interviews/"):
        assert kept_back not in page


def test_a_warning_is_disputed_unasked_and_waits_for_staff_again(site, interview, link):
    site.services.flags.note(site.admin, interview, "w-1", "true", "seen")
    visitor, page = site.browser(), f"{link}/results"
    answer = visitor.send(f"{page}/{interview}/w-1", on=page, words="It was my <brother>.")
    assert answer.headers["Location"] == f"{page}#warning-w-1"
    assert "It was my &lt;brother&gt;." in text(visitor.open(page))
    staff = site.signed_in()
    assert "The candidate has written something about it" in text(staff.open("/flags"))
    assert "It was my &lt;brother&gt;." in text(staff.open(f"/interviews/{interview}"))


def test_disputes_come_to_an_end(site, interview, link):
    visitor, page = site.browser(), f"{link}/results"
    for _ in range(5):
        assert visitor.send(f"{page}/{interview}/w-1", on=page, words="Again.").status_code == 303
    refused = visitor.send(f"{page}/{interview}/w-1", on=page, words="Again.")
    assert (refused.status_code, text(refused).count('role="alert"')) == (400, 1)


def test_a_link_of_somebody_else_disputes_nothing(site, interview):
    other = site.link(site.candidate(name="Other")) + "/results"
    visitor = site.browser()
    assert "Recorded title" not in text(visitor.open(other))
    assert visitor.send(f"{other}/{interview}/w-1", on=other, words="me").status_code == 404


def test_a_correction_goes_to_a_recruiter_and_its_answer_comes_back(site, link):
    visitor, staff, page = site.browser(), site.signed_in(), f"{link}/results"
    assert visitor.send(f"{page}/corrections", on=page, about="name", words="Sample Kandidat").status_code == 303
    assert "It waits for an answer." in text(visitor.open(page))
    assert "ask for a correction" in text(staff.open("/"))
    held = site.store.corrections.waiting()[0][0]
    at = f"/candidates/{held}"
    assert staff.send(f"{at}/corrections/1", on=at, done="yes").status_code == 303
    assert "Hello Sample Kandidat" in text(visitor.open(link))
    assert "Done." in text(visitor.open(page))
    assert staff.send(f"{at}/corrections/1", on=at, done="yes").status_code == 404
    assert staff.send(f"{at}/corrections/x", on=at, done="yes").status_code == 404


def test_a_correction_that_makes_no_sense_keeps_what_was_typed(site, link):
    page = f"{link}/results"
    refused = site.browser().send(f"{page}/corrections", on=page, about="email", words="no address")
    assert refused.status_code == 400
    assert "no address</textarea>" in text(refused)


def test_it_speaks_indonesian(site):
    made = site.services.candidates.create(site.admin, "Budi", "", "id")
    assert "Belum ada wawancara yang selesai" in text(site.browser().open(site.link(made) + "/results"))
