from __future__ import annotations

from candor.domain.ids import InterviewId
from candor.services.live_calls import NoLiveCalls

INTERVIEW = InterviewId("i-1")


def test_where_no_call_is_live_nobody_is_connected_and_nothing_breaks():
    calls = NoLiveCalls()
    calls.consent_changed(INTERVIEW)
    calls.stop(INTERVIEW)
    snapshot = calls.snapshot(INTERVIEW)
    assert (snapshot.is_connected, snapshot.protection, snapshot.assessment) == (False, "not_connected", None)
