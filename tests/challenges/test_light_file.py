"""The file of a coded light."""

from __future__ import annotations

import json

import pytest

from candor.challenges.light_file import parse_light
from candor.domain.light import LightPhase
from candor.errors import UsageError

GOOD = {"schema": "candor.light/1", "starts_at_s": 12.5, "chip_s": 0.6, "max_run": 3, "code": "0110" * 10}


def test_a_file_becomes_a_light_check_that_was_shown() -> None:
    show = parse_light(json.dumps(GOOD).encode())

    assert (show.starts_at_s, show.chip_s, show.phase) == (12.5, 0.6, LightPhase.SHOWN)
    assert show.code[:4] == (0, 1, 1, 0)
    assert show.ends_at_s == 36.5


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "candor.light/2"},
        {"starts_at_s": -1},
        {"starts_at_s": "soon"},
        {"chip_s": 0.1},
        {"chip_s": 1e9},
        {"max_run": 0},
        {"code": "01"},
        {"code": "0112" * 10},
        {"code": "0001" * 10},
        {"code": "0000011111" * 4},
        {"code": "01" * 500},
        {"surprise": 1},
    ],
)
def test_an_odd_file_gets_one_sentence(change: dict) -> None:
    with pytest.raises(UsageError, match="coded light cannot be used") as raised:
        parse_light(json.dumps(GOOD | change).encode())

    assert raised.value.code == "bad_light_file"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"{", b"null"])
def test_noise_is_no_file(content: bytes) -> None:
    with pytest.raises(UsageError):
        parse_light(content)
