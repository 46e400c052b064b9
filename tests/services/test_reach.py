from __future__ import annotations

import pytest

from candor.domain.ids import CandidateId, InterviewId
from candor.errors import AccessError, NotFoundError
from candor.services.access import Permission
from candor.services.reach import Gate
from candor.store.values import Role
from store_builders import build_warning, join

READ = Permission.READ_INTERVIEWS


@pytest.fixture
def two(services, admin):
    """Two candidates with an interview each."""
    made = [services.candidates.create(admin, name, "", "en") for name in ("First Candidate", "Second Candidate")]
    return [(candidate, services.interviews.create(admin, candidate, "Engineer")) for candidate in made]


def seen(services, by):
    return [held.name for held in services.candidates.page(by).lines]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.RECRUITER])
def test_administrators_and_recruiters_reach_everything(services, admin, two, role):
    by = join(services, admin, role)
    assert len(seen(services, by)) == 2
    assert services.interviews.interview(by, two[0][1])


def test_an_interviewer_reaches_only_what_they_are_assigned_to(services, admin, two):
    (candidate, interview), (other, other_interview) = two
    by = join(services, admin, Role.INTERVIEWER)
    assert seen(services, by) == []
    services.assignments.assign(admin, interview, by.id)

    assert seen(services, by) == ["First Candidate"]
    assert [held.id for held in services.interviews.of_candidate(by, candidate)] == [interview]
    for refused in (
        lambda: services.interviews.live_view(by, other_interview),
        lambda: services.interviews.new_pairing_code(by, other_interview),
        lambda: services.interviews.record(by, other_interview),
        lambda: services.interviews.evidence(by, other_interview, "w-1"),
        lambda: services.interviews.end(by, other_interview),
        lambda: services.candidates.candidate(by, other),
        lambda: services.photos.photo(by, other),
        lambda: services.interviews.of_candidate(by, other),
    ):
        with pytest.raises(AccessError) as caught:
            refused()
        assert caught.value.code == "not_assigned"


def test_another_round_of_the_same_candidate_stays_out_of_reach(services, admin, two):
    (candidate, interview), _ = two
    services.interviews.create(admin, candidate, "Second round")
    by = join(services, admin, Role.INTERVIEWER)
    services.assignments.assign(admin, interview, by.id)
    assert [held.id for held in services.interviews.of_candidate(by, candidate)] == [interview]


def test_a_reviewer_reaches_interviews_with_warnings_and_answers_them(services, admin, two):
    (_, interview), (_, other) = two
    by = join(services, admin, Role.REVIEWER)
    assert seen(services, by) == []
    services.store.interviews.save_warning(build_warning(interview), 1)

    assert seen(services, by) == ["First Candidate"]
    services.interviews.answer(by, interview, "w-1", "explained", "")
    for refused in (services.interviews.end, services.interviews.new_pairing_code):
        with pytest.raises(AccessError, match="role"):
            refused(by, interview)
    with pytest.raises(AccessError) as caught:
        services.interviews.record(by, other)
    assert caught.value.code == "not_assigned"


def test_what_does_not_exist_is_not_there_for_anybody(services, admin):
    by = join(services, admin, Role.INTERVIEWER)
    gate = Gate(services.store)
    with pytest.raises(NotFoundError):
        gate.interview(by, READ, InterviewId("i-gone"))
    with pytest.raises(NotFoundError):
        gate.candidate(by, READ, CandidateId("c-gone"))
