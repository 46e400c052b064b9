"""Were the digits of the running check heard? Listens only while such a check runs, and drops the sound with it.

Owned by pipeline/checks.py. Speech is gathered until somebody pauses, then recognised at once. What is heard can only
confirm: not being understood is nobody's fault.
"""

from __future__ import annotations

from concurrent.futures import Executor
from typing import Final

from candor.challenges.rules import ChallengeRules
from candor.domain.checks import Check, CheckKind
from candor.domain.ports import DigitSpotter
from candor.domain.sound import SOUND_RATE_HZ, SpokenDigits
from candor.pipeline.slow_look import AT_ONCE, SlowLook

_BYTES_A_SECOND: Final = 2 * SOUND_RATE_HZ


class DigitEar:
    """Hears one interview's spoken digits."""

    def __init__(self, spotter: DigitSpotter | None, rules: ChallengeRules, aside: Executor = AT_ONCE) -> None:
        self._spotter, self._rules = spotter, rules
        self._slow = SlowLook[SpokenDigits](aside)
        self._check: Check | None = None
        self._from_s = 0.0
        self.heard: SpokenDigits | None = None
        """Of the newest check that asked for some; None until they were heard."""
        self._forget()

    def start(self, check: Check, now_s: float) -> None:
        """Begin with a check: what was said before it counts for nothing."""
        self.stop()
        self.heard = None
        if check.kind is CheckKind.SAY_DIGITS:
            self._check, self._from_s = check, now_s

    def stop(self) -> None:
        """Drop what is still held of the sound."""
        self._check = None
        self._slow.forget()
        self._forget()

    def hear(self, pcm: bytes, at_s: float, *, speaks: bool) -> None:
        """Take a block of sound.

        Args:
            pcm: signed 16 bit, little-endian, 16 kHz.
            at_s: when its first sample was heard, on the clock of the frames.
            speaks: whether somebody speaks in it.
        """
        check, spotter = self._check, self._spotter
        if check is None or spotter is None or at_s < self._from_s:
            return
        is_late = at_s > self._from_s + self._rules.deadline_s[check.kind]
        if not is_late:
            self._gather(pcm, speaks=speaks)
        is_due = self._fresh_s and (is_late or self._quiet_s >= self._rules.phrase_pause_s or self._is_full)
        if is_due and not self._slow.is_busy:
            self._begin(spotter, check.digits, at_s)
        self.take_up()
        if is_late and not self._fresh_s and not self._slow.is_busy:
            self.stop()

    def take_up(self) -> None:
        """See whether a look that ran beside the pictures has an answer."""
        if (heard := self._slow.answer()) is not None:
            self.heard = heard
            self.stop()

    def _begin(self, spotter: DigitSpotter, digits: str, at_s: float) -> None:
        phrase, self._fresh_s = self._phrase, 0.0
        self._slow.begin(lambda: SpokenDigits(digits, at_s) if spotter.spot(digits, phrase) else None)

    def _forget(self) -> None:
        self._phrase = self._lead = b""
        self._fresh_s = self._quiet_s = 0.0
        """Seconds of speech that nothing was looked for in yet; seconds of silence since."""

    @property
    def _is_full(self) -> bool:
        """Somebody goes on and on: then each half of what is kept is looked through with the half before."""
        return self._fresh_s >= self._rules.phrase_s / 2

    def _gather(self, pcm: bytes, *, speaks: bool) -> None:
        """Keep speech, with a little of the silence before and after it, and never more than a phrase."""
        seconds = len(pcm) / _BYTES_A_SECOND
        self._quiet_s = 0.0 if speaks else self._quiet_s + seconds
        if speaks:
            self._fresh_s += seconds
        if speaks or (self._phrase and self._quiet_s <= self._rules.phrase_pause_s):
            longest = round(self._rules.phrase_s * SOUND_RATE_HZ) * 2
            self._phrase = (self._phrase + self._lead + pcm)[-longest:]
            self._lead = b""
        else:
            self._lead = pcm
