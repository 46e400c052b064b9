from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from candor.errors import AccessError, NotFoundError, UsageError
from candor.services.jobs import KEEP_DAYS, MAX_KEEP_DAYS, MAX_ROUNDS
from candor.store.values import Job, JobRound, Role

JOB = Job("", " Backend  engineer ", 30, (JobRound("r-ignored", " First  interview "), JobRound("", "Work sample")))


def test_a_job_is_kept_tidied_and_everybody_who_applies_inherits_its_keeping_time(services, admin, clock):
    job = services.jobs.create(admin, JOB)
    held = services.jobs.job(admin, job)
    assert (held.title, [r.name for r in held.rounds]) == ("Backend engineer", ["First interview", "Work sample"])
    inherits = services.candidates.create(admin, "Sample", "", "en", job)
    without = services.candidates.create(admin, "Other", "", "en")
    assert services.candidates.candidate(admin, inherits).keep_until == clock() + timedelta(days=30)
    assert services.candidates.candidate(admin, inherits).job == job
    assert services.candidates.candidate(admin, without).keep_until == clock() + timedelta(days=KEEP_DAYS)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "bad_job_title"),
        ({"keep_days": 0}, "bad_keep_days"),
        ({"keep_days": MAX_KEEP_DAYS + 1}, "bad_keep_days"),
        ({"rounds": ()}, "bad_rounds"),
        ({"rounds": tuple(JobRound("", f"Round {n}") for n in range(MAX_ROUNDS + 1))}, "bad_rounds"),
        ({"rounds": (JobRound("", "Talk"), JobRound("", "TALK"))}, "rounds_alike"),
        ({"rounds": (JobRound("", "\x00"),)}, "bad_round_name"),
        ({"rounds": (JobRound("", "Talk", checklist="none"),)}, "no_such_checklist"),
        ({"rounds": (JobRound("", "Talk", interviewers=("p-nobody",)),)}, "no_such_interviewer"),
    ],
)
def test_what_cannot_be_used_is_one_sentence_and_nothing_is_kept(services, admin, change, code):
    with pytest.raises(UsageError) as refused:
        services.jobs.create(admin, replace(JOB, **change))
    assert refused.value.code == code
    assert services.jobs.all(admin) == []


def test_a_round_that_somebody_else_removed_meanwhile_is_noticed(services, admin):
    job = services.jobs.job(admin, services.jobs.create(admin, JOB))
    services.jobs.save(admin, replace(job, rounds=job.rounds[:1]))
    with pytest.raises(UsageError, match="Reload"):
        services.jobs.save(admin, job)


def test_nobody_is_added_to_a_closed_job(services, admin):
    job = services.jobs.create(admin, JOB)
    services.jobs.set_closed(admin, job, closed=True)
    with pytest.raises(UsageError, match="closed"):
        services.candidates.create(admin, "Sample", "", "en", job)
    services.jobs.set_closed(admin, job, closed=False)
    services.candidates.create(admin, "Sample", "", "en", job)
    assert [line.candidates for line in services.jobs.lines(admin)] == [1]


def test_a_candidate_moves_to_another_job_and_is_never_kept_longer_for_it(services, admin, clock):
    short = services.jobs.create(admin, JOB)
    candidate = services.candidates.create(admin, "Sample", "", "en", short)
    services.candidates.move(admin, candidate, services.jobs.create(admin, replace(JOB, title="Long", keep_days=300)))
    assert services.candidates.candidate(admin, candidate).keep_until == clock() + timedelta(days=30)
    with pytest.raises(NotFoundError):
        services.candidates.move(admin, candidate, "j-none")


def test_interviewers_read_jobs_and_change_none(services, admin):
    job = services.jobs.create(admin, JOB)
    interviewer = replace(admin, role=Role.INTERVIEWER)
    assert services.jobs.job(interviewer, job).id == job
    assert [person.name for person in services.jobs.people(interviewer)] == ["Ada Admin"]
    for change in (
        lambda: services.jobs.create(interviewer, JOB),
        lambda: services.jobs.save(interviewer, replace(JOB, id=job)),
        lambda: services.jobs.set_closed(interviewer, job, closed=True),
    ):
        with pytest.raises(AccessError):
            change()
