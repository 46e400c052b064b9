from __future__ import annotations

import re

import pytest

from candor.domain.ids import WarningId
from candor.store.values import Role
from store_builders import build_warning


def text(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def interview(site):
    made = site.interview()
    site.store.interviews.save_warning(build_warning(made), 1)
    site.services.interviews.answer(site.admin, made, WarningId("w-1"), "escalate", "look")
    return made


def step(browser, interview, name, number="1", **fields):
    path = f"/interviews/{interview}"
    return browser.send(f"{path}/escalations/{number}/{name}", on=path, **fields)


def test_the_start_page_lists_what_is_open_first_with_since_when(site, interview):
    site.clock.pass_time(minutes=7)
    shown = text(site.signed_in().open("/"))
    assert "Sample Candidate, Engineer" in shown
    assert "Nobody has taken it yet." in shown
    assert "Escalated by Ada Admin" in shown
    assert shown.index("Escalated: somebody should see to this") < shown.index('role="search"')


def test_a_start_page_without_escalations_has_no_place_for_them(site):
    site.interview()
    assert "Escalated" not in text(site.signed_in().open("/"))


def test_it_says_when_nobody_came_in_the_time_that_was_promised(site, interview, monkeypatch):
    browser = site.signed_in()
    fields = {"name": "Dian", "within_min": "10", "reach_en": "ext. 12"}
    browser.send("/settings", on="/settings", **fields)
    monkeypatch.setattr("candor.web.escalations.utc_now", site.clock)
    late = "Nobody has taken it in the time that was promised."
    assert late not in text(browser.open("/"))
    site.clock.pass_time(minutes=11)
    assert late in text(browser.open("/"))


def test_a_recruiter_takes_it_and_closes_it_with_a_reason(site, interview):
    browser = site.signed_in(Role.RECRUITER)
    assert step(browser, interview, "take").status_code == 303
    assert "Recruiter has taken it." in text(browser.open(f"/interviews/{interview}"))
    assert step(browser, interview, "close", reason="checked", words="On another camera.").status_code == 303
    page = text(browser.open(f"/interviews/{interview}"))
    assert 'id="escalations"' in page
    assert "escalation edge-please_check" not in page
    assert "looked at in another way, no doubt remains. On another camera." in page
    assert "Escalated" not in text(browser.open("/"))
    assert "looked at in another way" in text(browser.open(f"/interviews/{interview}/report"))


def test_without_a_reason_it_stays_open(site, interview):
    assert step(site.signed_in(), interview, "close", reason="because").status_code == 400
    assert len(site.store.escalations.still_open()) == 1


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", "1" * 40, "\u0663"])
def test_an_escalation_that_is_not_there_is_not_found(site, interview, number):
    assert step(site.signed_in(), interview, "take", number=number).status_code == 404


def test_an_interviewer_sees_it_where_assigned_but_has_no_buttons(site, interview):
    browser = site.signed_in(Role.INTERVIEWER)
    assert "Sample Candidate, Engineer" not in text(browser.open("/"))
    mine = next(person for person in site.store.people.all() if person.role is Role.INTERVIEWER)
    site.services.assignments.assign(site.admin, interview, mine.id)
    shown = text(browser.open("/"))
    assert "Sample Candidate, Engineer" in shown
    assert "/take" not in shown
    assert step(browser, interview, "take").status_code == 403


def test_the_live_part_changes_its_version_when_somebody_takes_it(site, interview):
    browser = site.signed_in()

    def version():
        parts = text(browser.open(f"/interviews/{interview}/parts"))
        (found,) = re.findall(r'data-part="escalations" data-version="([^"]*)"', parts)
        return found

    before = version()
    step(browser, interview, "take")
    assert version() != before
