from __future__ import annotations

from datetime import date

import pytest

from candor.errors import UsageError
from candor.services.screener import HereScreener, SharedKeys, Upload, other_of, shipped_means

TODAY = date(2026, 11, 22)
PHONE = {"id": "c-1", "name": "Sample Candidate", "phones": ["+1 212-736-5000"], "place": "New York, US"}


@pytest.fixture
def days():
    """On which days rules and lists were made."""
    return []


@pytest.fixture
def screener(days):
    def make(today):
        days.append(today)
        return shipped_means(today)

    return HereScreener(make)


def test_rules_and_lists_are_made_once_a_day(screener, days):
    application = screener.read(PHONE, None, ()).application
    for day in (TODAY, TODAY, date(2026, 11, 23)):
        screener.judge(application, {}, day)
    assert days == [TODAY, date(2026, 11, 23)]


def test_another_application_with_the_same_key_is_told(screener):
    filed = screener.read(PHONE, None, ())
    others = {key: [other_of("c-2", "somebody else", "")] for key in filed.keys}
    found = screener.judge(filed.application, others, TODAY)
    assert {other for finding in found.findings for other in finding.others} == {"c-2"}


def test_a_new_cv_takes_the_place_of_the_ones_kept(screener):
    first = screener.read(PHONE, Upload("old.txt", b"Old words."), ())
    kept = screener.read(PHONE, None, first.application.documents)
    anew = screener.read(PHONE, Upload("new.txt", b"New words."), first.application.documents)
    assert [d.name for d in kept.application.documents] == ["old.txt"]
    assert [d.name for d in anew.application.documents] == ["new.txt"]


def test_a_file_beside_the_form_does_not_exist(screener):
    with pytest.raises(UsageError):
        screener.read({**PHONE, "documents": [{"file": "cv.pdf"}]}, None, ())


def test_a_key_that_nobody_was_asked_about_is_nobodys():
    assert SharedKeys({}).others("ab") == ()
