"""A check is over in every phase but two."""

import pytest

from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus


@pytest.mark.parametrize("phase", CheckPhase)
def test_a_check_is_over_unless_it_runs_or_waits_for_the_interviewer(phase: CheckPhase) -> None:
    status = CheckStatus(Check(CheckId("a"), CheckKind.LOOK_UP), phase, started_at_s=1.0)

    assert status.is_over == (phase not in {CheckPhase.RUNNING, CheckPhase.ASK_INTERVIEWER})
