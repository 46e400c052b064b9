"""Sound of the candidate's tile: as it came, and what is known of it. Sound is analysed and dropped, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

SOUND_RATE_HZ: Final = 16_000
"""All analysis of sound runs at this rate, one channel."""


class SoundCodec(StrEnum):
    """How sound travels."""

    OPUS = "opus"
    PCM = "pcm"
    """Signed 16 bit, little-endian: for a client that has no encoder."""


class SoundHeard(StrEnum):
    """What has reached the analysis lately: shown, so that nobody takes a voice for checked that is not heard."""

    NONE = "none"
    """No sound comes: the tile has none, or it cannot be read."""
    SILENT = "silent"
    """Sound comes, nobody speaks: a muted microphone looks like this."""
    SPEECH = "speech"


@dataclass(frozen=True, slots=True)
class SoundBlock:
    """A short stretch of sound as the peer sent it."""

    seq: int
    """Rises by one per captured block; gaps are blocks dropped before sending."""
    captured_at_s: float
    """When its first sample was heard, on the same clock of the sender as the frames'."""
    received_at_s: float
    """Seconds on the server's monotonic clock."""
    pcm: bytes
    """Signed 16 bit, little-endian, one channel, SOUND_RATE_HZ."""
    is_lost: bool = False
    """Whether it is silence in the place of sound that could not be read."""


@dataclass(frozen=True, slots=True)
class OpusBlock:
    """The same, still encoded."""

    seq: int
    captured_at_s: float
    received_at_s: float
    packets: tuple[bytes, ...]
    """Of Opus, in order, at least one (wire/opus.py)."""
    seconds: float
    """How long they say that they last; at most 1."""


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """What is known of one hop of sound, once, before any question is asked of it."""

    captured_at_s: float
    """Middle of the hop, on the clock of FrameFacts.captured_at_s."""
    level_db: float
    """RMS of 300 to 3000 Hz, dB relative to full scale."""
    speech: float
    """Voice activity, 0 to 1."""


@dataclass(frozen=True, slots=True)
class SoundLost:
    """Sound that was there and never reached the analysis: dropped on the way, or on ours when we were behind."""

    noticed_at_s: float
    """On the clock of FrameFacts.captured_at_s: when the next block came, or the one that was refused."""
    seconds: float


@dataclass(frozen=True, slots=True)
class SpokenDigits:
    """Digits that a check asked for and that were heard."""

    digits: str
    """E.g. "4071"."""
    captured_at_s: float
    """When they were recognised, on the clock of FrameFacts.captured_at_s."""


@dataclass(frozen=True, slots=True)
class VoiceFacts:
    """Whose voice a stretch of speech was in, as numbers. Only with consent; kept in memory while the call runs."""

    captured_at_s: float
    """When its last sample was heard, on the clock of FrameFacts.captured_at_s."""
    seconds: float
    """Of speech that went in."""
    embedding: NDArray[np.float32]
    """(d,) of length 1."""


@dataclass(frozen=True, slots=True)
class VoiceLook:
    """What a spoofing countermeasure said of one stretch of sound, once."""

    captured_at_s: float
    """When its last sample was heard, on the clock of FrameFacts.captured_at_s."""
    bona_fide_log_odds: float
    """As the network has it; not calibrated."""
