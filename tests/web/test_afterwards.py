from __future__ import annotations

import pytest

from checklist_builders import TEMPLATE


def text(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def over(site):
    made = site.interview()
    site.store.interviews.begin_checklist(made, TEMPLATE)
    site.services.interviews.end(site.admin, made)
    return made


def save(browser, interview, item="degree", **fields):
    return browser.send(f"/interviews/{interview}/verify/{item}", on=f"/interviews/{interview}", **fields)


def test_what_is_to_be_looked_up_stands_on_the_page_of_an_interview_that_is_over(site, over):
    browser = site.signed_in()
    shown = text(browser.open(f"/interviews/{over}"))
    assert "Verify afterwards" in shown
    assert "0 of 1 done" in shown
    running = site.interview()
    site.store.interviews.begin_checklist(running, TEMPLATE)
    assert "Verify afterwards" not in text(browser.open(f"/interviews/{running}"))


def test_it_is_done_with_words_name_and_time_here_in_the_report_and_on_the_start_page(site, over):
    browser = site.signed_in()
    assert "to verify: 1" in text(browser.open("/"))
    assert save(browser, over, done="yes", words="The registrar says so.").headers["Location"].endswith("#verify")
    shown = text(browser.open(f"/interviews/{over}"))
    assert "1 of 1 done" in shown
    assert "The registrar says so." in shown
    assert "Ada Admin, 22 Nov 2026" in shown
    report = text(browser.open(f"/interviews/{over}/report"))
    assert "1 of 1 done" in report
    assert "2026-11-22 09:00 UTC, Ada Admin" in report
    assert "to verify" not in text(browser.open("/"))


def test_the_candidates_page_leads_to_what_is_left(site, over):
    candidate = site.store.rounds.interview(over).candidate
    assert f'href="/interviews/{over}#verify"' in text(site.signed_in().open(f"/candidates/{candidate}"))


def test_an_item_can_be_opened_again(site, over):
    browser = site.signed_in()
    save(browser, over, done="yes")
    save(browser, over, words="Ask once more")
    assert "0 of 1 done" in text(browser.open(f"/interviews/{over}"))


@pytest.mark.parametrize(("item", "status"), [("place", 404), ("nothing", 404)])
def test_what_is_not_to_be_looked_up_is_not_found(site, over, item, status):
    assert save(site.signed_in(), over, item, done="yes").status_code == status


def test_too_many_words_are_one_sentence(site, over):
    assert save(site.signed_in(), over, done="yes", words="x" * 501).status_code == 400
