from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from candor.domain.escalation import CloseReason, Escalation, EscalationPhase
from candor.domain.ids import WarningId

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OPEN = Escalation(1, WarningId("w-1"), NOON, "Ina")


def test_an_escalation_is_open_until_somebody_takes_it_and_taken_until_it_is_closed():
    taken = replace(OPEN, taken_at=NOON, taken_by="Rita")
    closed = replace(taken, closed_at=NOON, closed_by="Rita", reason=CloseReason.CHECKED)
    assert [held.phase for held in (OPEN, taken, closed)] == list(EscalationPhase)


def test_one_that_nobody_took_can_be_closed_all_the_same():
    assert replace(OPEN, closed_at=NOON).phase is EscalationPhase.CLOSED


def test_words_about_somebody_do_not_stand_in_logs():
    assert "secret" not in repr(replace(OPEN, words="secret"))
