from __future__ import annotations

import pytest

from candor.domain.ids import InterviewId
from candor.errors import AccessError, NotFoundError, UsageError
from candor.store.values import Role
from store_builders import join


@pytest.fixture
def interview(services, admin):
    return services.interviews.create(admin, services.candidates.create(admin, "Sample", "", "en"), "Engineer")


def test_whoever_can_be_assigned_is_offered_until_they_are(services, admin, interview):
    ina, rex = join(services, admin, Role.INTERVIEWER), join(services, admin, Role.REVIEWER)
    offered = {person.id for person in services.assignments.assignable(admin, interview)}
    assert offered == {admin.id, ina.id}
    services.assignments.assign(admin, interview, ina.id)
    services.assignments.assign(admin, interview, ina.id)
    assert [person.id for person in services.assignments.of_interview(admin, interview)] == [ina.id]
    assert ina.id not in {person.id for person in services.assignments.assignable(admin, interview)}
    with pytest.raises(UsageError, match="may run interviews"):
        services.assignments.assign(admin, interview, rex.id)


def test_an_assignment_is_taken_back_and_both_are_on_record(services, admin, interview):
    ina = join(services, admin, Role.INTERVIEWER)
    services.assignments.assign(admin, interview, ina.id)
    for _ in range(2):
        services.assignments.withdraw(admin, interview, ina.id)
    assert services.candidates.page(ina).lines == []
    deeds = [entry.action for entry in services.store.audit.entries() if entry.subject == f"{interview} {ina.id}"]
    assert deeds == ["interview_unassigned", "interview_assigned"]


def test_a_deactivated_person_is_not_assignable(services, admin, interview):
    ina = join(services, admin, Role.INTERVIEWER)
    services.people.deactivate(admin, ina.id)
    with pytest.raises(UsageError):
        services.assignments.assign(admin, interview, ina.id)


def test_only_recruiters_assign_and_only_what_exists(services, admin, interview):
    ina = join(services, admin, Role.INTERVIEWER)
    with pytest.raises(AccessError):
        services.assignments.assign(ina, interview, ina.id)
    with pytest.raises(NotFoundError):
        services.assignments.assign(admin, InterviewId("i-gone"), ina.id)
    with pytest.raises(NotFoundError):
        services.assignments.assign(admin, interview, "p-gone")
