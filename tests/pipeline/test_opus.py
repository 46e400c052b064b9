"""Opus becomes the sound it was, at its time; what cannot be decoded becomes silence that counts as lost."""

from __future__ import annotations

import logging
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.domain.sound import SOUND_RATE_HZ, OpusBlock, SoundBlock
from candor.evaluation.wire_opus import opus_blocks
from candor.pipeline.opus import OpusDecoder

BLOCK_S = 0.18


def chirp(seconds: float) -> np.ndarray:
    """A tone that rises, and is louder and softer by turns."""
    at_s = np.arange(round(seconds * SOUND_RATE_HZ)) / SOUND_RATE_HZ
    loudness = 6000 * (1 + np.sin(2 * np.pi * 3.7 * at_s))
    return (loudness * np.sin(2 * np.pi * (200 + 150 * at_s) * at_s)).astype(np.int16)


def pcm(block: SoundBlock) -> np.ndarray:
    return np.frombuffer(block.pcm, "<i2").astype(float)


def lag_s(heard: np.ndarray, said: np.ndarray) -> float:
    both = np.correlate(heard, said.astype(float), "full")
    return (int(np.argmax(both)) - len(said) + 1) / SOUND_RATE_HZ


def test_what_comes_out_is_what_went_in_at_its_time_without_a_gap() -> None:
    sound, decoder = chirp(1.8), OpusDecoder()
    heard = [decoder.decode(block) for block in opus_blocks(sound)]
    ends = [block.captured_at_s + len(block.pcm) / 2 / SOUND_RATE_HZ for block in heard]

    assert len(heard) == 10
    assert [block.captured_at_s for block in heard[1:]] == pytest.approx(ends[:-1], abs=1e-6)
    whole = np.concatenate([pcm(block) for block in heard])
    assert abs(lag_s(whole, sound) + heard[0].captured_at_s) < 0.001
    assert not any(block.is_lost for block in heard)


def test_a_gap_in_the_numbers_neither_shifts_nor_glues_what_comes_after() -> None:
    sound, decoder = chirp(3.6), OpusDecoder()
    blocks = list(opus_blocks(sound))
    for block in blocks[:5]:
        decoder.decode(block)
    after = [decoder.decode(block) for block in blocks[9:]]

    assert after[0].captured_at_s == blocks[9].captured_at_s
    begins = round(9 * BLOCK_S * SOUND_RATE_HZ)
    assert abs(lag_s(np.concatenate([pcm(block) for block in after]), sound[begins:]) - 0.0065) < 0.001


def test_a_damaged_packet_is_silence_of_its_length_that_counts_as_lost_and_is_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    decoder = OpusDecoder()
    blocks = list(opus_blocks(chirp(1.8)))
    broken = [replace(block, packets=(block.packets[0], b"\xff\xff\xff", block.packets[2])) for block in blocks]
    with caplog.at_level(logging.WARNING):
        heard = [decoder.decode(one) for one in [blocks[0], broken[1], broken[2], blocks[3]]]

    assert [block.is_lost for block in heard] == [False, True, True, False]
    assert not pcm(heard[1]).any()
    assert len(heard[1].pcm) == round(2 * BLOCK_S * SOUND_RATE_HZ)
    assert heard[1].captured_at_s == blocks[1].captured_at_s
    assert np.abs(pcm(heard[3])).mean() > 100
    assert len(caplog.records) == 1


def test_a_packet_that_lasts_other_than_was_promised_is_lost() -> None:
    block = next(opus_blocks(chirp(0.4)))
    assert OpusDecoder().decode(replace(block, seconds=0.9)).is_lost


def test_stereo_becomes_one_channel() -> None:
    """A packet may say that it has two channels whatever the header says."""
    block = next(opus_blocks(chirp(0.4)))
    stereo = tuple(bytes([packet[0] | 4]) + packet[1:] for packet in block.packets)
    heard = OpusDecoder().decode(replace(block, packets=stereo))
    assert len(heard.pcm) <= round(2 * BLOCK_S * SOUND_RATE_HZ)


@settings(max_examples=200, deadline=None)
@given(packets=st.lists(st.binary(min_size=1, max_size=300), min_size=1, max_size=4), seconds=st.floats(0.0025, 1.0))
def test_whatever_the_packets_hold_the_block_is_not_longer_than_it_says(packets: list[bytes], seconds: float) -> None:
    heard = DECODER.decode(OpusBlock(0, 1.0, 1.0, tuple(packets), seconds))
    assert len(heard.pcm) <= 2 * round(seconds * SOUND_RATE_HZ)


@settings(max_examples=200, deadline=None)
@given(at=st.integers(0, 9), packet=st.integers(0, 2), byte=st.integers(0, 179), value=st.integers(0, 255))
def test_real_packets_that_were_damaged_are_heard_or_lost_and_the_next_block_is_heard(
    at: int, packet: int, byte: int, value: int
) -> None:
    packets = [bytearray(one) for one in BLOCKS[at].packets]
    packets[packet][byte] = value
    decoder = OpusDecoder()
    damaged = decoder.decode(replace(BLOCKS[at], packets=tuple(map(bytes, packets))))
    after = decoder.decode(next(iter(opus_blocks(chirp(0.2)))))

    assert len(damaged.pcm) <= 2 * round(BLOCK_S * SOUND_RATE_HZ)
    assert not after.is_lost


DECODER = OpusDecoder()
BLOCKS = list(opus_blocks(chirp(1.9)))
