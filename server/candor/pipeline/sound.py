"""What is there to know of the sound? Blocks of PCM go in, one value of loudness and speech per 32 ms comes out.

Owned by one session, beside the frames: the same clock, the same window. The samples themselves are dropped as soon as
they have been judged; only what a window of 32 ms still needs is kept.
"""

from __future__ import annotations

import itertools
from collections import deque
from concurrent.futures import Executor
from typing import Final

import numpy as np

from candor.domain.ports import F32, SpeechDetector, VoiceCountermeasure, VoiceEmbedder
from candor.domain.sound import SOUND_RATE_HZ, SoundBlock, SoundFacts, SoundHeard, SoundLost, VoiceFacts, VoiceLook
from candor.maths.sound_level import band_level_db
from candor.pipeline.rules import SoundRules
from candor.pipeline.slow_look import AT_ONCE
from candor.pipeline.voice_looks import VoiceLooks

HOP: Final = 512
"""Samples: the window of the speech detector."""
HOP_S: Final = HOP / SOUND_RATE_HZ
CONTEXT: Final = 64
"""Samples before a window that the speech detector looks at again."""
VOICE_HZ: Final = (300.0, 3000.0)
"""The band whose loudness follows the mouth; telephones carry it, too (signals.md B15)."""
MAX_BLOCK_S: Final = 1.0
"""Longest block of sound (docs/wire.md)."""
_FULL_SCALE: Final = 32768.0


