"""The way of the extension's Opus, encoder included: length, time, rate."""

import numpy as np

from candor.domain.sound import SOUND_RATE_HZ
from candor.evaluation.wire_opus import KBPS, PACKET_S, opus_blocks, over_the_wire


def test_a_sound_arrives_as_long_and_at_its_time() -> None:
    at_s = np.arange(2 * SOUND_RATE_HZ) / SOUND_RATE_HZ
    sound = ((at_s % 0.5 < 0.25) * 8000 * np.sin(2 * np.pi * 300 * at_s)).astype(np.int16)
    heard = over_the_wire(sound)

    assert len(heard) == len(sound)
    lag = int(np.argmax(np.correlate(heard.astype(float), sound.astype(float), "full"))) - len(sound) + 1
    assert abs(lag) < 16, "a millisecond"


def test_every_packet_has_the_same_size_whatever_is_said() -> None:
    noise = (np.random.default_rng(1).normal(size=SOUND_RATE_HZ) * 3000).astype(np.int16)
    sound = np.concatenate([noise, np.zeros(SOUND_RATE_HZ, np.int16)])
    sizes = {len(packet) for block in opus_blocks(sound) for packet in block.packets}
    assert sizes == {round(KBPS * 1000 / 8 * PACKET_S)}


def test_an_empty_sound_stays_empty() -> None:
    assert len(over_the_wire(np.zeros(0, np.int16))) == 0
