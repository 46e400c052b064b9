from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from candor.checklists.template_file import load_shipped
from candor.domain.ids import WarningId
from candor.domain.records import RecordedNote, WarningAnswer
from candor.store.values import Role
from store_builders import build_check, build_warning

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"
SCHEMA = json.loads((SCHEMAS / "candor.report.1.json").read_text(encoding="utf-8"))


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


def test_what_is_sent_of_a_real_house_keeps_the_published_schema(site):
    interview = _begun(site)
    site.store.interviews.begin_checklist(interview, load_shipped())
    told = WarningAnswer("escalate", "an old beard", "Ina", site.clock())
    site.store.interviews.save_answer(interview, WarningId("w-1"), told)
    site.store.interviews.save_note(interview, RecordedNote("n-1", 1.0, "Speaks softly.", "Ina", site.clock()))
    site.store.interviews.save_check(interview, build_check())
    site.services.interviews.end(site.admin, interview)
    site.services.flags.note(site.admin, interview, "w-1", "false", "It is the same person.")
    browser = site.signed_in()
    for path in (f"/interviews/{interview}", f"/candidates/{site.candidate_of(interview)}"):
        jsonschema.validate(browser.open(f"{path}/report.json").json, SCHEMA)


def test_findings_of_the_application_stand_in_the_report_for_those_who_may_see_them(site):
    interview = _begun(site)
    candidate = site.candidate_of(interview)
    site.services.screening.file(site.admin, candidate, {"emails": ["someone@mailinator.com"]})
    site.services.screening.settle(site.admin, candidate, "harmless", "A relay of her own.")
    browser = site.signed_in()
    page = browser.open(f"/candidates/{candidate}/report").get_data(as_text=True)
    for words in ("no finding about the person", "Harmless reasons:", "Harmless: A relay of her own."):
        assert words in page
    told = browser.open(f"/candidates/{candidate}/report.json").json
    jsonschema.validate(told, SCHEMA)
    assert told["application"]["state"] == "check"
    interviewer = site.signed_in(Role.INTERVIEWER)
    site.assign(interview, Role.INTERVIEWER)
    seen = interviewer.open(f"/candidates/{candidate}/report")
    assert (seen.status_code, "A relay" in seen.get_data(as_text=True)) == (200, False)


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
