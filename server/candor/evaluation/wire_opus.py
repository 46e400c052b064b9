"""What is left of a voice on the way from the extension to the server? Encoded as there, decoded as here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.packet import Packet

from candor.domain.sound import SOUND_RATE_HZ, OpusBlock, SoundCodec
from candor.evaluation.recipes.clip import PCM
from candor.pipeline.opus import OpusDecoder

KBPS: Final = 24
"""As extension/src/media/opus.ts, like all that follows."""
PACKET_S: Final = 0.06
PACKETS: Final = 3
"""In a block."""
LOOKAHEAD_S: Final = 0.0065
"""By so much the decoded sound is late: libopus' own look-ahead, which the sender takes off the time."""


def opus_blocks(sound: PCM, kbps: int = KBPS) -> Iterator[OpusBlock]:
    """Yield a sound as the extension sends it; what fills no block is not sent.

    Args:
        sound: (N,) int16 at SOUND_RATE_HZ; its first sample is heard at 0 s.
        kbps: bit rate, kbit/s.
    """
    block_s = PACKETS * PACKET_S
    packets = _packets(sound, kbps)
    for seq in range(len(packets) // PACKETS):
        captured_at_s = seq * block_s - LOOKAHEAD_S
        part = tuple(packets[seq * PACKETS : (seq + 1) * PACKETS])
        yield OpusBlock(seq, captured_at_s, captured_at_s + block_s, part, block_s)


def as_sent(sound: PCM, codec: SoundCodec) -> PCM:
    """Return what the server hears of a sound that the extension sends so."""
    return over_the_wire(sound) if codec is SoundCodec.OPUS else sound


def over_the_wire(sound: PCM, kbps: int = KBPS) -> PCM:
    """Return what the server hears of a sound, as long as before and at its time; silence where nothing came."""
    heard = np.zeros(len(sound), np.int16)
    decoder = OpusDecoder()
    for block in map(decoder.decode, opus_blocks(sound, kbps)):
        pcm, start = np.frombuffer(block.pcm, "<i2"), round(block.captured_at_s * SOUND_RATE_HZ)
        pcm = pcm[max(-start, 0) :]
        start = max(start, 0)
        heard[start : start + len(pcm)] = pcm[: max(len(heard) - start, 0)]
    return heard


def _packets(sound: PCM, kbps: int) -> list[bytes]:
    codec = AudioCodecContext.create("libopus", "w")
    codec.sample_rate, codec.layout, codec.format = SOUND_RATE_HZ, "mono", "s16"
    codec.bit_rate = kbps * 1000
    codec.options = {"application": "voip", "frame_duration": str(round(PACKET_S * 1000)), "vbr": "off"}
    length = round(PACKET_S * SOUND_RATE_HZ)
    found = list[bytes]()
    for start in range(0, len(sound) - length + 1, length):
        frame = AudioFrame.from_ndarray(sound[None, start : start + length], format="s16", layout="mono")
        frame.sample_rate, frame.pts = SOUND_RATE_HZ, start
        packets = cast("list[Packet[AudioStream]]", codec.encode(frame))  # pyright: ignore[reportUnknownMemberType]  # PyAV's stub
        found += map(bytes, packets)
    return found
