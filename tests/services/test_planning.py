from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from candor.errors import AccessError, NotFoundError, UsageError
from candor.store.values import Job, JobRound, Plan, Role

JOB = Job("", "Engineer", 30, (JobRound("", "First interview"), JobRound("", "Work sample")))


@pytest.fixture
def job(services, admin):
    return services.jobs.job(admin, services.jobs.create(admin, JOB))


@pytest.fixture
def candidate(services, admin, job):
    return services.candidates.create(admin, "Sample", "", "en", job.id)


def test_an_interview_of_a_round_carries_the_versions_in_force_and_its_plan(services, admin, job, candidate, clock):
    plan = Plan(clock() + timedelta(days=1), "Asia/Jakarta")
    interview = services.planning.create(admin, candidate, job.rounds[1].id, plan)
    held = services.interviews.interview(admin, interview)
    assert (held.title, held.plan) == ("Engineer: Work sample", plan)
    assert services.interviews.record(admin, interview).versions == {"candor": "test"}
    assert [found.id for found in services.planning.upcoming(admin)] == [interview]


def test_a_round_of_another_job_is_refused(services, admin, candidate):
    other = services.jobs.job(admin, services.jobs.create(admin, replace(JOB, title="Other")))
    with pytest.raises(UsageError, match="applies for"):
        services.planning.create(admin, candidate, other.rounds[0].id)
    with pytest.raises(NotFoundError):
        services.planning.create(admin, candidate, "r-none")


def test_another_take_is_of_the_same_round(services, admin, job, candidate):
    first = services.planning.create(admin, candidate, job.rounds[0].id)
    again = services.planning.repeat(admin, first)
    assert services.interviews.interview(admin, again).take == 2
    with pytest.raises(UsageError, match="no round"):
        services.planning.repeat(admin, services.interviews.create(admin, candidate, "Its own"))


def test_cancelling_stops_what_waits(services, admin, job, candidate, live):
    interview = services.planning.create(admin, candidate, job.rounds[0].id)
    services.planning.plan(admin, interview, Plan(None, "UTC"))
    services.planning.cancel(admin, interview)
    assert ("stop", interview) in live.told
    with pytest.raises(UsageError):
        services.planning.plan(admin, interview, Plan())


def test_an_interviewer_plans_nothing(services, admin, job, candidate):
    interviewer = replace(admin, role=Role.INTERVIEWER)
    interview = services.planning.create(admin, candidate, job.rounds[0].id)
    for change in (
        lambda: services.planning.create(interviewer, candidate, job.rounds[0].id),
        lambda: services.planning.plan(interviewer, interview, Plan()),
        lambda: services.planning.cancel(interviewer, interview),
        lambda: services.planning.repeat(interviewer, interview),
    ):
        with pytest.raises(AccessError):
            change()
