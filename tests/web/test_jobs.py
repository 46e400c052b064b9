from __future__ import annotations

import re

import pytest

from candor.domain.checklist import Mark, SkipReason
from candor.store.values import AskedCheck, Job, JobRound, Role, RoundKind
from candor.web.jobs import pressed
from checklist_builders import answer

FORM = {
    "title": "Backend <engineer>",
    "keep_days": "45",
    "round-0-name": "Talk",
    "round-0-kind": "interview",
    "round-0-checklist": "default",
    "round-0-checks": "movement",
}


def make(browser, **changes):
    return browser.send("/jobs/new", on="/jobs/new", **{**FORM, **changes})


def test_the_empty_list_teaches_what_a_job_is(site):
    page = site.signed_in().open("/jobs").get_data(as_text=True)
    assert "same for everybody who applies" in page
    assert "/jobs/new" in page
    assert "/jobs/new" not in site.signed_in(Role.INTERVIEWER).open("/jobs").get_data(as_text=True)


def test_a_job_is_made_listed_shown_and_changed(site):
    browser = site.signed_in()
    made = make(browser).headers["Location"]
    page = browser.open(made).get_data(as_text=True)
    assert "Backend &lt;engineer&gt;" in page
    assert "data is kept for 45 days" in page
    assert made in browser.open("/jobs").get_data(as_text=True)
    [round_id] = re.findall(r'name="round-0-id" value="([^"]+)"', browser.open(f"{made}/edit").get_data(as_text=True))
    changed = {**FORM, "title": "Analyst", "round-0-id": round_id, "round-0-name": "Longer talk"}
    assert browser.send(f"{made}/edit", on=f"{made}/edit", **changed).status_code == 303
    assert "Longer talk" in browser.open(made).get_data(as_text=True)


def test_a_form_that_cannot_be_used_comes_back_as_it_was_typed_with_one_sentence(site):
    browser = site.signed_in()
    for changes in ({"title": ""}, {"keep_days": "soon"}, {"keep_days": "0"}, {"round-0-kind": "exam"}):
        answer = make(browser, **changes)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 400
        assert page.count('role="alert"') == 1
    assert 'value="Talk"' in make(browser, title="").get_data(as_text=True)


def test_the_buttons_of_the_form_work_without_script_and_keep_what_was_typed(site):
    browser = site.signed_in()
    page = make(browser, action="add").get_data(as_text=True)
    assert 'name="round-1-name"' in page
    assert 'value="Backend &lt;engineer&gt;"' in page
    assert "/jobs/j-" not in page


def test_buttons_move_add_and_remove_rounds():
    a, b = JobRound("", "A", checks=frozenset({AskedCheck.SOUND})), JobRound("", "B", RoundKind.FIRST_DAY)
    job = Job("", "x", 1, (a, b))
    names = {
        action: changed and [round_.name for round_ in changed.rounds]
        for action in ("save", "add", "up-1", "up-0", "up-9", "remove-0", "remove-²", "remove-x", "nonsense")
        for changed in [pressed(job, action)]
    }
    assert names == {
        "save": None,
        "add": ["A", "B", ""],
        "up-1": ["B", "A"],
        "up-0": None,
        "up-9": None,
        "remove-0": ["B"],
        "remove-²": ["B"],
        "remove-x": ["B"],
        "nonsense": None,
    }


def test_a_closed_job_is_offered_to_nobody_new(site):
    browser = site.signed_in()
    made = make(browser).headers["Location"]
    assert made.removeprefix("/jobs/") in browser.open("/candidates/new").get_data(as_text=True)
    browser.send(f"{made}/closed", on=made, closed="yes")
    assert "Open again" in browser.open(made).get_data(as_text=True)
    assert made.removeprefix("/jobs/") not in browser.open("/candidates/new").get_data(as_text=True)


@pytest.mark.parametrize("path", ["/jobs/new", "/jobs/j-1/edit"])
def test_interviewers_change_no_job(site, path):
    assert site.signed_in(Role.INTERVIEWER).open(path).status_code == 403


@pytest.mark.parametrize("job", ["j-nothing", "%00", "x" * 3000])
def test_an_unknown_job_is_a_page_not_a_crash(site, job):
    assert site.signed_in().open(f"/jobs/{job}").status_code == 404


def interviewed(site, job: str, name: str, *given):
    """Somebody whose first interview of a job is over."""
    services = site.services
    candidate = services.candidates.create(site.admin, name, "", "en", job)
    round_ = services.jobs.job(site.admin, job).rounds[0]
    interview = services.planning.create(site.admin, candidate, round_.id)
    for noted in given:
        site.store.interviews.save_checklist_answer(interview, noted)
    site.store.interviews.end(interview)
    return interview


def test_the_page_says_to_how_many_candidates_each_item_was_asked_and_to_whom_not(site):
    browser = site.signed_in()
    job = make(browser).headers["Location"]
    named = job.removeprefix("/jobs/")
    [items] = re.findall(r'href="([^"]+/items)"', browser.open(job).get_data(as_text=True))
    assert "No interview of this round is over yet." in browser.open(items).get_data(as_text=True)
    interviewed(site, named, "Asked All", answer("place_today"), answer("training"))
    skipped = answer("training", Mark.SKIPPED, reason=SkipReason.NO_TIME)
    left = interviewed(site, named, "Short <call>", answer("place_today"), skipped)
    page = browser.open(items).get_data(as_text=True)
    assert "asked to 2 of 2" in page
    assert "asked to 1 of 2" in page
    assert "No time: 1" in page
    [link] = re.findall(r'href="([^"]+/items/training)"', page)
    told = browser.open(link).get_data(as_text=True)
    assert "Short &lt;call&gt;" in told
    assert f"/interviews/{left}" in told
    assert "Asked All" not in told
    assert "Short" not in site.signed_in(Role.INTERVIEWER).open(link).get_data(as_text=True)


def test_who_was_not_asked_of_what_nobody_asks_is_a_page_not_a_crash(site):
    browser = site.signed_in()
    job = make(browser).headers["Location"]
    [round_] = site.services.jobs.job(site.admin, job.removeprefix("/jobs/")).rounds
    for path in (
        f"{job}/rounds/{round_.id}/items/none",
        f"{job}/rounds/x/items/none",
        f"/jobs/x/rounds/{round_.id}/items/x",
    ):
        assert browser.open(path).status_code == 404
