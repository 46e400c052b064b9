"""A challenge file gives its checks in order of time, or one clear sentence."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.challenges.script import parse_script
from candor.domain.checks import CheckKind, Side
from candor.errors import UsageError


def test_checks_come_in_order_of_time() -> None:
    asked = parse_script(
        b'[[check]]\nat_s = 9\nkind = "look_up"\n[[check]]\nat_s = 2.5\nkind = "turn_head"\nside = "left"\n'
    )

    assert [(a.at_s, a.check.kind, a.check.side) for a in asked] == [
        (2.5, CheckKind.TURN_HEAD, Side.LEFT),
        (9.0, CheckKind.LOOK_UP, Side.NONE),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"check = 1",
        b'[[check]]\nat_s = -1\nkind = "look_up"',
        b'[[check]]\nat_s = nan\nkind = "look_up"',
        b'[[check]]\nat_s = 1\nkind = "dance"',
        b'[[check]]\nat_s = 1\nkind = "turn_head"',
        b'[[check]]\nat_s = 1\nkind = "look_up"\nside = "left"',
        b'[[check]]\nat_s = 1\nkind = "look_up"\nextra = 1',
        b'[[check]]\nat_s = 1\nkind = "cover_eye"',
        b'[[check]]\nat_s = 1\nkind = "look_up"\nconfirmed = true',
        b'[[check]]\nat_s = 1\nkind = "say_digits"',
        b'[[check]]\nat_s = 1\nkind = "say_digits"\ndigits = "407"',
        b'[[check]]\nat_s = 1\nkind = "look_up"\ndigits = "4071"',
    ],
)
def test_a_file_that_cannot_be_used_gives_one_sentence(content: bytes) -> None:
    with pytest.raises(UsageError) as raised:
        parse_script(content)

    assert raised.value.code == "bad_challenges"
    assert "\n" not in raised.value.sentence


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(content: bytes) -> None:
    with contextlib.suppress(UsageError):
        parse_script(content)
