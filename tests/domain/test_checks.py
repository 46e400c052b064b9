"""A check is over in every phase but two."""

import pytest

from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus


@pytest.mark.parametrize("phase", CheckPhase)
def test_a_check_is_over_unless_it_runs_or_waits_for_the_interviewer(phase: CheckPhase) -> None:
    status = CheckStatus(Check(CheckId("a"), CheckKind.LOOK_UP), phase, started_at_s=1.0)

    assert status.is_over == (phase not in {CheckPhase.RUNNING, CheckPhase.ASK_INTERVIEWER})


def test_the_first_end_counts_and_none_comes_before_the_start() -> None:
    status = CheckStatus(Check(CheckId("a"), CheckKind.LOOK_UP), CheckPhase.RUNNING, started_at_s=5.0)

    ended = status.ended(CheckPhase.SKIPPED, 0.0)

    assert (ended.phase, ended.ended_at_s) == (CheckPhase.SKIPPED, 5.0)
    assert ended.ended(CheckPhase.DONE, 9.0) is ended
