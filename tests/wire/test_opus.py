"""Blocks of Opus by golden vectors: how many packets, how long."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from candor.errors import WireError
from candor.wire.opus import packet_s, packets_of, seconds_of

VECTORS = json.loads((Path(__file__).parent / "vectors/opus.json").read_text())
GOOD = [v for v in VECTORS if "error" not in v]
BAD = [v for v in VECTORS if "error" in v]


@pytest.mark.parametrize("vector", GOOD, ids=lambda v: v["name"])
def test_finds_every_packet_and_says_how_long_they_last(vector: dict) -> None:
    payload = bytes.fromhex(vector["payload"])
    assert [packet.hex() for packet in packets_of(payload)] == vector["packets"]
    assert seconds_of(payload) == pytest.approx(vector["seconds"])


@pytest.mark.parametrize("vector", BAD, ids=lambda v: v["name"])
def test_refuses_with_one_code(vector: dict) -> None:
    with pytest.raises(WireError) as caught:
        seconds_of(bytes.fromhex(vector["payload"]))
    assert caught.value.code == vector["error"]


@pytest.mark.parametrize("first", [first for first in range(256) if first & 3 < 3])
def test_whatever_a_packet_of_one_or_two_frames_begins_with_it_lasts_120_ms_at_most(first: int) -> None:
    assert 0.0025 <= packet_s(bytes([first])) <= 0.12 + 1e-9
