"""Was it done that was asked for? Judged from facts alone, against the same person's own rest before it.

What cannot be seen or heard is no refusal; what only a person can tell, the interviewer is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from candor.challenges.compliance.digits import judge_digits
from candor.challenges.compliance.hand import judge_hand
from candor.challenges.compliance.head import judge_head
from candor.challenges.compliance.stall import stall_details
from candor.challenges.compliance.stretch import stretch_of
from candor.challenges.rules import ChallengeRules
from candor.domain.checks import WITH_HAND, CheckKind, CheckPhase, CheckStatus
from candor.domain.window import Window


def judge(status: CheckStatus, window: Window, rules: ChallengeRules) -> CheckStatus:
    """Return the check as it stands with the newest frame; one that is over stays as it is."""
    if status.is_over:
        return status
    now_s = window.now_s
    deadline_s = status.started_at_s + rules.deadline_s[status.check.kind]
    if status.phase is CheckPhase.ASK_INTERVIEWER:
        return _asking(status, window, rules, deadline_s)
    stretch = stretch_of(status, window, rules.baseline_s)
    if status.check.kind in WITH_HAND:
        finding = judge_hand(stretch, rules)
    elif status.check.kind is CheckKind.SAY_DIGITS:
        finding = judge_digits(stretch, rules)
    else:
        finding = judge_head(stretch, rules)
    stalls = stall_details(stretch, rules.stall_s)
    if finding.is_done:
        return _ended(status, CheckPhase.DONE, now_s, {**finding.details, **stalls})
    if finding.asks_interviewer:
        return replace(status, phase=CheckPhase.ASK_INTERVIEWER, details=finding.details)
    if now_s < deadline_s:
        return status
    phase = CheckPhase.NOT_SEEN if finding.is_judged else CheckPhase.CANT_TELL
    return _ended(status, phase, now_s, {"seconds": rules.deadline_s[status.check.kind], **finding.details, **stalls})


def _asking(status: CheckStatus, window: Window, rules: ChallengeRules, deadline_s: float) -> CheckStatus:
    """Return a check that waits for the interviewer: digits that come late ("sorry, again?") are heard as well."""
    now_s = window.now_s
    if now_s <= deadline_s:
        finding = judge_digits(stretch_of(status, window, rules.baseline_s), rules)
        return _ended(status, CheckPhase.DONE, now_s, finding.details) if finding.is_done else status
    return status if now_s < deadline_s + rules.confirm_s else _ended(status, CheckPhase.CANT_TELL, now_s, {})


def can_be_confirmed(status: CheckStatus) -> bool:
    """Return whether the interviewer's word counts: of spoken digits, until it was given.

    Also after the recogniser has heard them: it takes one wrong digit of four for right now and then.
    """
    is_open = not status.is_over or (status.phase is CheckPhase.DONE and "confirmed" not in status.details)
    return status.check.kind is CheckKind.SAY_DIGITS and is_open


def confirmed(status: CheckStatus, now_s: float, *, seen: bool) -> CheckStatus:
    """Return the check after the interviewer's word, where it counts (`can_be_confirmed`)."""
    if not can_be_confirmed(status):
        return status
    return _ended(status, CheckPhase.DONE if seen else CheckPhase.NOT_SEEN, now_s, {"confirmed": int(seen)})


def _ended(
    status: CheckStatus, phase: CheckPhase, now_s: float, details: Mapping[str, float | int | str]
) -> CheckStatus:
    return replace(status, phase=phase, ended_at_s=now_s, details={**status.details, **details})
