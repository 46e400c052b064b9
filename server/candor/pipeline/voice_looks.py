"""When does the spoofing countermeasure look, and at what? At the newest seconds of sound, once in a while of speech.

Part of pipeline/sound.py. Holds as much sound as one look takes and no more; what was judged is a number.
"""

from __future__ import annotations

import math
from collections import deque
from concurrent.futures import Executor

import numpy as np

from candor.domain.ports import F32, VoiceCountermeasure
from candor.domain.sound import SOUND_RATE_HZ, SoundFacts, VoiceLook
from candor.pipeline.rules import SoundRules
from candor.pipeline.slow_look import AT_ONCE, SlowLook


class VoiceLooks:
    """Looks at one interview. Sound comes in hops of equal length, with what is known of each."""

    def __init__(
        self, countermeasure: VoiceCountermeasure | None, rules: SoundRules, aside: Executor = AT_ONCE
    ) -> None:
        self._countermeasure = countermeasure
        self._rules = rules
        self._slow = SlowLook[VoiceLook](aside)
        self._sound: deque[tuple[F32, bool]] = deque()
        """The newest hops without a gap, and whether somebody spoke."""
        self._heard_at_s = -math.inf
        self._spoken_s = math.inf
        """Speech since the last look."""
        self._looks: deque[VoiceLook] = deque(maxlen=rules.keep_looks)

    @property
    def looks(self) -> tuple[VoiceLook, ...] | None:
        """Oldest first; None without a countermeasure."""
        return None if self._countermeasure is None else tuple(self._looks)

    def hear(self, hop: F32, facts: SoundFacts) -> None:
        """Take one hop of sound, (n,) float32, -1 to 1."""
        if self._countermeasure is None:
            return
        hop_s = len(hop) / SOUND_RATE_HZ
        if abs(facts.captured_at_s - self._heard_at_s - hop_s) > hop_s / 2:
            self._sound.clear()
        self._heard_at_s = facts.captured_at_s
        speaks = facts.speech >= self._rules.speech
        self._spoken_s += hop_s * speaks
        self._sound.append((hop, speaks))
        needed = math.ceil(self._countermeasure.seconds / hop_s)
        while len(self._sound) > needed:
            self._sound.popleft()
        is_due = len(self._sound) == needed and self._spoken_s >= self._rules.look_every_s
        if is_due and not self._slow.is_busy and self._is_speech():
            self._begin(self._countermeasure, facts.captured_at_s + hop_s / 2)
        if (look := self._slow.answer()) is not None:
            self._looks.append(look)

    def _begin(self, countermeasure: VoiceCountermeasure, at_s: float) -> None:
        sound = np.concatenate([hop for hop, _ in self._sound])
        self._slow.begin(lambda: VoiceLook(at_s, countermeasure.score(sound)))
        self._spoken_s = 0.0

    def _is_speech(self) -> bool:
        return sum(speaks for _, speaks in self._sound) >= self._rules.look_speech * len(self._sound)
