"""Binary messages by golden vectors; the fuzz tests are in tests/fuzz."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from candor.domain.frames import Colour
from candor.errors import WireError
from candor.wire.framing import HEADER_BYTES, MAX_OPUS_BYTES, MediaFrame, MediaKind, encode_frame, parse_frame
from candor.wire.messages import MAX_BINARY_BYTES

VECTORS = json.loads((Path(__file__).parent / "vectors/framing.json").read_text())
GOOD = [v for v in VECTORS if "frame" in v]
BAD = [v for v in VECTORS if "error" in v]


@pytest.mark.parametrize("vector", GOOD, ids=lambda v: v["name"])
def test_reads_and_writes_golden_bytes(vector: dict) -> None:
    told = vector["frame"]
    frame = MediaFrame(
        MediaKind(told["kind"]),
        told["seq"],
        told["captured_at_s"],
        told["width"],
        told["height"],
        bytes.fromhex(told["payload"]),
        told.get("chain", 0),
        Colour(told.get("colour", 0)),
    )
    assert parse_frame(bytes.fromhex(vector["hex"])) == frame
    assert encode_frame(frame).hex() == vector["hex"]


@pytest.mark.parametrize("vector", BAD, ids=lambda v: v["name"])
def test_refuses_with_one_code(vector: dict) -> None:
    with pytest.raises(WireError) as caught:
        parse_frame(bytes.fromhex(vector["hex"]))
    assert caught.value.code == vector["error"]


def test_takes_the_largest_message_and_none_larger() -> None:
    largest = MediaFrame(MediaKind.VIDEO, 0, 0.0, 1, 1, b"x" * (MAX_BINARY_BYTES - HEADER_BYTES))
    data = encode_frame(largest)
    assert parse_frame(data) == largest
    with pytest.raises(WireError) as caught:
        parse_frame(data + b"x")
    assert caught.value.code == "too_large"


def test_takes_no_more_opus_than_a_second_can_be() -> None:
    data = encode_frame(MediaFrame(MediaKind.OPUS, 0, 0.0, 16000, 1, b"x" * MAX_OPUS_BYTES))
    assert parse_frame(data).kind is MediaKind.OPUS
    with pytest.raises(WireError) as caught:
        parse_frame(encode_frame(MediaFrame(MediaKind.OPUS, 0, 0.0, 16000, 1, b"x" * (MAX_OPUS_BYTES + 1))))
    assert caught.value.code == "too_large"


def test_reads_any_kind_of_buffer() -> None:
    frame = MediaFrame(MediaKind.VIDEO, 1, 2.0, 3, 4, b"payload")
    read = parse_frame(bytearray(encode_frame(frame)))  # type: ignore[arg-type]  (what some servers hand over)
    assert read == frame
    assert isinstance(read.payload, bytes)
