from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from candor.checklists.template_file import load_shipped
from candor.errors import NotFoundError, UsageError
from candor.store.planning import RoundMade
from candor.store.values import AskedCheck, Job, JobRound, RoundKind
from store_builders import make_candidate

FIRST = JobRound("", "First interview", checks=frozenset({AskedCheck.MOVEMENT, AskedCheck.IDENTITY}))
DAY = JobRound("", "First day", RoundKind.FIRST_DAY, "first_day", interviewers=("p-1",))
JOB = Job("", "Engineer", 60, (FIRST, DAY))


def made(store, job=JOB):
    return store.jobs.job(store.jobs.create("p-1", job))


def test_a_job_is_read_back_as_it_was_made_with_its_rounds_in_order(store):
    job = made(store)
    assert [replace(round_, id="") for round_ in job.rounds] == [FIRST, DAY]
    assert (job.title, job.keep_days, job.closed_at) == ("Engineer", 60, None)


def test_rounds_are_renamed_moved_added_and_removed(store):
    job = made(store)
    first, day = job.rounds
    work = JobRound("", "Work sample")
    store.jobs.save("p-1", replace(job, rounds=(day, replace(first, name="Talk"), work)))
    assert [round_.name for round_ in store.jobs.job(job.id).rounds] == ["First day", "Talk", "Work sample"]
    assert store.jobs.job(job.id).rounds[1].id == first.id
    store.jobs.save("p-1", replace(job, rounds=(first,)))
    assert [round_.id for round_ in store.jobs.job(job.id).rounds] == [first.id]


def test_a_round_with_interviews_is_not_removed_and_nothing_else_changes(store):
    job = made(store)
    of = RoundMade(job, job.rounds[0], load_shipped())
    store.rounds.create("p-1", make_candidate(store), "", {}, of)
    with pytest.raises(UsageError, match="cannot be removed"):
        store.jobs.save("p-1", replace(job, title="Other", rounds=job.rounds[1:]))
    assert store.jobs.job(job.id) == job


def test_a_shorter_keeping_time_holds_at_once_and_a_longer_one_only_for_who_comes_next(store, clock):
    job = made(store)
    candidate = store.candidates.create("p", "Sample", "", "en", clock() + timedelta(days=60), job.id)
    store.jobs.save("p-1", replace(job, keep_days=200))
    assert store.candidates.candidate(candidate).keep_until == clock() + timedelta(days=60)
    store.jobs.save("p-1", replace(job, keep_days=10))
    assert store.candidates.candidate(candidate).keep_until == clock() + timedelta(days=10)


def test_the_list_counts_candidates_and_planned_interviews_and_puts_closed_jobs_last(store, clock):
    closed, job = made(store, replace(JOB, title="Analyst")), made(store)
    store.jobs.set_closed("p-1", closed.id, closed=True)
    candidate = store.candidates.create("p", "Sample", "", "en", clock(), job.id)
    of = RoundMade(job, job.rounds[0], load_shipped())
    kept, dropped = (store.rounds.create("p-1", candidate, "", {}, of) for _ in range(2))
    store.rounds.cancel("p-1", dropped)
    lines = store.jobs.lines()
    assert [(line.job.title, line.candidates, line.upcoming) for line in lines] == [
        ("Engineer", 1, 1),
        ("Analyst", 0, 0),
    ]
    assert lines[1].job.closed_at is not None
    assert kept != dropped


def test_what_does_not_exist_is_said_so(store):
    for ask in (
        lambda: store.jobs.job("j-none"),
        lambda: store.jobs.round("r-none"),
        lambda: store.jobs.save("p", replace(JOB, id="j-none")),
        lambda: store.jobs.set_closed("p", "j-none", closed=True),
    ):
        with pytest.raises(NotFoundError):
            ask()


def test_every_deed_is_in_the_audit_chain(store):
    job = made(store)
    store.jobs.save("p-1", job)
    store.jobs.set_closed("p-1", job.id, closed=True)
    store.jobs.set_closed("p-1", job.id, closed=False)
    actions = [entry.action for entry in store.audit.entries()]
    assert actions == ["job_opened", "job_closed", "job_changed", "job_created"]
