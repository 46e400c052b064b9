"""What do the signals of sound say when the voice is not that of the mouth, comes late, or is somebody else's?

Behind `candor evaluate --scenarios sound`. Half-minutes are joined of stretches of several people (sound_stretches.py);
an interval draws the people anew. Bona fide recordings speak; recordings of the species "still_mouth" show a face that
keeps silent, and the voices of the others are laid under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from candor.domain.facts import FrameFacts
from candor.domain.observations import Observation
from candor.domain.sound import SOUND_RATE_HZ
from candor.domain.window import Window
from candor.evaluation.recipes.clip import PCM
from candor.evaluation.sound_reading import Sessions, ear_of, lag_s, observed
from candor.evaluation.sound_stretches import Heard, Stretch, dubbed, in_turn, joined, late, stretches
from candor.maths.detection_error import area_under_curve
from candor.signals.lip_voice_synchrony import LipVoiceSynchrony
from candor.signals.second_voice import SecondVoice
from candor.signals.speech_without_lips import SpeechWithoutLips

STILL: Final = "still_mouth"
WINDOW_S: Final = 30.0
WINDOWS: Final = 60
"""Of one kind, of all people."""
ROUNDS: Final = 40
"""Draws of people, for the interval of an AUC."""
WINDOWS_A_ROUND: Final = 6
LAGS_S: Final = (0.08, 0.15, 0.2, 0.3, 0.4)
DRIFT: Final = 0.01
"""Seconds a second: a third of a second in half a minute."""
KINDS: Final = (
    ("one lag for each recording, as in a call", True, False),
    ("the same, unrelated voices brought to their best lag, too", True, True),
    ("as recorded, lags of several recordings mixed", False, False),
)
"""Name; whether own voices are brought to their recording's lag; whether unrelated ones are brought to their best."""
FIRST_VOICE_S: Final = 15.0
SECOND_VOICE_S: Final = 10.0
_TWO_VOICES_S: Final = 4.8
"""What the second voice needs at least: two embeddings."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one signal said of the windows of one kind."""

    signal: str
    kind: str
    windows: int
    observations: Sequence[Observation]
    """Of the windows that it could judge."""


@dataclass(frozen=True, slots=True)
class Told:
    """How well own voices are told from unrelated ones."""

    kind: str
    own: Said
    unrelated: Said
    drawn: Sequence[float]
    """AUC with people drawn anew."""


@dataclass(frozen=True, slots=True)
class Found:
    """By how much the voice was late, and by how much the signal says it was."""

    kind: str
    lag_s: float
    found_s: Sequence[float]


@dataclass(frozen=True, slots=True)
class SoundTrials:
    """Everything that was measured."""

    people: Sequence[str]
    seconds: float
    told: Sequence[Told]
    lags: Sequence[Found]
    other: Sequence[Said]


def sound_trials(voices: Sequence[Heard], faces: Sequence[Heard], sessions: Sessions, seed: int) -> SoundTrials:
    """Play every kind of trial.

    Args:
        voices: recordings of people who speak; at least two people.
        faces: recordings of faces that keep silent.
        sessions: models and limits.
        seed: of all choices.
    """
    rng = np.random.default_rng(seed)
    people = sorted({one.person for one in voices})
    told = [_told(voices, people, sessions, rng, *kind) for kind in KINDS]
    aligned = [_own(voices, people, rng, is_aligned=True) for _ in range(WINDOWS)]
    drifting = [late(window, 0.0, DRIFT) for window in aligned]
    other = [_said(LipVoiceSynchrony(), "voice that drifts by 10 ms a second", drifting, sessions)]
    return SoundTrials(
        people,
        sum(one.seconds for one in voices),
        told,
        _lags(voices, aligned, sessions),
        [*other, *_still(voices, faces, people, sessions, rng), *_second(voices, sessions)],
    )


def _own(voices: Sequence[Heard], people: Sequence[str], rng: np.random.Generator, *, is_aligned: bool) -> Window:
    return joined(in_turn(stretches(voices, is_aligned=is_aligned), people, WINDOW_S, rng), WINDOW_S)


def _unrelated(
    voices: Sequence[Heard], people: Sequence[str], sessions: Sessions, rng: np.random.Generator, *, is_aligned: bool
) -> Window:
    """Return a half-minute of these people's faces with voices of others among them."""
    near = [one for one in voices if one.person in people]
    parts: list[Stretch] = []
    while sum(part.seconds for part in parts) < WINDOW_S:
        for own in in_turn(stretches(voices, is_aligned=False), people, WINDOW_S, rng):
            part = dubbed(own, near, rng)
            parts.append(replace(part, lag_s=lag_s(joined([part], part.seconds), sessions)) if is_aligned else part)
    return joined(parts, WINDOW_S)


