"""How is shown how the scenarios of a data set ended? Markdown, every rate with n and interval.

Last station of `candor evaluate --scenarios`, behind scenario_runs.py; attacks come from scenarios.table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from candor.domain.questions import Question, Severity, State
from candor.evaluation.scenario_runs import BonaFide
from candor.evaluation.scenarios import Outcome, table
from candor.maths.statistics import clopper_pearson_interval, poisson_interval

INTERVIEW_S: Final = 45 * 60.0
"""The alarm budget is given for interviews of 45 minutes."""
_UNANSWERED = (State.CANT_TELL, State.CHECKING)


def bona_fide_report(honest: Sequence[BonaFide]) -> str:
    """Return alarms, time to "no concern" and abstentions of honest recordings, with exact intervals per recording."""
    people = len({one.person for one in honest})
    seconds = sum(one.duration_s for one in honest)
    lines = [
        f"{len(honest)} recordings of {people} people or groups, {seconds:.0f} s.",
        "",
        "| warning | recordings with it | 95 % interval |",
        "| --- | --- | --- |",
        *(_alarm_row(honest, severity) for severity in (Severity.RED, Severity.AMBER)),
        *_code_rows(honest),
        "",
        "| warning | raised | in 45 minutes | 95 % interval |",
        "| --- | --- | --- | --- |",
        *(_rate_row(honest, severity, seconds) for severity in (Severity.RED, Severity.AMBER)),
        "",
        _green(honest),
        "",
        "| signal | observations | abstentions |",
        "| --- | --- | --- |",
        *_tally_rows(honest),
        "",
        *(_alarm(one) for one in honest if one.warnings),
    ]
    return "\n".join(lines)


def attack_report(outcomes: Sequence[Outcome]) -> str:
    """Return the table of attacks and, by name, what was missed or raised a false alarm."""
    missed = [f"- missed: {one.kind} {one.name}: {_after(one)}" for one in outcomes if not one.is_found]
    alarmed = [
        f"- other alarm: {one.kind} {one.name}: {one.reds} red, {one.ambers} amber"
        for one in outcomes
        if one.reds or one.ambers
    ]
    return "\n".join([table(outcomes), "", *missed, *alarmed])


def _after(outcome: Outcome) -> str:
    late = outcome.detected_after_s
    if late is None:
        return f"no warning, identity ends as {outcome.identity_ends}"
    return f"warned after {late:.1f} s, {outcome.limit_s:.1f} s allowed"


def _alarm_row(honest: Sequence[BonaFide], severity: Severity) -> str:
    alarmed = sum(any(told.severity is severity for told in one.warnings) for one in honest)
    return f"| any {severity.value} | {_share(alarmed, len(honest))} |"


def _rate_row(honest: Sequence[BonaFide], severity: Severity, seconds: float) -> str:
    """Tell how many warnings an interview of 45 minutes would have at this rate; recordings begin anew each time."""
    raised = sum(told.severity is severity for one in honest for told in one.warnings)
    interviews = seconds / INTERVIEW_S
    if interviews == 0:
        return f"| {severity.value} | {raised} | - | - |"
    low, high = (events / interviews for events in poisson_interval(raised))
    return f"| {severity.value} | {raised} | {raised / interviews:.2f} | {low:.2f} to {high:.2f} |"


def _code_rows(honest: Sequence[BonaFide]) -> list[str]:
    found = Counter(
        key
        for one in honest
        for key in {(told.question.value, told.code, told.severity.value) for told in one.warnings}
    )
    return [f"| {' / '.join(key)} | {_share(count, len(honest))} |" for key, count in sorted(found.items())]


def _share(count: int, trials: int) -> str:
    interval = clopper_pearson_interval(count, trials)
    return f"{count} of {trials} | {100 * interval.low:.1f} to {100 * interval.high:.1f} %"


def _green(honest: Sequence[BonaFide]) -> str:
    at_s = [one.identity_green_at_s for one in honest if one.identity_green_at_s is not None]
    unanswered = sum(one.worst[Question.IDENTITY] in _UNANSWERED for one in honest)
    times = f", median {np.median(at_s):.1f} s, slowest {max(at_s):.1f} s" if at_s else ""
    without = sum(not one.has_photo for one in honest)
    return (
        f'Identity reaches "no concern" in {len(at_s)} of {len(honest)}{times}; '
        f"it stays unanswered in {unanswered}; {without} gave no usable photo."
    )


def _tally_rows(honest: Sequence[BonaFide]) -> Iterable[str]:
    for name in sorted({name for one in honest for name in one.tallies}):
        tallies = [one.tallies[name] for one in honest if name in one.tallies]
        reasons: Counter[str] = Counter()
        for tally in tallies:
            reasons.update(tally.abstentions)
        told = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common())
        yield f"| {name} | {sum(tally.observations for tally in tallies)} | {told} |"


def _alarm(one: BonaFide) -> str:
    told = ", ".join(f"{w.severity.value} {w.question.value}/{w.code} at {w.at_s:.1f} s" for w in one.warnings)
    return f"- {one.name}: {told}"