class Ear:
    """Hears one interview."""

    def __init__(
        self,
        detector: SpeechDetector | None,
        rules: SoundRules,
        embedder: VoiceEmbedder | None = None,
        countermeasure: VoiceCountermeasure | None = None,
        aside: Executor = AT_ONCE,
    ) -> None:
        self._detector = detector
        self._rules = rules
        self._voices = Voices(embedder, rules)
        self._looks = VoiceLooks(countermeasure, rules, aside)
        self._facts: deque[SoundFacts] = deque()
        self._waiting = np.zeros(CONTEXT, np.float32)
        """Context, then samples that do not fill a hop yet."""
        self._next_s: float | None = None
        """When the first sample after the context was heard; None before the first block."""
        self._memory: F32 | None = None
        self._newest: tuple[int, float] | None = None
        """Number and end of the newest block, heard or not."""
        self._lost: deque[SoundLost] = deque()
        self._new_lost_s = 0.0

    @property
    def facts(self) -> tuple[SoundFacts, ...]:
        """The newest stretch, oldest first."""
        return tuple(self._facts)

    @property
    def lost(self) -> tuple[SoundLost, ...]:
        """What is missing in the newest stretch, oldest first."""
        return tuple(self._lost)

    @property
    def voices(self) -> tuple[VoiceFacts, ...]:
        """The voices of this call, oldest first."""
        return self._voices.facts

    @property
    def voice_looks(self) -> tuple[VoiceLook, ...] | None:
        """What the spoofing countermeasure said lately; None without one."""
        return self._looks.looks

    def hear(self, block: SoundBlock, offset_s: float, now_s: float) -> None:
        """Take a block.

        Args:
            block: of the sender's clock.
            offset_s: what is added to that clock (pipeline/timeline.py), the same as for frames.
            now_s: captured_at_s of the newest frame: a block far from it has a wrong time and is dropped.
        """
        if self._detector is None:
            return
        at_s = block.captured_at_s + offset_s
        pcm = np.frombuffer(block.pcm[: len(block.pcm) // 2 * 2], dtype="<i2").astype(np.float32) / _FULL_SCALE
        seconds = len(pcm) / SOUND_RATE_HZ
        self._count(block.seq, at_s, at_s + seconds, now_s)
        if block.is_lost or not abs(at_s - now_s) <= self._rules.max_ahead_s:
            self._lose(seconds, now_s)
            return
        self._join(at_s)
        self._waiting = np.concatenate([self._waiting, pcm])
        self._judge(self._detector)

    def heard(self, now_s: float) -> SoundHeard:
        """Return what there was to hear lately."""
        lately = [facts for facts in self._facts if facts.captured_at_s >= now_s - self._rules.heard_s]
        if not lately:
            return SoundHeard.NONE
        speaks = any(facts.speech >= self._rules.speech for facts in lately)
        return SoundHeard.SPEECH if speaks else SoundHeard.SILENT

    def speaks_since(self, at_s: float) -> bool:
        """Whether somebody has spoken in any hop since then."""
        newest = itertools.takewhile(lambda facts: facts.captured_at_s >= at_s, reversed(self._facts))
        return any(facts.speech >= self._rules.speech for facts in newest)

    def newly_lost_s(self) -> float:
        """Return how many seconds of sound were lost since this was asked last."""
        seconds, self._new_lost_s = self._new_lost_s, 0.0
        return seconds

    def _count(self, seq: int, began_s: float, ended_s: float, now_s: float) -> None:
        """See by its number whether blocks before this one are missing; the time between says how much.

        A source that pauses leaves a gap in time and none in the numbers; a new connection counts from 0.
        """
        if self._newest is not None and seq > self._newest[0] + 1 and began_s > self._newest[1]:
            longest_s = min((seq - self._newest[0] - 1) * MAX_BLOCK_S, self._rules.keep_s)
            self._lose(min(began_s - self._newest[1], longest_s), now_s)
        self._newest = seq, ended_s

    def _lose(self, seconds: float, now_s: float) -> None:
        self._new_lost_s += seconds
        self._lost.append(SoundLost(now_s, seconds))
        while now_s - self._lost[0].noticed_at_s > self._rules.keep_s:
            self._lost.popleft()

    def _join(self, at_s: float) -> None:
        """Go on from the block before, or, after a gap or a jump in time, begin anew."""
        expected_s = None if self._next_s is None else self._next_s + (len(self._waiting) - CONTEXT) / SOUND_RATE_HZ
        if expected_s is None or abs(at_s - expected_s) > self._rules.join_s:
            self._waiting, self._memory = np.zeros(CONTEXT, np.float32), None
        self._next_s = at_s - (len(self._waiting) - CONTEXT) / SOUND_RATE_HZ

    def _judge(self, detector: SpeechDetector) -> None:
        """Turn all whole hops into facts."""
        assert self._next_s is not None
        n = (len(self._waiting) - CONTEXT) // HOP
        if n == 0:
            return
        sound = self._waiting[: CONTEXT + n * HOP]
        speech, self._memory = detector.speech(sound, self._memory)
        levels = band_level_db(sound[CONTEXT:].reshape(n, HOP), SOUND_RATE_HZ, *VOICE_HZ)
        for hop in range(n):
            facts = SoundFacts(self._next_s + (hop + 0.5) * HOP_S, float(levels[hop]), float(speech[hop]))
            samples = sound[CONTEXT + hop * HOP : CONTEXT + (hop + 1) * HOP]
            self._voices.hear(samples, facts)
            self._looks.hear(samples, facts)
            self._keep(facts)
        self._next_s += n * HOP_S
        self._waiting = self._waiting[n * HOP :].copy()

    def _keep(self, facts: SoundFacts) -> None:
        if self._facts and facts.captured_at_s <= self._facts[-1].captured_at_s:
            return  # the clock was set back by a block: what lies before is known already
        self._facts.append(facts)
        while facts.captured_at_s - self._facts[0].captured_at_s > self._rules.keep_s:
            self._facts.popleft()


class Voices:
    """Gathers speech until it is enough for a voice; holds no more sound than that."""

    def __init__(self, embedder: VoiceEmbedder | None, rules: SoundRules) -> None:
        self._embedder = embedder
        self._rules = rules
        self._speech: list[F32] = []
        self._spoken_at_s = 0.0
        self._facts: list[VoiceFacts] = []

    @property
    def facts(self) -> tuple[VoiceFacts, ...]:
        """Oldest first."""
        return tuple(self._facts)

    def hear(self, hop: F32, facts: SoundFacts) -> None:
        """Take one hop of sound with what is known of it."""
        if self._embedder is None or facts.speech < self._rules.speech:
            return
        if abs(facts.captured_at_s - self._spoken_at_s) > self._rules.voice_pause_s:
            self._speech.clear()
        self._speech.append(hop)
        self._spoken_at_s = facts.captured_at_s
        seconds = len(self._speech) * HOP_S
        if seconds >= max(self._rules.voice_s, self._embedder.seconds):
            embedding = self._embedder.embed(np.concatenate(self._speech))
            self._facts.append(VoiceFacts(facts.captured_at_s + HOP_S / 2, seconds, embedding))
            self._speech.clear()
            if len(self._facts) > self._rules.keep_voices:
                del self._facts[self._rules.keep_voices // 2]
