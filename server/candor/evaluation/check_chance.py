"""How often does what nobody asked for happen before the deadline? That is what a recording passes a check by.

Behind `candor evaluate --scenarios checks-by-chance`. Real people who were asked for nothing; every check is asked for
in the middle of their recordings, again and again until they end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from candor.challenges.catalogue import CATALOGUE
from candor.challenges.compliance.judge import judge
from candor.challenges.rules import ChallengeRules
from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus, Side
from candor.domain.facts import FrameFacts
from candor.domain.window import Window
from candor.evaluation.datasets import LabelledRecording
from candor.evaluation.light_trials import Sessions
from candor.maths.statistics import wilson_interval
from candor.pipeline.check_facts import with_check_facts
from candor.pipeline.faces import Watch, watch_faces
from candor.pipeline.recording import Crop, open_recording
from candor.pipeline.window import RollingWindow

FPS: Final = 10.0
LONGEST: Final = 450
"""Frames of a recording that are looked at."""
FIRST_S: Final = 1.0
"""Of a recording: rest before the first check."""
SHORTEST_S: Final = 4.0
"""A recording that ends sooner after a start is not asked."""
_HANDS_TOO: Final = CheckStatus(Check(CheckId("hands"), CheckKind.HAND_OVER_FACE), CheckPhase.RUNNING, 0.0)


@dataclass(frozen=True, slots=True)
class ChanceStart:
    """One check that was asked of somebody who did not hear it."""

    person: str
    kind: CheckKind
    side: Side
    seconds: float
    """Until its deadline, or the end of the recording."""
    is_done: bool


def checks_by_chance(recordings: Sequence[LabelledRecording], sessions: Sessions) -> Iterator[ChanceStart]:
    """Ask for every kind in every recording; digits are left out (digit_trials.py: they need sound)."""
    rules = sessions.rules.challenges
    asked = [(k, side) for k, entry in CATALOGUE.items() if k is not CheckKind.SAY_DIGITS for side in entry.sides]
    for recording in recordings:
        facts = _facts(recording, sessions)
        for kind, side in asked:
            yield from _starts(recording.person, kind, side, facts, rules)


def _facts(recording: LabelledRecording, sessions: Sessions) -> list[FrameFacts]:
    crop = Crop(*recording.crop) if recording.crop else None
    watch, window, found = Watch(), RollingWindow(sessions.rules.pipeline.window), list[FrameFacts]()
    for frame in open_recording(recording.file, crop, FPS):
        watch, seen = watch_faces(watch, frame, sessions.analysers, sessions.rules.pipeline, may_embed=False)
        before = window.view()
        found.append(
            with_check_facts(seen, before, frame.rgb, _HANDS_TOO, sessions.analysers, sessions.rules.challenges)
        )
        window.push(found[-1])
        if len(found) >= LONGEST:
            break
    return found


def _starts(
    person: str, kind: CheckKind, side: Side, facts: Sequence[FrameFacts], rules: ChallengeRules
) -> Iterator[ChanceStart]:
    if not facts:
        return
    start_s, end_s = facts[0].captured_at_s + FIRST_S, facts[-1].captured_at_s
    while start_s + SHORTEST_S <= end_s:
        until_s = min(end_s, start_s + rules.deadline_s[kind])
        status = CheckStatus(Check(CheckId("chance"), kind, side), CheckPhase.RUNNING, start_s)
        for count in range(1, len(facts) + 1):
            if start_s < facts[count - 1].captured_at_s <= until_s and not status.is_over:
                status = judge(status, Window(facts[:count]), rules)
        yield ChanceStart(person, kind, side, until_s - start_s, status.phase is CheckPhase.DONE)
        start_s += rules.deadline_s[kind]


def chance_report(starts: Sequence[ChanceStart]) -> str:
    """Return how often each kind was passed by chance, as Markdown, with 95 % Wilson intervals."""
    lines = ["| kind | people | asked | seconds | passed by chance | 95 % interval |", "| --- " * 6 + "|"]
    for kind, side in dict.fromkeys((start.kind, start.side) for start in starts):
        mine = [start for start in starts if (start.kind, start.side) == (kind, side)]
        done = sum(start.is_done for start in mine)
        interval = wilson_interval(done, len(mine))
        people, seconds = len({start.person for start in mine}), sum(start.seconds for start in mine)
        name = f"`{kind.value}` {side.value}".strip()
        told = f"{100 * interval.low:.1f} to {100 * interval.high:.1f} %"
        lines.append(f"| {name} | {people} | {len(mine)} | {seconds:.0f} | {done} | {told} |")
    return "\n".join(lines)
