"""Text messages by golden vectors."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from candor.errors import WireError
from candor.wire.codec import decode, decode_server_message, encode
from candor.wire.messages import MAX_TEXT_BYTES

FOLDER = Path(__file__).parent / "vectors"
CLIENT = json.loads((FOLDER / "client_messages.json").read_text())
SERVER = json.loads((FOLDER / "server_messages.json").read_text())


@pytest.mark.parametrize("vector", CLIENT, ids=lambda v: v["name"])
def test_a_clients_message_is_read_or_refused_by_one_code(vector: dict) -> None:
    if "error" in vector:
        with pytest.raises(WireError) as caught:
            decode(vector["text"])
        assert caught.value.code == vector["error"]
    else:
        message = decode(vector["text"])
        assert message == decode(encode(message)) == decode(vector["text"].encode())


@pytest.mark.parametrize("vector", SERVER, ids=lambda v: v["name"])
def test_a_servers_message_is_read_or_refused(vector: dict) -> None:
    if "error" in vector:
        with pytest.raises(WireError):
            decode_server_message(vector["text"])
    else:
        message = decode_server_message(vector["text"])
        assert msgspec.to_builtins(message) == json.loads(encode(message)) == json.loads(vector["text"])


@pytest.mark.parametrize("text", ['{"type":"end"}' + " " * MAX_TEXT_BYTES, "é" * (MAX_TEXT_BYTES // 2 + 1)])
def test_counts_bytes_not_characters(text: str) -> None:
    with pytest.raises(WireError) as caught:
        decode(text)
    assert caught.value.code == "too_large"


@pytest.mark.parametrize("data", [b'{"type":"\xff"}', b"\xff\xfe", '{"type":"\ud800"}', '{"type":"end","x":"\udfff"}'])
def test_text_that_is_no_unicode_is_a_bad_message(data: str | bytes) -> None:
    with pytest.raises(WireError) as caught:
        decode(data)
    assert caught.value.code == "bad_message"


def test_a_refusal_does_not_repeat_the_message() -> None:
    with pytest.raises(WireError) as caught:
        decode('{"type":"hello","version":1,"client":5,"last_event":"my password"}')
    assert "password" not in caught.value.sentence
