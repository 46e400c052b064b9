from __future__ import annotations

import re

import pytest

from candor.domain.ids import InterviewId
from candor.store.values import AskedCheck, Job, JobRound, Role
from store_builders import build_check

JOB = Job("", "Engineer", 30, (JobRound("", "Talk", checks=frozenset(AskedCheck)), JobRound("", "Work sample")))


@pytest.fixture
def job(site):
    return site.services.jobs.job(site.admin, site.services.jobs.create(site.admin, JOB))


@pytest.fixture
def page(site, job):
    return f"/candidates/{site.services.candidates.create(site.admin, 'Sample', '', 'en', job.id)}"


def plan(browser, page, job, n=0, **fields):
    return browser.send(f"{page}/rounds", on=page, round=job.rounds[n].id, **fields)


def test_an_interview_of_a_round_begins_now_with_its_pairing_code(site, job, page):
    browser = site.signed_in()
    made = plan(browser, page, job).headers["Location"]
    shown = browser.open(made).get_data(as_text=True)
    assert "Engineer: Talk" in shown
    assert "Asked of everybody in this round" in shown
    assert re.search(r"http://localhost#[2-9A-Z]{4}-[2-9A-Z]{4}", shown)


def test_an_interview_is_planned_in_its_zone_moved_and_cancelled(site, job, page):
    browser = site.signed_in()
    planned = plan(browser, page, job, at="2026-12-03T14:00", time_zone="Asia/Jakarta")
    assert planned.headers["Location"] == f"{page}#interviews"
    shown = browser.open(page).get_data(as_text=True)
    assert "Thu 3 Dec 2026 14:00 (Asia/Jakarta)" in shown
    [interview] = set(re.findall(r"/interviews/i-[0-9a-f]+", shown))
    assert 'value="2026-12-03T14:00"' in browser.open(interview).get_data(as_text=True)
    browser.send(f"{interview}/plan", on=interview, at="2026-12-04T09:30", time_zone="Europe/Berlin")
    assert "Fri 4 Dec 2026 09:30 (Europe/Berlin)" in browser.open(page).get_data(as_text=True)
    assert browser.send(f"{interview}/cancel", on=interview).headers["Location"] == f"{page}#interviews"
    assert "cancelled" in browser.open(page).get_data(as_text=True)
    assert browser.open(interview).status_code == 200


@pytest.mark.parametrize(("at", "zone"), [("2026-12-03T14:00", "Nowhere"), ("soon", "UTC"), ("2026-12-03T14:00", "")])
def test_a_time_that_there_is_not_is_one_sentence_and_makes_nothing(site, job, page, at, zone):
    browser = site.signed_in()
    answer = plan(browser, page, job, at=at, time_zone=zone)
    assert answer.status_code == 400
    assert "time zone such as" in answer.get_data(as_text=True)
    assert "/interviews/i-" not in browser.open(page).get_data(as_text=True)


def test_a_round_is_repeated_after_it_began(site, job, page):
    browser = site.signed_in()
    made = plan(browser, page, job).headers["Location"]
    browser.send(f"{made}/end", on=made)
    again = browser.send(f"{made}/repeat", on=made).headers["Location"]
    assert again != made
    assert "Engineer: Talk (2)" in browser.open(again).get_data(as_text=True)


def test_the_page_of_a_job_says_in_how_many_interviews_each_check_was_asked(site, job, page):
    browser = site.signed_in()
    made = plan(browser, page, job).headers["Location"]
    interview = InterviewId(made.rsplit("/", 1)[1])
    assert "So far" not in browser.open(f"/jobs/{job.id}").get_data(as_text=True)
    site.store.interviews.begin(interview)
    site.store.interviews.save_check(interview, build_check())
    site.store.interviews.end(interview)
    told = browser.open(f"/jobs/{job.id}").get_data(as_text=True)
    assert "Movement: asked in 1 of 1 interviews" in told
    assert "Light: could be judged in 0 of 1 interviews" in told


def test_a_candidate_moves_to_another_job(site, job, page):
    browser = site.signed_in()
    browser.send(f"{page}/job", on=page, job="")
    assert 'name="title"' in browser.open(page).get_data(as_text=True)
    browser.send(f"{page}/job", on=page, job=job.id)
    assert "Work sample" in browser.open(page).get_data(as_text=True)
    assert browser.send(f"{page}/job", on=page, job="j-none").status_code == 404


def test_an_interviewer_plans_nothing(site, job, page):
    made = plan(site.signed_in(), page, job).headers["Location"]
    browser = site.signed_in(Role.INTERVIEWER)
    for path in (f"{made}/cancel", f"{made}/plan", f"{made}/repeat", f"{page}/rounds", f"{page}/job"):
        assert browser.send(path, on=page, round=job.rounds[0].id).status_code == 403
    assert "/cancel" not in browser.open(made).get_data(as_text=True)
