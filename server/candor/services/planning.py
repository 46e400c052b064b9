"""Planning interviews: a round of the job for a candidate, at a time; another time, another take, or none."""

from __future__ import annotations

from collections.abc import Mapping

from candor.domain.ids import CandidateId, InterviewId
from candor.errors import UsageError
from candor.services.access import Permission, require
from candor.services.jobs import Jobs
from candor.services.live_calls import LiveCalls
from candor.services.reach import within
from candor.store.store import Store
from candor.store.values import NO_PLAN, Interview, Person, Plan


class Planning:
    """What recruiters do before an interview."""

    def __init__(self, store: Store, jobs: Jobs, live: LiveCalls, versions: Mapping[str, str]) -> None:
        self._store = store
        self._jobs = jobs
        self._live = live
        self._versions = versions

    def create(self, by: Person, candidate: CandidateId, round_id: str, plan: Plan = NO_PLAN) -> InterviewId:
        """Make an interview of a round of the candidate's job; the second of the same round is another take.

        Raises:
            NotFoundError: "no_such_candidate", "no_such_round".
            UsageError: "round_of_another_job".
        """
        require(by, Permission.MANAGE_CANDIDATES)
        of = self._jobs.round_made(round_id)
        if self._store.candidates.candidate(candidate).job != of.job.id:
            raise UsageError("round_of_another_job", "Choose a round of the job that this candidate applies for.")
        return self._store.rounds.create(by.id, candidate, "", self._versions, of, plan)

    def plan(self, by: Person, interview: InterviewId, plan: Plan) -> None:
        """Agree on another time; UsageError "interview_begun" when it is too late."""
        require(by, Permission.MANAGE_CANDIDATES)
        self._store.rounds.plan(by.id, interview, plan)

    def cancel(self, by: Person, interview: InterviewId) -> None:
        """Call off an interview; UsageError "interview_begun" when it is too late."""
        require(by, Permission.MANAGE_CANDIDATES)
        self._store.rounds.cancel(by.id, interview)
        self._live.stop(interview)

    def repeat(self, by: Person, interview: InterviewId) -> InterviewId:
        """Make another take of an interview's round, without a time yet.

        Raises:
            UsageError: "no_round": it was of no round of a job.
        """
        require(by, Permission.MANAGE_CANDIDATES)
        held = self._store.rounds.interview(interview)
        if held.round_id is None:
            raise UsageError("no_round", "This interview is of no round of a job. Create another one instead.")
        return self.create(by, held.candidate, held.round_id, NO_PLAN)

    def upcoming(self, by: Person, limit: int = 5) -> list[Interview]:
        """Return what is planned next, soonest first."""
        require(by, Permission.READ_INTERVIEWS)
        return self._store.rounds.upcoming(limit, within(by))
