"""dlib's file format: primitives by hand, the real file whole, and every tear a named error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.errors import ModelError
from candor.inference.dlib_dat import _Reader, read_network


@pytest.fixture(scope="module")
def content(store) -> bytes:
    return store.read("dlib-face-resnet")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b"\x01\x00", 0),
        (b"\x01\x96", 150),
        (b"\x02\x80\x12", 4736),
        (b"\x81\x1c", -28),
        (b"\x03\x0a\xd7\xa3", 10737418),
    ],
)
def test_reads_integers_of_variable_length(raw: bytes, value: int) -> None:
    assert _Reader(raw).read_integer() == value


@given(st.integers(-(2**63), 2**63))
def test_reads_every_integer_that_dlib_can_write(value: int) -> None:
    magnitude = abs(value).to_bytes(max(1, (abs(value).bit_length() + 7) // 8), "little")
    if len(magnitude) <= 8:
        assert _Reader(bytes([len(magnitude) | (0x80 if value < 0 else 0)]) + magnitude).read_integer() == value


def test_reads_floats_as_mantissa_and_exponent() -> None:
    assert _Reader(b"\x03\x0a\xd7\xa3\x81\x1c").read_float() == pytest.approx(0.04)


def test_reads_the_face_network_to_its_last_byte(content: bytes) -> None:
    network = read_network(content)

    assert network.input_px == (150, 150)
    assert network.input_mean == pytest.approx((122.782, 117.001, 104.298), abs=1e-4)
    assert [layer.kind for layer in network.layers].count("con_4") == 29
    assert network.layers[-1].numbers == (128, 256)


@pytest.mark.parametrize("n", [0, 1, 3, 17, 23, 200, 300, 340, 5000, 19_400, 22_466_065])
def test_names_the_place_where_the_file_is_torn(content: bytes, n: int) -> None:
    with pytest.raises(ModelError) as caught:
        read_network(content[:n])

    assert caught.value.code == "dlib_format"
    assert "byte" in caught.value.cause


def test_refuses_what_follows_the_end(content: bytes) -> None:
    with pytest.raises(ModelError):
        read_network(content + b"\x01")


@given(st.integers(0, 400), st.integers(0, 255))
def test_a_flipped_byte_is_a_named_error_or_another_network(content: bytes, at: int, value: int) -> None:
    altered = bytearray(content[:25_000])
    altered[at] = value

    with pytest.raises(ModelError):
        read_network(bytes(altered))


@given(st.binary(max_size=200))
def test_foreign_bytes_are_a_named_error(raw: bytes) -> None:
    with pytest.raises(ModelError):
        read_network(raw)
