from __future__ import annotations

from datetime import date

import pytest

from candor.documents.compare import compare
from candor.domain.documents import Agreement, CheckDigit, Claims, Zone
from candor.services.documents import ShownDocument
from candor.services.inputs import LANGUAGES
from candor.web.show_document import day, document_lines
from candor.web.texts import texts
from store_builders import PASSPORT

TODAY = date(2026, 11, 27)


def shown(fields, claims=None, *, is_document=True):
    claims = claims or Claims("Sample Candidate", None)
    return ShownDocument(is_document, fields, claims, compare(fields, claims, TODAY) if fields else None)


def test_nothing_is_said_before_a_picture_was_read():
    assert document_lines(None, texts("en")) == []


def test_a_birth_date_that_is_not_noted_is_asked_for():
    lines = [line.text for line in document_lines(shown(PASSPORT), texts("en"))]
    assert texts("en")("document.birth_date_not_noted") in lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_candidate_is_not_told_whom_to_ask(language):
    t, other = texts(language), Claims("Somebody Else", date(1971, 1, 22))
    staff, own = (document_lines(shown(PASSPORT, other), t, is_own=is_own) for is_own in (False, True))
    assert [line.icon for line in staff] == [line.icon for line in own]
    assert own[0].text == t("document_own.name_other") != staff[0].text
    assert own[1].text == t("document_own.birth_date_other") != staff[1].text


def test_a_portrait_alone_is_said_to_be_fine():
    (line,) = document_lines(shown(None, is_document=False), texts("en"))
    assert line.text == texts("en")("document.portrait_only")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_has_its_words(language):
    t = texts(language)
    for agreement in Agreement:
        assert t(f"document.name_{agreement}")
        assert t(f"document.birth_date_{agreement}")
    assert all(t(f"document.check_{check}") for check in CheckDigit)
    assert all(t(f"document.zone_{zone}") for zone in Zone)


def test_a_day_that_is_not_known_is_a_dash():
    assert day(None, texts("en")) == "–"
    assert day(date(1990, 5, 3), texts("id")) == "3 Mei 1990"
