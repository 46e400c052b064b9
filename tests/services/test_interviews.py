from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from candor.domain.ids import InterviewId, WarningId
from candor.errors import AccessError, NotFoundError, UsageError
from candor.store.values import Role
from store_builders import build_warning


@pytest.fixture
def interview(services, admin):
    candidate = services.candidates.create(admin, "Sample Candidate", "", "en")
    return services.interviews.create(admin, candidate, "Engineer, round 1")


def test_an_interview_carries_the_versions_in_force(services, admin, interview):
    assert services.interviews.record(admin, interview).versions == {"candor": "test"}


def test_a_code_lasts_ten_minutes_and_its_token_four_hours(services, admin, interview, clock):
    offer = services.interviews.new_pairing_code(admin, interview)
    assert offer.expires_at == clock() + timedelta(minutes=10)
    assert services.interviews.pairing_code(admin, interview) == offer
    token = services.interviews.pair(offer.code)
    assert token.expires_at == clock() + timedelta(hours=4)
    assert services.store.interviews.redeem(token.token).granted_to == "Ada Admin"
    clock.pass_time(hours=4)
    with pytest.raises(AccessError) as caught:
        services.store.interviews.redeem(token.token)
    assert caught.value.code == "expired_token"


def test_the_end_stops_the_call_and_names_the_report(services, admin, interview, live):
    token = services.interviews.pair(services.interviews.new_pairing_code(admin, interview).code)
    assert services.interviews.end(admin, interview) == f"/interviews/{interview}/report"
    assert live.told == [("stop", interview)]
    with pytest.raises(AccessError) as caught:
        services.store.interviews.redeem(token.token)
    assert caught.value.code == "interview_ended"


def test_the_live_view_gathers_what_the_page_shows(services, admin, interview):
    before = services.interviews.live_view(admin, interview)
    assert (before.is_paired, before.has_consent, before.assessment, before.warnings) == (False, False, None, [])
    services.interviews.pair(services.interviews.new_pairing_code(admin, interview).code)
    services.store.interviews.save_warning(build_warning(interview), 1)
    after = services.interviews.live_view(admin, interview)
    assert after.is_paired
    assert [w.warning.id for w in after.warnings] == ["w-1"]
    assert services.interviews.evidence(admin, interview, "w-1") == b"\xff\xd8crop"


def test_an_answer_is_recorded_under_the_name_of_who_gave_it_and_told_to_the_call(
    services, admin, interview, clock, live
):
    services.store.interviews.save_warning(build_warning(interview), 1)
    services.interviews.answer(admin, interview, WarningId("w-1"), "explained", "old photo")
    answer = services.interviews.live_view(admin, interview).warnings[0].answer
    assert (answer.kind, answer.note, answer.by, answer.at) == ("explained", "old photo", "Ada Admin", clock())
    assert live.told == [("warning_answered", interview)]


@pytest.mark.parametrize(("kind", "note"), [("guilty", ""), ("", ""), ("note", "x" * 2001)])
def test_an_answer_that_is_none_is_refused(services, admin, interview, kind, note):
    services.store.interviews.save_warning(build_warning(interview), 1)
    with pytest.raises(UsageError):
        services.interviews.answer(admin, interview, WarningId("w-1"), kind, note)


def test_an_interviewer_runs_but_does_not_create(services, admin, interview):
    interviewer = replace(admin, role=Role.INTERVIEWER)
    services.assignments.assign(admin, interview, interviewer.id)
    held = services.interviews.interview(interviewer, interview)
    assert services.interviews.of_candidate(interviewer, held.candidate) == [held]
    with pytest.raises(AccessError):
        services.interviews.create(interviewer, held.candidate, "Other")


def test_an_unknown_interview_is_refused_by_name(services, admin):
    with pytest.raises(NotFoundError):
        services.interviews.live_view(admin, InterviewId("i-nowhere"))
    with pytest.raises(NotFoundError):
        services.interviews.end(admin, InterviewId("i-nowhere"))
