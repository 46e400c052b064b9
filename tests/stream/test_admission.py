"""Who may open a stream."""

from __future__ import annotations

import pytest

from candor.stream.admission import (
    EXTENSION_ORIGIN,
    ConnectRate,
    Refusal,
    budget,
    check_origin,
    check_path,
    client_address,
    is_same_computer,
    token_of,
)
from candor.wire.parts import VideoCodec

TOKEN = "candor.token.abcdefgh12345678"


@pytest.mark.parametrize("path", ["/", "/stream/", "/stream?token=abc", "/Stream", "//stream", "/stream/../stream"])
def test_serves_one_path_only(path: str) -> None:
    check_path("/stream")
    with pytest.raises(Refusal) as caught:
        check_path(path)
    assert (caught.value.status, caught.value.code) == (404, "not_found")


@pytest.mark.parametrize(
    "origin", [EXTENSION_ORIGIN, "moz-extension://01234567-89ab-cdef-0123-456789abcdef", "chrome-extension://mine"]
)
def test_lets_the_extension_in(origin: str) -> None:
    check_origin([origin], ("chrome-extension://mine",))


@pytest.mark.parametrize(
    "origins",
    [
        [],
        ["null"],
        [""],
        ["http://127.0.0.1:8700"],
        ["https://meet.example"],
        ["chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
        [EXTENSION_ORIGIN + ".example.org"],
        [EXTENSION_ORIGIN, EXTENSION_ORIGIN],
        ["moz-extension://x"],
        ["https://moz-extension://01234567-89ab-cdef-0123-456789abcdef"],
    ],
)
def test_refuses_every_other_origin(origins: list[str]) -> None:
    with pytest.raises(Refusal) as caught:
        check_origin(origins, ())
    assert (caught.value.status, caught.value.code) == (403, "bad_origin")


@pytest.mark.parametrize("headers", [[f"candor.v1, {TOKEN}"], [f"{TOKEN},candor.v1"], ["candor.v1", TOKEN]])
def test_finds_the_token_among_the_subprotocols(headers: list[str]) -> None:
    assert token_of(headers) == "abcdefgh12345678"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([], 400),
        (["candor.v1"], 400),
        ([TOKEN], 400),
        (["candor.v2", TOKEN], 400),
        ([f"candor.v1, {TOKEN}, {TOKEN}x"], 400),
        (["candor.v1, candor.token."], 403),
        (["candor.v1, candor.token.short"], 403),
        (["candor.v1, candor.token.with space in it"], 403),
        (["candor.v1, candor.token." + "x" * 201], 403),
        (["candor.v1, candor.token.../../etc/passwd"], 403),
    ],
)
def test_refuses_what_offers_no_token_of_the_right_form(headers: list[str], status: int) -> None:
    with pytest.raises(Refusal) as caught:
        token_of(headers)
    assert caught.value.status == status


def test_takes_the_address_from_our_own_proxy_only() -> None:
    assert client_address("10.0.0.9", ["1.2.3.4"], has_proxy=True) == "10.0.0.9"
    assert client_address("127.0.0.1", ["1.2.3.4"], has_proxy=False) == "127.0.0.1"
    assert client_address("127.0.0.1", ["6.6.6.6, 1.2.3.4"], has_proxy=True) == "1.2.3.4"
    assert client_address("::1", [], has_proxy=True) == "::1"


def test_an_address_that_tries_too_often_is_refused_until_it_waits() -> None:
    rate = ConnectRate(per_s=1.0, burst=3)
    for _ in range(3):
        rate.check("1.2.3.4", 10.0)
    with pytest.raises(Refusal) as caught:
        rate.check("1.2.3.4", 10.0)
    assert caught.value.status == 429
    rate.check("5.6.7.8", 10.0)
    rate.check("1.2.3.4", 11.5)


def test_remembers_a_bounded_number_of_addresses() -> None:
    rate = ConnectRate()
    for number in range(10_000):
        rate.check(f"10.0.{number // 256}.{number % 256}", float(number))
    assert len(rate._levels) <= 4096


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("127.0.0.1", [], True),
        ("::1", [], True),
        ("127.0.0.1", ["127.0.0.1"], False),
        ("192.168.1.7", [], False),
        ("", [], False),
    ],
)
def test_a_proxy_is_never_taken_for_the_same_computer(peer: str, forwarded: list[str], *, expected: bool) -> None:
    assert is_same_computer(peer, forwarded) is expected


@pytest.mark.parametrize(
    ("kbit_s", "is_local", "expected"),
    [
        (0, False, (400, VideoCodec.VP8)),
        (0, True, (4000, VideoCodec.JPEG)),
        (300, True, (300, VideoCodec.VP8)),
        (2000, False, (2000, VideoCodec.JPEG)),
    ],
)
def test_what_was_set_counts_and_else_where_the_client_is(
    kbit_s: int, expected: tuple[int, VideoCodec], *, is_local: bool
) -> None:
    assert budget(kbit_s, is_same_computer=is_local) == expected
