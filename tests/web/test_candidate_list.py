from __future__ import annotations

import re

import pytest
from werkzeug.datastructures import MultiDict

from candor.store.candidate_list import PAGE, Mark, Progress, Sort, Wanted
from candor.store.values import Job, JobRound, Role
from candor.web.candidate_list import asked, mark_of, packed, wanted_of

EVERYTHING = Wanted("ana b", "j-1", "r-1", Progress.OVER, "granted", is_flagged=True, sort=Sort.NAME)


@pytest.mark.parametrize("wanted", [Wanted(), EVERYTHING, Wanted(job="none")])
def test_an_address_asks_for_what_it_was_made_of(wanted):
    assert wanted_of(MultiDict(asked(wanted))) == wanted


def test_what_an_address_cannot_mean_is_left_out():
    odd = MultiDict(
        {"progress": "<b>", "sort": "random", "flagged": "1", "consent": "maybe", "round": "r-1", "q": " x " * 500}
    )
    assert wanted_of(odd).words.startswith("x")
    assert wanted_of(odd) == Wanted(words=wanted_of(odd).words)


def test_a_mark_survives_an_address():
    mark = Mark("óscar núñez o@x.org", "c-1")
    assert mark_of(packed(mark)) == mark
    assert re.fullmatch(r"[\w-]+", packed(mark))


@pytest.mark.parametrize("text", ["", "x", "%%%", "W10", "eyJhIjoxfQ", "é", "=" * 5, "A" * 3000])
def test_a_made_up_mark_is_none(text, site):
    assert mark_of(text) is None
    assert site.signed_in().open("/", query_string={"after": text}).status_code == 200


def test_a_long_list_is_turned_over_page_by_page(site):
    for n in range(PAGE + 3):
        site.clock.pass_time(seconds=1)
        site.candidate(name=f"Candidate {n:03}")
    browser = site.signed_in()
    page = browser.open("/?sort=name").get_data(as_text=True)
    assert page.count('href="/candidates/c-') == PAGE
    assert f"Candidates in this list: {PAGE + 3}" in page
    [following] = re.findall(r'rel="next" href="([^"]+)"', page)
    last = browser.open(following.replace("&amp;", "&")).get_data(as_text=True)
    assert last.count('href="/candidates/c-') == 3
    assert 'rel="next"' not in last
    assert 'href="/?sort=name"' in last


def test_filters_are_kept_and_a_round_of_another_job_is_forgotten(site):
    job = site.services.jobs.create(site.admin, Job("", "Engineer", 60, (JobRound("", "Talk"),)))
    site.services.candidates.create(site.admin, "Inside", "", "en", job)
    site.candidate(name="Outside")
    browser = site.signed_in()
    page = browser.open(f"/?job={job}&round=r-other").get_data(as_text=True)
    assert "Inside" in page
    assert "Outside" not in page
    assert f'value="{job}" selected' in page
    assert "Show all candidates" in page


def test_an_empty_outcome_says_so_and_leads_back(site):
    site.candidate()
    browser = site.signed_in()
    assert "No candidate matches “&lt;nobody&gt;”" in browser.open("/?q=<nobody>").get_data(as_text=True)
    for path in ("/?flagged=yes", "/?progress=running", "/?sort=next"):
        page = browser.open(path).get_data(as_text=True)
        assert "Nobody in this list" in page, path
        assert 'href="/"' in page
    assert "four steps" not in browser.open("/?sort=next").get_data(as_text=True)


def test_who_is_erased_within_a_week_is_told_before(site):
    site.candidate(name="Early Candidate")
    site.clock.pass_time(days=84)
    shown = site.signed_in().open("/").get_data(as_text=True)
    assert "Erased within a week: 1" in shown
    assert "Erased within a week" not in site.signed_in(Role.INTERVIEWER).open("/").get_data(as_text=True)
