"""How often are four digits heard that were said, and how often four that were not? Plays sound as a call would.

Behind `candor evaluate --scenarios spoken-digits`. Speech that says other things is real (the recordings of the data
set); nobody recorded says four digits, so those voices are synthetic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.challenges.rules import ChallengeRules
from candor.domain.checks import Check, CheckId, CheckKind
from candor.domain.ports import DigitSpotter, SpeechDetector
from candor.domain.sound import SOUND_RATE_HZ, SoundBlock, SoundCodec
from candor.errors import UsageError
from candor.evaluation.datasets import LabelledRecording
from candor.evaluation.digit_voices import VOICES, Voice, spoken_digits
from candor.evaluation.wire_opus import as_sent
from candor.maths.statistics import wilson_interval
from candor.pipeline.analysers import Analysers
from candor.pipeline.recording import open_recording
from candor.pipeline.rules import SoundRules
from candor.pipeline.sound import Ear
from candor.pipeline.sound_track import BLOCK
from candor.pipeline.spoken_digits import DigitEar

I16 = NDArray[np.int16]

TUNED_ON: Final = frozenset(
    {
        *("pose_ref_video.mp4", "2person.mp4", "bbaf2n.mpg", "grid_pwij3p", "WDA_BobMenendez_000.mp4"),
        *("d12.mp4", "d18.mp4", "d20.mp4", "s18.mp4"),
    }
)
"""People of models/datasets.toml by whose speech the odds of spoken_digits.toml were chosen; all others report."""
SEQUENCES: Final = 10
"""Drawn for each stretch of speech that says none of them."""
UTTERANCES: Final = 6
"""Of each synthetic voice."""
WINDOW_S: Final = 15.0
"""Of speech after the card is shown: the deadline less the time it takes to read it out."""


@dataclass(frozen=True, slots=True)
class DigitTrial:
    """One check that asked for digits."""

    kind: str
    """"other speech", "one digit wrong" or "digits said"."""
    part: str
    """"tuned" on, or "reported"."""
    who: str
    seconds: float
    is_heard: bool
    looks_s: float
    """Sound that the recogniser looked through."""


class _Counted:
    """Counts what a recogniser looks through."""

    def __init__(self, spotter: DigitSpotter) -> None:
        self._spotter = spotter
        self.seconds = 0.0

    def spot(self, digits: str, pcm: bytes) -> bool:
        self.seconds += len(pcm) / (2 * SOUND_RATE_HZ)
        return self._spotter.spot(digits, pcm)


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a call hears digits with."""

    spotter: DigitSpotter
    speech: SpeechDetector
    sound: SoundRules
    rules: ChallengeRules
    sent_as: SoundCodec = SoundCodec.OPUS

    def trial(self, kind: str, part: str, who: str, digits: str, pcm: I16) -> DigitTrial:
        """Ask for digits and play sound, block by block."""
        counted, ear = _Counted(self.spotter), Ear(self.speech, self.sound)
        digit_ear = DigitEar(counted, self.rules)
        digit_ear.start(Check(CheckId("trial"), CheckKind.SAY_DIGITS, digits=digits), 0.0)
        pcm = as_sent(pcm, self.sent_as)
        for seq, first in enumerate(range(0, len(pcm), BLOCK)):
            at_s, piece = first / SOUND_RATE_HZ, pcm[first : first + BLOCK].astype("<i2").tobytes()
            ear.hear(SoundBlock(seq, at_s, at_s, piece), 0.0, at_s)
            digit_ear.hear(piece, at_s, speaks=ear.speaks_since(at_s))
        digit_ear.hear(b"", self.rules.deadline_s[CheckKind.SAY_DIGITS] + 1.0, speaks=False)
        return DigitTrial(kind, part, who, len(pcm) / SOUND_RATE_HZ, digit_ear.heard is not None, counted.seconds)


def hearing_of(analysers: Analysers, sound: SoundRules, rules: ChallengeRules, sent_as: SoundCodec) -> Hearing:
    """Return what a call hears digits with.

    Raises:
        UsageError: "no_recogniser".
    """
    if analysers.digits is None or analysers.speech is None:
        raise UsageError("no_recogniser", "No recogniser of digits is installed.")
    return Hearing(analysers.digits, analysers.speech, sound, rules, sent_as)


