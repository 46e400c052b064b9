from __future__ import annotations

import json

import pytest

from candor.store.values import Role
from store_builders import build_warning


def _begun(site):
    interview = site.interview()
    site.store.interviews.begin(interview)
    site.store.interviews.save_warning(build_warning(interview), 1)
    return interview


def test_a_report_comes_as_page_file_pdf_and_json(site):
    interview, browser = _begun(site), site.signed_in()
    page = browser.open(f"/interviews/{interview}/report").get_data(as_text=True)
    for form in ("report.pdf", "report.pdf?paper=letter", "report.html", "report.json"):
        assert f'href="/interviews/{interview}/{form}"' in page
    assert "Thresholds and measured error rates" in page
    told = browser.open(f"/interviews/{interview}/report.json")
    assert told.headers["Content-Disposition"] == f'attachment; filename="candor-report-{interview}.json"'
    assert json.loads(told.data)["warnings"][0]["id"] == "w-1"
    assert browser.open(f"/interviews/{interview}/report.pdf").data.startswith(b"%PDF-")
    assert browser.open(f"/interviews/{interview}/report.pdf?paper=napkin").status_code == 400


def test_all_interviews_of_a_candidate_are_compared(site):
    interview = _begun(site)
    candidate = site.candidate_of(interview)
    site.interview(candidate)
    browser = site.signed_in()
    assert f'href="/candidates/{candidate}/report"' in browser.open(f"/candidates/{candidate}").get_data(as_text=True)
    page = browser.open(f"/candidates/{candidate}/report").get_data(as_text=True)
    assert "Report of all interviews" in page
    assert f'src="/interviews/{interview}/evidence/w-1"' in page
    told = json.loads(browser.open(f"/candidates/{candidate}/report.json").data)
    assert [one["interview"] for one in told["interviews"]] == [interview]
    kept = browser.open(f"/candidates/{candidate}/report.html").get_data(as_text=True)
    assert "/evidence/" not in kept
    assert browser.open(f"/candidates/{candidate}/report.pdf").data.startswith(b"%PDF-")


@pytest.mark.parametrize("form", ["report", "report.html", "report.pdf", "report.json"])
def test_a_report_is_for_those_within_reach(site, form):
    interview = _begun(site)
    candidate = site.candidate_of(interview)
    stranger = site.signed_in(Role.INTERVIEWER)
    assert stranger.open(f"/interviews/{interview}/{form}").status_code == 403
    assert stranger.open(f"/candidates/{candidate}/{form}").status_code == 403
    assert site.browser().open(f"/interviews/{interview}/{form}").status_code in {302, 303, 401}
    assert site.signed_in().open(f"/candidates/c-nobody/{form}").status_code == 404