def _told(
    voices: Sequence[Heard],
    people: Sequence[str],
    sessions: Sessions,
    rng: np.random.Generator,
    kind: str,
    is_own_aligned: bool,
    is_unrelated_aligned: bool,
) -> Told:
    def pair(drawn: Sequence[str], count: int) -> tuple[Said, Said]:
        own = [_own(voices, drawn, rng, is_aligned=is_own_aligned) for _ in range(count)]
        foreign = [_unrelated(voices, drawn, sessions, rng, is_aligned=is_unrelated_aligned) for _ in range(count)]
        signal = LipVoiceSynchrony()
        return _said(signal, "own voice", own, sessions), _said(signal, "unrelated voice", foreign, sessions)

    draws: list[float] = []
    for _ in range(ROUNDS):
        drawn = rng.choice(people, len(people)).tolist()
        if len(set(drawn)) > 1:
            draws.append(auc(*pair(drawn, WINDOWS_A_ROUND)))
    return Told(kind, *pair(people, WINDOWS), draws)


def auc(own: Said, unrelated: Said) -> float:
    """Return the chance that an own voice has the higher score; one half where either was never judged."""
    if not own.observations or not unrelated.observations:
        return 0.5
    scores = [np.array([one.score for one in said.observations]) for said in (own, unrelated)]
    return area_under_curve(scores[0], scores[1])


def _lags(voices: Sequence[Heard], aligned: Sequence[Window], sessions: Sessions) -> list[Found]:
    """Return lags found in joined half-minutes, and in the one recording that is long enough by itself."""
    found = [Found("joined half-minutes", lag, _lags_of([late(w, lag) for w in aligned], sessions)) for lag in LAGS_S]
    for one in voices:
        if one.seconds < WINDOW_S + FIRST_VOICE_S:
            continue
        # The recording's own lag is taken from its first part, and the voice is late in the rest only.
        middle_s = one.seconds / 2
        first = Stretch(one, 0.0, middle_s, one, 0.0)
        rest = Stretch(one, middle_s, one.seconds - middle_s, one, middle_s, lag_s(joined([first], middle_s), sessions))
        window = joined([rest], rest.seconds)
        found += [Found(f"second half of {one.name}", lag, _lags_of([late(window, lag)], sessions)) for lag in LAGS_S]
    return found


def _lags_of(windows: Sequence[Window], sessions: Sessions) -> list[float]:
    return [float(one.details["lag_ms"]) / 1000 for one in observed(LipVoiceSynchrony(), windows, sessions)]


def _still(
    voices: Sequence[Heard],
    faces: Sequence[Heard],
    people: Sequence[str],
    sessions: Sessions,
    rng: np.random.Generator,
) -> list[Said]:
    """Lay each recording's voice under each silent face, and look at people who speak themselves."""
    own = [_own(voices, people, rng, is_aligned=False) for _ in range(WINDOWS)]
    made: list[Window] = []
    for face in faces:
        for voice in voices:
            seconds = min(face.seconds, voice.seconds)
            made.append(joined([Stretch(face, 0.0, seconds, voice, 0.0)], seconds))
    signal = SpeechWithoutLips()
    return [_said(signal, "own voice", own, sessions), _said(signal, "voice under a still mouth", made, sessions)]


def _second(voices: Sequence[Heard], sessions: Sessions) -> list[Said]:
    """Let each person speak first and each other one after that; one person where a recording is long enough."""
    long = [one for one in voices if one.seconds >= _TWO_VOICES_S]
    alone = [one.sound for one in long if one.seconds >= FIRST_VOICE_S + SECOND_VOICE_S]
    changed = [
        np.concatenate([_heard_for(one, FIRST_VOICE_S), _heard_for(other, SECOND_VOICE_S)])
        for one in long
        for other in long
        if one.person != other.person
    ]
    clock = voices[0].frames[-1]
    kinds = (("one voice", alone), ("another voice after 15 s", changed))
    return [Said(SecondVoice.name, kind, len(sounds), _voices(sounds, clock, sessions)) for kind, sounds in kinds]


def _heard_for(one: Heard, seconds: float) -> PCM:
    """Return so much of a voice; a shorter recording is heard again."""
    return np.resize(one.sound, round(seconds * SOUND_RATE_HZ))


def _voices(sounds: Sequence[PCM], clock: FrameFacts, sessions: Sessions) -> list[Observation]:
    """Return what is said of the newest voice of each sound, when it has just been heard."""
    found: list[Observation] = []
    for sound in sounds:
        ear = ear_of(sound, sessions)
        if ear.voices:
            frame = replace(clock, captured_at_s=ear.voices[-1].captured_at_s)
            found += observed(SecondVoice(), [Window([frame], ear.facts, ear.voices)], sessions)
    return found


def _said(signal: LipVoiceSynchrony | SpeechWithoutLips, kind: str, windows: Sequence[Window], on: Sessions) -> Said:
    return Said(signal.name, kind, len(windows), observed(signal, windows, on))
