from __future__ import annotations

from sqlalchemy import delete, select

from candor.store.schema import JobRoundRow, JobRow
from candor.store.values import Job, JobRound


def test_the_rounds_go_with_their_job(store):
    job = store.jobs.create("p-1", Job("", "Engineer", 60, (JobRound("", "Talk"), JobRound("", "Work"))))
    with store.database.writing() as session:
        assert len(session.scalars(select(JobRoundRow).where(JobRoundRow.job_id == job)).all()) == 2
        session.execute(delete(JobRow).where(JobRow.id == job))
        assert session.scalars(select(JobRoundRow)).all() == []
