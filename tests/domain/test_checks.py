"""A check is over in every phase but one."""

import pytest

from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus


@pytest.mark.parametrize("phase", CheckPhase)
def test_only_a_running_check_is_not_over(phase: CheckPhase) -> None:
    status = CheckStatus(Check(CheckId("a"), CheckKind.LOOK_UP), phase, started_at_s=1.0)

    assert status.is_over == (phase is not CheckPhase.RUNNING)
