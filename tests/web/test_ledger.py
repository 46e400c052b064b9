from __future__ import annotations

import csv
import html
import io
import json
import re
from dataclasses import replace

import pytest

from candor.domain.ids import WarningId
from candor.store.values import Role
from store_builders import build_warning


@pytest.fixture
def filled(site):
    made = site.interview()
    site.store.interviews.begin(made)
    site.store.interviews.save_progress(made, frames=9, dropped=0, sound_lost_s=0.0, duration_s=1800.0)
    for number in range(1, 6):
        warning = replace(build_warning(made, f"w-{number}"), code="id_mismatch")
        site.store.interviews.save_warning(warning, number)
    site.services.interviews.end(site.admin, made)
    for number, deed in enumerate(("false", "false", "true", "unknown"), 1):
        site.services.flags.note(site.admin, made, WarningId(f"w-{number}"), deed, "SECRET-WORDS")
    return site


def test_the_page_shows_rate_interval_and_n_and_that_it_is_too_few(filled):
    shown = filled.signed_in(Role.REVIEWER).open("/flags/ledger").get_data(as_text=True)
    assert "67 % of 3 (21 to 94 %)" in shown
    assert "too few to say" in shown
    assert "2026-11" in shown


def test_the_months_are_drawn_by_a_library_that_the_server_brings_and_said_by_the_table(filled):
    browser = filled.signed_in()
    shown = browser.open("/flags/ledger").get_data(as_text=True)
    drawn = json.loads(html.unescape(re.findall(r'data-chart="([^"]+)"', shown)[0]))
    assert drawn["months"] == [{"month": "2026-11", "warnings": 5, "false": 2}]
    for place in re.findall(r'(?:src|href)="(/static/[^"]+)"', shown):
        assert browser.open(place).status_code == 200


def test_an_empty_ledger_says_so(site):
    assert "No warning of an ended interview yet." in site.signed_in().open("/flags/ledger").get_data(as_text=True)


def test_csv_and_json_say_the_same_without_anybody_in_them(filled):
    browser = filled.signed_in()
    table, document = browser.open("/flags/ledger.csv"), browser.open("/flags/ledger.json")
    (row,) = csv.DictReader(io.StringIO(table.get_data(as_text=True)))
    (line,) = document.get_json()["months"]
    assert {key: str(value) for key, value in line.items()} == row
    assert (line["warnings"], line["n"], line["false"], line["unresolved"], line["hours"]) == (5, 3, 2, 1, 0.5)
    assert (line["false_rate"], line["low"], line["high"], line["too_few"]) == (0.6667, 0.2077, 0.9385, True)
    for sent in (table, document):
        said = sent.get_data(as_text=True)
        assert "attachment" in sent.headers["Content-Disposition"]
        assert not [word for word in ("Sample", "Ada", "SECRET", "i-", "c-") if word in said]


@pytest.mark.parametrize("path", ["/flags/ledger", "/flags/ledger.csv", "/flags/ledger.json"])
def test_a_recruiter_does_not_see_it(site, path):
    assert site.signed_in(Role.RECRUITER).open(path).status_code == 403
