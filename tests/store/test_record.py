"""What is read back for a report; tests/store/test_interviews.py writes every part of it and reads it here."""

from __future__ import annotations

import pytest

from candor.domain.ids import InterviewId
from candor.errors import NotFoundError
from store_builders import make_candidate


def test_an_interview_that_never_began_has_an_empty_record(store, clock):
    interview = store.rounds.create("p-1", make_candidate(store), "Engineer, round 1", {"candor": "1"})
    record = store.rounds.record(interview)
    assert (record.title, record.started_at, record.ended_at) == ("Engineer, round 1", clock(), None)
    assert (record.reference, record.checklist, record.versions) == ("none", None, {"candor": "1"})
    for part in (record.timeline, record.warnings, record.signals, record.checks, record.notes, record.notices):
        assert not part


def test_pages_and_live_interview_read_the_same_record(store):
    interview = store.rounds.create("p-1", make_candidate(store), "Engineer, round 1", {})
    store.interviews.save_notice(interview, "analysis_restarted")
    assert store.rounds.record(interview) == store.interviews.record(interview)
    assert store.rounds.notices(interview) == ["analysis_restarted"]


def test_there_is_no_record_of_nothing(store):
    with pytest.raises(NotFoundError):
        store.interviews.record(InterviewId("i-nowhere"))
