"""How does a check run inside an interview? Started, skipped or confirmed by orders; looked at in every frame.

Owned by pipeline/session.py, one for each interview.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from candor.challenges.compliance.judge import confirmed, judge
from candor.challenges.compliance.moments import farthest_at_s
from candor.challenges.rules import ChallengeRules
from candor.domain.checks import CheckPhase, CheckStatus
from candor.domain.facts import FrameFacts
from candor.domain.frames import Frame
from candor.domain.orders import ConfirmCheck, SkipCheck, StartCheck
from candor.domain.window import Window
from candor.pipeline.analysers import Analysers
from candor.pipeline.check_facts import running_check, with_check_facts
from candor.pipeline.evidence_strip import Strip, strip_jpeg, with_picture
from candor.pipeline.seam import SeamState, seam_facts
from candor.pipeline.spoken_digits import DigitEar
from candor.pipeline.window import RollingWindow

CheckOrder = StartCheck | SkipCheck | ConfirmCheck


class Checks:
    """All checks of one interview, oldest first; at most one is not over."""

    def __init__(
        self, statuses: Sequence[CheckStatus], rules: ChallengeRules, analysers: Analysers, *, consented: bool
    ) -> None:
        """Go on with the checks of a checkpoint, or with none."""
        self.statuses: tuple[CheckStatus, ...] = tuple(statuses)
        self._told = self.statuses
        self._rules, self._analysers, self._consented = rules, analysers, consented
        self._strip, self._seam = Strip(), SeamState()
        self._digits = DigitEar(analysers.digits, rules, analysers.aside)

    def tell(self, order: CheckOrder, now_s: float) -> None:
        """Take an order. A check that runs is skipped by the next one, which is neutral."""
        match order:
            case StartCheck(check):
                self._replace({s.check.id: _skipped(s, now_s) for s in self.statuses})
                self.statuses = (*self.statuses, CheckStatus(check, CheckPhase.RUNNING, now_s))
                self._strip, self._seam = Strip(), SeamState()
                self._digits.start(check, now_s)
            case SkipCheck(check_id):
                self._replace({s.check.id: _skipped(s, now_s) for s in self.statuses if s.check.id == check_id})
            case ConfirmCheck(check_id, seen):
                mine = [s for s in self.statuses if s.check.id == check_id]
                self._replace({s.check.id: confirmed(s, now_s, seen=seen) for s in mine})

    def look(self, facts: FrameFacts, frame: Frame, before: RollingWindow) -> FrameFacts:
        """Add to the facts of a frame what the running check needs; keep a picture for its strip."""
        check = running_check(self.statuses)
        if check is None:
            return facts
        if self._consented:
            self._strip = with_picture(self._strip, frame.rgb, facts)
        landmarks_xy = facts.candidate.landmarks_xy if facts.candidate else None
        self._seam, seam = seam_facts(self._seam, frame.rgb, landmarks_xy, check.check)
        facts = replace(facts, seam=seam)
        return with_check_facts(facts, before.view(), frame.rgb, check, self._analysers, self._rules)

    def hear(self, pcm: bytes, at_s: float, *, speaks: bool) -> None:
        """Listen for digits while a check asks for them; `at_s`: when the block began, on the clock of the frames."""
        if running_check(self.statuses):
            self._digits.hear(pcm, at_s, speaks=speaks)

    def judge(self, window: Window) -> None:
        """Look whether what was asked for was done."""
        if running_check(self.statuses):
            self._digits.take_up()
            window = replace(window, spoken=self._digits.heard)
            self.statuses = tuple(judge(status, window, self._rules) for status in self.statuses)
        if running_check(self.statuses) is None:
            self._digits.stop()

    def news(self, window: Window) -> tuple[CheckStatus, ...]:
        """Return the checks that are new or went on since this was asked last; one that ended has its strip."""
        news = tuple(status for status in self.statuses if status not in self._told)
        self._told = self.statuses
        return tuple(self._with_strip(status, window) for status in news)

    def _with_strip(self, status: CheckStatus, window: Window) -> CheckStatus:
        if not status.is_over or status.phase is CheckPhase.SKIPPED or status is not self.statuses[-1]:
            return status
        jpeg = strip_jpeg(self._strip, farthest_at_s(status, window, self._rules))
        self._strip = Strip()
        return replace(status, evidence_jpeg=jpeg)

    def _replace(self, changed: dict[str, CheckStatus]) -> None:
        self.statuses = tuple(changed.get(status.check.id, status) for status in self.statuses)


def _skipped(status: CheckStatus, now_s: float) -> CheckStatus:
    return status if status.is_over else replace(status, phase=CheckPhase.SKIPPED, ended_at_s=now_s)
