from __future__ import annotations

from datetime import UTC, datetime

from candor.domain.ids import InterviewId
from candor.store.values import PairingCode, StreamToken

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_secrets_do_not_get_into_logs_with_the_value_that_carries_them():
    assert "K7QF-2M9P" not in repr(PairingCode("K7QF-2M9P", NOON))
    assert "secret" not in repr(StreamToken("secret", InterviewId("i-1"), "Sample", NOON))
