from __future__ import annotations

import re
import tomllib

import pytest
from sqlalchemy import update

from candor.store.audit_chain import verify
from candor.store.schema import AuditRow
from candor.web.audit import day
from candor.web.texts import FOLDER


def text(answer):
    return answer.get_data(as_text=True)


def test_the_page_names_people_and_filters_by_person_deed_and_day(site):
    candidate, browser = site.candidate(), site.signed_in()
    page = text(browser.open("/audit"))
    assert "Ada Admin" in page
    assert f"<td>{candidate}</td>" in page
    page = text(browser.open(f"/audit?person={site.admin.id}&deed=candidate_created&from=2026-11-22&to=2026-11-22"))
    assert page.count("<tr>") == 2
    assert 'value="candidate_created" selected' in page
    assert "No entry fits" in text(browser.open("/audit?from=2027-01-01"))


def test_pages_keep_their_filter(site):
    browser = site.signed_in()
    for _ in range(60):
        site.store.audit.note(site.clock(), site.admin.id, "deed", "s")
    page = text(browser.open("/audit?deed=deed"))
    older = re.search(r'href="(/audit\?deed=deed&amp;before=\d+)" rel="next"', page)
    assert older is not None
    last = text(browser.open(older[1].replace("&amp;", "&")))
    assert last.count("<tr>") == 11
    assert 'rel="next"' not in last
    assert 'href="/audit?deed=deed"' in last


@pytest.mark.parametrize(
    "odd", ["before=-1", "before=x", "before=" + "9" * 30, "from=yesterday", "person=%00&about=%ff"]
)
def test_odd_filters_break_nothing(site, odd):
    assert site.signed_in().open(f"/audit?{odd}").status_code == 200


def test_the_check_says_whether_the_chain_is_whole(site):
    browser = site.signed_in()
    assert "The chain is whole" in text(browser.send("/audit/verify", on="/audit"))
    with site.store.database.writing() as session:
        session.execute(update(AuditRow).where(AuditRow.seq == 1).values(actor="p-other"))
    assert "Entry 1 was changed" in text(browser.send("/audit/verify", on="/audit"))


def test_the_export_can_be_checked_offline(site):
    answer = site.signed_in().open("/audit/export.jsonl")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert verify(answer.data.splitlines()).links >= 2


def test_days_are_days_or_nothing():
    found = day("2026-11-27")
    assert found is not None
    assert found.isoformat() == "2026-11-27T00:00:00+00:00"
    assert day("") is day("27.11.2026") is None


def test_every_deed_that_these_tests_do_has_an_indonesian_name(site):
    site.services.interviews.end(site.admin, site.interview(site.candidate(consented=True, has_photo=True)))
    named = tomllib.loads((FOLDER / "id.toml").read_text(encoding="utf-8"))["deed"]
    assert set(site.services.audit.actions(site.admin)) <= set(named)
