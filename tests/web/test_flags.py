from __future__ import annotations

import re

import pytest

from candor.domain.flags import FlagDeed
from candor.domain.ids import WarningId
from candor.services.inputs import LANGUAGES
from candor.store.open_flags import PAGE
from candor.store.values import Role
from candor.web.texts import texts
from store_builders import build_warning


def text(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def interview(site):
    made = site.interview()
    site.store.interviews.save_warning(build_warning(made), 1)
    site.services.interviews.end(site.admin, made)
    return made


def write(browser, interview, deed, words="why", **fields):
    path = f"/interviews/{interview}"
    return browser.send(f"{path}/warnings/w-1/flag", on=path, deed=deed, words=words, **fields)


def test_a_reviewer_finds_it_in_the_list_and_resolves_it_on_the_page(site, interview):
    browser = site.signed_in(Role.REVIEWER)
    listed = text(browser.open("/flags"))
    assert "Sample Candidate, Engineer" in listed
    assert f'href="/interviews/{interview}#flag-w-1"' in listed
    assert write(browser, interview, "false", "An old photo.").status_code == 303
    shown = text(browser.open(f"/interviews/{interview}"))
    assert re.search(r"Resolved by Reviewer, [^<]*: a false alarm. An old photo.", shown)
    assert "a false alarm. An old photo." in text(browser.open(f"/interviews/{interview}/report"))
    assert "Sample Candidate" not in text(browser.open("/flags"))


def test_before_the_end_nothing_is_asked(site):
    made = site.interview()
    site.store.interviews.save_warning(build_warning(made), 1)
    browser = site.signed_in()
    assert "What was it?" not in text(browser.open(f"/interviews/{made}"))
    assert "Nobody has resolved it yet." not in text(browser.open(f"/interviews/{made}/report"))
    assert write(browser, made, "true").status_code == 400


def test_the_proposer_can_only_take_it_back_and_another_person_decides(site, interview):
    first, second = site.signed_in(), site.signed_in(Role.RECRUITER)
    assert "Propose to stop" not in text(first.open(f"/interviews/{interview}"))
    for deed in ("true", "statement", "stop_proposed"):
        assert write(first, interview, deed).status_code == 303
    mine, theirs = (text(browser.open(f"/interviews/{interview}")) for browser in (first, second))
    assert 'value="stop_agreed"' not in mine
    assert 'value="stop_withdrawn"' in mine
    assert 'value="stop_agreed"' in theirs
    assert "another person has to look at it" in text(second.open("/flags"))
    assert write(first, interview, "stop_agreed", proposal="3").status_code == 400
    assert write(second, interview, "stop_agreed", "Read it all.", proposal="3").status_code == 303
    assert "as second person agrees to stop the application" in text(second.open(f"/interviews/{interview}"))


def test_a_stop_is_offered_only_after_the_candidate_was_heard(site, interview):
    browser = site.signed_in()
    write(browser, interview, "true")
    shown = text(browser.open(f"/interviews/{interview}"))
    assert "first write down what the candidate says" in shown
    assert 'value="stop_proposed"' not in shown
    assert write(browser, interview, "stop_proposed").status_code == 400


def test_an_interviewer_reads_what_was_made_of_it_and_has_no_forms(site, interview):
    site.services.flags.note(site.admin, interview, WarningId("w-1"), "unknown", "No picture.")
    browser = site.signed_in(Role.INTERVIEWER)
    site.assign(interview, Role.INTERVIEWER)
    shown = text(browser.open(f"/interviews/{interview}"))
    assert "it cannot be settled. No picture." in shown
    assert '/flag"' not in shown
    assert 'href="/flags"' not in shown
    assert write(browser, interview, "true").status_code == 403


@pytest.mark.parametrize("proposal", ["x", "-1", "9" * 40, "\u0663"])
def test_a_proposal_that_is_not_there_is_refused(site, interview, proposal):
    assert write(site.signed_in(), interview, "stop_agreed", proposal=proposal).status_code == 400


def test_words_are_shown_as_words(site, interview):
    browser = site.signed_in()
    write(browser, interview, "statement", "<script>alert(1)</script>")
    for page in (f"/interviews/{interview}", f"/interviews/{interview}/report"):
        assert "<script>alert(1)" not in text(browser.open(page))


def test_without_anything_the_list_says_so(site):
    assert "No warning of an ended interview waits for you." in text(site.signed_in().open("/flags"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_deed_has_words_for_the_audit_trail(language):
    for deed in FlagDeed:
        assert texts(language)(f"deed.flag_{deed}")


def test_a_candidate_is_asked_on_their_page_and_answers(site, interview):
    recruiter, visitor = site.signed_in(Role.RECRUITER), site.browser()
    link = site.link(site.candidate_of(interview))
    assert "A question to you" not in text(visitor.open(link))
    assert write(recruiter, interview, "asked", "").status_code == 303
    assert "The question stands on" in text(recruiter.open(f"/interviews/{interview}"))
    shown = text(visitor.open(link))
    assert "Recorded detail" in shown
    assert "old photo" in shown
    address = f"{link}/interviews/{interview}/warnings/w-1"
    assert visitor.send(address, on=link, words=" ").status_code == 400
    assert visitor.send(address, on=link, words="I <b>moved</b>.").status_code == 303
    assert "I &lt;b&gt;moved&lt;/b&gt;." in text(visitor.open(link))
    assert "A question to you" in text(visitor.open(link)), "with the answer"
    told = text(recruiter.open(f"/interviews/{interview}"))
    assert re.search(r"Sample Candidate answers, [^<]*: I &lt;b&gt;moved", told)


def test_a_link_of_somebody_else_answers_nothing(site, interview):
    write(site.signed_in(), interview, "asked", "")
    other = site.link(site.candidate(name="Other Candidate"))
    visitor = site.browser()
    assert "A question to you" not in text(visitor.open(other))
    assert visitor.send(f"{other}/interviews/{interview}/warnings/w-1", on=other, words="me").status_code == 404
    assert visitor.send(f"/c/none/interviews/{interview}/warnings/w-1", on=other, words="me").status_code == 404


def test_the_list_is_searched_and_turned_page_by_page(site, interview):
    for n in range(2, PAGE + 2):
        site.store.interviews.save_warning(build_warning(interview, f"w-{n}"), n)
    browser = site.signed_in(Role.REVIEWER)
    first = text(browser.open("/flags"))
    assert f"Warnings in this list: {PAGE + 1}" in first
    assert f"#flag-w-{PAGE}" in first
    assert f"#flag-w-{PAGE + 1}" not in first
    (following,) = re.findall(r'rel="next" href="([^"]*)"', first)
    second = text(browser.open(following))
    assert re.findall(r"#flag-(w-\d+)", second) == [f"w-{PAGE + 1}"]
    assert 'rel="next"' not in second
    assert "First page" in second
    assert "#flag-w-1" in text(browser.open("/flags?q=sample"))
    assert "No candidate matches" in text(browser.open("/flags?q=nobody"))


@pytest.mark.parametrize("after", ["x", "e30", "%00", "A" * 5000])
def test_a_made_up_mark_begins_the_list_anew(site, interview, after):
    assert "Sample Candidate" in text(site.signed_in(Role.REVIEWER).open(f"/flags?after={after}"))
