"""What is known of the mouth and the voice of this recording, after the call? Pixels and samples in, facts out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final, Protocol

import numpy as np

from candor.domain.facts import FrameFacts
from candor.domain.frames import Frame
from candor.domain.ids import SignalName
from candor.domain.observations import Observation, Verdict
from candor.domain.sound import SOUND_RATE_HZ, SoundBlock, SoundCodec
from candor.domain.window import Window
from candor.evaluation.codec_grid import GRID, sent
from candor.evaluation.datasets import LabelledRecording
from candor.evaluation.footage import read_clip
from candor.evaluation.opus import through_opus
from candor.evaluation.recipes.clip import PCM, Clip
from candor.evaluation.sound_stretches import Heard
from candor.evaluation.wire_opus import as_sent
from candor.maths.synchrony import GRID_HZ, band_passed, circular_correlation, synchrony
from candor.pipeline.analysers import Analysers
from candor.pipeline.faces import Watch, watch_faces
from candor.pipeline.session import SessionRules
from candor.pipeline.sound import Ear
from candor.signals.protocol import Context, Signal
from candor.signals.speaking import mouth_and_voice

POINT: Final = "mid"
OPUS_KBPS: Final = 24
ANALYSIS_FPS: Final = 12.0
"""What the extension captures."""
LONGEST_S: Final = 60.0
LARGEST_LAG_S: Final = 0.5
"""Between lips and voice of a recording: ours lie within 0.32 s."""
_BLOCK: Final = SOUND_RATE_HZ // 10
_LIP = SignalName("lip_voice_synchrony")


class Sessions(Protocol):
    """What is needed of bootstrap.sessions.Sessions."""

    @property
    def analysers(self) -> Analysers:
        """The models."""
        ...

    @property
    def rules(self) -> SessionRules:
        """All limits."""
        ...


def heard(
    recording: LabelledRecording,
    sessions: Sessions,
    seed: int,
    sent_as: SoundCodec,
    on_the_way: Callable[[Sequence[Frame]], Iterable[Frame]] = iter,
) -> Heard:
    """Return the facts of a recording: pictures through codec point POINT, sound through Opus, as a call brings them,
    and then as the extension sends it.

    Args:
        recording: of one person.
        sessions: models and limits.
        seed: of lost packets.
        sent_as: what becomes of the sound on the way from the extension.
        on_the_way: what becomes of the pictures there; by default they come as they are.

    Raises:
        DecodeError: it cannot be read.
    """
    point = GRID[POINT]
    clip = read_clip(recording.file, point.fps, LONGEST_S, recording.crop, round(point.height_px * 16 / 9))
    arrived = sent(clip, point, np.random.default_rng(seed))
    watch, facts = Watch(), list[FrameFacts]()
    for frame in on_the_way(_captured(arrived)):
        watch, seen = watch_faces(watch, frame, sessions.analysers, sessions.rules.pipeline, may_embed=False)
        facts.append(seen)
    call = through_opus(clip.sound, OPUS_KBPS) if clip.sound is not None else np.zeros(0, np.int16)
    sound = as_sent(call, sent_as)
    listened = ear_of(sound, sessions)
    one = Heard(recording.file.name, recording.person, facts, listened.facts, sound)
    return replace(one, lag_s=lag_s(Window(one.frames, one.sounds), sessions))


def _captured(arrived: Clip) -> list[Frame]:
    """Return what the extension takes of a call: the newest picture at each of its ticks."""
    last, frames = len(arrived.frames) - 1, list[Frame]()
    for tick in range(int(arrived.duration_s * ANALYSIS_FPS)):
        at_s = tick / ANALYSIS_FPS
        frames.append(Frame(tick, at_s, at_s, arrived.frames[min(int(at_s * arrived.rate_fps + 1e-6), last)]))
    return frames


def ear_of(sound: PCM, sessions: Sessions) -> Ear:
    """Return the ear that has heard a stretch of sound from its first sample on."""
    ear = Ear(sessions.analysers.speech, sessions.rules.pipeline.sound, sessions.analysers.voices)
    for seq, start in enumerate(range(0, len(sound), _BLOCK)):
        at_s = start / SOUND_RATE_HZ
        ear.hear(SoundBlock(seq, at_s, at_s, sound[start : start + _BLOCK].astype("<i2").tobytes()), 0.0, at_s)
    return ear


def lag_s(window: Window, sessions: Sessions) -> float:
    """Return how much later than the lips the voice of a window fits best; 0 where that cannot be told."""
    limit = sessions.rules.calibrations[_LIP].limit
    gap_s = 1 / limit("min_fps") + limit("gap_slack_s")
    both = mouth_and_voice(window.frames, window.sounds, max_turn_deg=limit("max_turn_deg"), max_gap_s=gap_s)
    if both is None:
        return 0.0
    high_hz = min(limit("high_hz"), limit("nyquist_share") * both.mouth_fps)
    mouth = band_passed(both.mouth, both.mouth_weights, limit("low_hz"), high_hz)
    voice = band_passed(both.level_db, both.sound_weights, limit("low_hz"), high_hz)
    spoken = both.spoken(limit("speech"), limit("around_s"))
    # Three seconds have no room for long lags and for the null that synchrony wants beside them.
    reach_s = min(LARGEST_LAG_S, len(mouth) / GRID_HZ / 7)
    found = synchrony(circular_correlation(mouth, both.mouth_weights, voice, spoken), reach_s)
    return found.lag_s if found else 0.0


def verdict(signal: Signal, window: Window, sessions: Sessions) -> Verdict:
    """Return what a signal says of a window."""
    context = Context(
        consented=True,
        model=sessions.analysers.embedder.model,
        reference=None,
        enrolled=None,
        comparator=sessions.analysers.comparator,
        calibrations=sessions.rules.calibrations,
    )
    return signal.observe(window, context)


def observed(signal: Signal, windows: Sequence[Window], sessions: Sessions) -> list[Observation]:
    """Return what a signal says of those windows that it can judge."""
    said = [verdict(signal, window, sessions) for window in windows]
    return [one for one in said if isinstance(one, Observation)]
