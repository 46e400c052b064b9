from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from candor.domain.escalation import CloseReason, Escalation
from candor.domain.ids import WarningId
from candor.report.escalations import any_open, courses
from candor.report.texts import load_report_texts

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OPEN = Escalation(1, WarningId("w-1"), NOON, "Ina")
TAKEN = replace(OPEN, taken_at=NOON.replace(minute=4), taken_by="Rita")
CLOSED = replace(
    TAKEN, closed_at=NOON.replace(minute=9), closed_by="Rita", reason=CloseReason.CHECKED, words="On paper."
)


def test_an_open_escalation_says_that_nobody_has_closed_it():
    assert courses([OPEN], load_report_texts("en")) == {
        "w-1": ("Escalated by Ina, 2026-11-22 12:00 UTC.", "Nobody has closed it yet.")
    }
    assert any_open([OPEN])
    assert any_open([CLOSED, TAKEN])


def test_a_closed_one_says_by_whom_when_and_why():
    (told,) = courses([CLOSED], load_report_texts("en")).values()
    assert told[1] == "Taken by Rita, 2026-11-22 12:04 UTC."
    assert told[2] == "Closed by Rita, 2026-11-22 12:09 UTC: looked at in another way, no doubt remains. On paper."
    assert not any_open([CLOSED])


def test_a_warning_that_was_escalated_twice_tells_both():
    assert len(courses([CLOSED, replace(OPEN, number=2)], load_report_texts("en"))[OPEN.warning]) == 5


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_reason_has_its_words(language):
    for reason in CloseReason:
        (told,) = courses([replace(CLOSED, reason=reason)], load_report_texts(language)).values()
        assert len(told) == 3