def digit_trials(
    recordings: Sequence[LabelledRecording],
    hearing: Hearing,
    seed: int,
    say: Callable[[Voice, str, np.random.Generator], I16] = spoken_digits,
) -> Iterator[DigitTrial]:
    """Play the speech of every recording under random digits, then synthetic voices that say them."""
    for number, (recording, part) in enumerate(_parts(recordings)):
        rng = np.random.default_rng((seed, number))
        for window in _windows(sound_of(recording)):
            for _ in range(SEQUENCES):
                yield hearing.trial("other speech", part, recording.person, _drawn(rng), window)
    for number, voice in enumerate(VOICES):
        rng = np.random.default_rng((seed, 1000 + number))
        for _ in range(UTTERANCES):
            digits = _drawn(rng)
            pcm, part = say(voice, digits, rng), "tuned" if voice.is_tuned_on else "reported"
            yield hearing.trial("digits said", part, voice.name, digits, pcm)
            yield hearing.trial("one digit wrong", part, voice.name, _one_wrong(digits, rng), pcm)


def _parts(recordings: Sequence[LabelledRecording]) -> list[tuple[LabelledRecording, str]]:
    """Return each recording with its part, which goes by person."""
    return [(r, "tuned" if Path(r.person).name in TUNED_ON else "reported") for r in recordings]


def sound_of(recording: LabelledRecording) -> I16:
    """Return all sound of a recording, 16 kHz; empty without any."""
    opened = open_recording(recording.file)
    next(iter(opened))
    blocks = [np.frombuffer(block.pcm, "<i2") for block in opened.sounds()]
    return np.concatenate([np.zeros(0, np.int16), *blocks]).astype(np.int16)


def _windows(pcm: I16) -> Iterator[I16]:
    """Yield stretches of at most WINDOW_S in which anything is to be heard at all."""
    size = round(WINDOW_S * SOUND_RATE_HZ)
    for first in range(0, len(pcm), size):
        window = pcm[first : first + size]
        if len(window) >= SOUND_RATE_HZ and window.any():
            yield window


def _drawn(rng: np.random.Generator) -> str:
    return f"{rng.integers(10_000):04d}"


def _one_wrong(digits: str, rng: np.random.Generator) -> str:
    place = int(rng.integers(len(digits)))
    wrong = (int(digits[place]) + int(rng.integers(1, 10))) % 10
    return f"{digits[:place]}{wrong}{digits[place + 1 :]}"


def digit_report(trials: Sequence[DigitTrial]) -> str:
    """Return how often digits were heard, as Markdown, with 95 % Wilson intervals; then by voice and person."""
    lines = [
        "| sound | part | voices | checks | seconds | heard | 95 % interval |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for kind, part in sorted({(t.kind, t.part) for t in trials}):
        lines.append(_row(kind, part, [t for t in trials if (t.kind, t.part) == (kind, part)]))
    lines += ["", f"Looked through: {sum(t.looks_s for t in trials):.0f} s of sound.", ""]
    for kind, part, who in sorted({(t.kind, t.part, t.who) for t in trials}):
        mine = [t.is_heard for t in trials if (t.kind, t.part, t.who) == (kind, part, who)]
        if any(mine) or kind == "digits said":
            lines.append(f"- {kind}, {part}, {who}: {sum(mine)} of {len(mine)}")
    return "\n".join(lines)


def _row(kind: str, part: str, chosen: Sequence[DigitTrial]) -> str:
    heard, interval = sum(t.is_heard for t in chosen), wilson_interval(sum(t.is_heard for t in chosen), len(chosen))
    voices, seconds = len({t.who for t in chosen}), sum(t.seconds for t in chosen)
    told = f"{100 * interval.low:.1f} to {100 * interval.high:.1f} %"
    return f"| {kind} | {part} | {voices} | {len(chosen)} | {seconds:.0f} | {heard} | {told} |"
