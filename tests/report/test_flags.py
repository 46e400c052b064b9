from __future__ import annotations

from datetime import UTC, datetime

import pytest

from candor.domain.flags import NOTHING_WRITTEN, Flag, FlagDeed, FlagEntry
from candor.domain.ids import WarningId
from candor.report.flags import sentences
from candor.report.texts import load_report_texts

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def entry(deed, words=""):
    return FlagEntry(1, WarningId("w-1"), FlagDeed(deed), "p-1", "Ina", NOON, words)


def test_every_change_is_told_with_name_time_and_words():
    assert sentences(Flag((entry("true", "On paper."), entry("false", "An old photo."))), load_report_texts("en")) == (
        "Resolved by Ina, 2026-11-22 12:00 UTC: the warning was right. On paper.",
        "Resolved by Ina, 2026-11-22 12:00 UTC: a false alarm. An old photo.",
    )


def test_what_nobody_resolved_says_so_after_what_is_known():
    texts = load_report_texts("en")
    assert sentences(NOTHING_WRITTEN, texts) == ("Nobody has resolved it yet.",)
    assert sentences(Flag((entry("silence"),)), texts)[-1] == "Nobody has resolved it yet."


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("deed", list(FlagDeed))
def test_every_deed_has_its_sentence(language, deed):
    assert "Ina" in sentences(Flag((entry(deed),)), load_report_texts(language))[0]


def test_what_the_candidate_wrote_is_told_as_their_answer():
    mine = FlagEntry(1, WarningId("w-1"), FlagDeed.STATEMENT, "candidate", "Sample", NOON, "An old photo.")
    told = sentences(Flag((mine,)), load_report_texts("en"))
    assert told[0] == "Sample answers, 2026-11-22 12:00 UTC: An old photo."
