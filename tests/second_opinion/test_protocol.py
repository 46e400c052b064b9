"""Messages survive the way there and back; torn, oversized and foreign bytes are refused by name."""

from __future__ import annotations

import io

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.second_opinion.protocol import (
    AskLiveness,
    AskSamePerson,
    BadMessage,
    Distance,
    Faces,
    Failed,
    Hello,
    LookedAt,
    Picture,
    picture_of,
    read_answer,
    read_question,
    rgb_of,
    write_message,
)

PICTURE = picture_of(np.arange(24, dtype=np.uint8).reshape(2, 4, 3))


@pytest.mark.parametrize("question", [AskLiveness(1, PICTURE), AskSamePerson(2, PICTURE, PICTURE, "SFace")])
def test_a_question_arrives_as_it_was_asked(question) -> None:
    stream = io.BytesIO()
    write_message(stream, question)
    stream.seek(0)

    assert read_question(stream) == question
    assert read_question(stream) is None


@pytest.mark.parametrize(
    "answer", [Hello("0.0.103"), Faces(1, (LookedAt((1, 2, 3, 4), True, 0.5),)), Distance(2, 0.1, 0.3), Failed(3, "x")]
)
def test_an_answer_arrives_as_it_was_given(answer) -> None:
    stream = io.BytesIO()
    write_message(stream, answer)
    stream.seek(0)

    assert read_answer(stream) == answer


def test_there_are_two_questions_and_no_third() -> None:
    for tag in ("analyze", "emotion", "age", "gender", "race", "stream", "find"):
        content = msgspec.msgpack.encode({"type": tag, "number": 1, "picture": PICTURE})
        with pytest.raises(BadMessage):
            read_question(io.BytesIO(len(content).to_bytes(4, "little") + content))


@given(st.binary(max_size=200))
def test_whatever_comes_is_a_message_or_refused(content: bytes) -> None:
    for read in (read_question, read_answer):
        try:
            read(io.BytesIO(content))
        except BadMessage:
            continue


def test_an_answer_that_promises_gigabytes_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadMessage, match="too many"):
        read_answer(io.BytesIO(b"\xff\xff\xff\x7f"))


def test_a_torn_message_is_refused() -> None:
    stream = io.BytesIO()
    write_message(stream, AskLiveness(1, PICTURE))

    with pytest.raises(BadMessage, match="torn"):
        read_question(io.BytesIO(stream.getvalue()[:-1]))


@pytest.mark.parametrize("size", [(2, 5), (0, 0), (-2, -4), (1 << 40, 1)])
def test_a_picture_whose_size_and_bytes_do_not_fit_is_refused(size: tuple[int, int]) -> None:
    height, width = size
    with pytest.raises(BadMessage):
        rgb_of(Picture(height, width, PICTURE.rgb))


def test_a_picture_keeps_its_pixels() -> None:
    rgb = np.random.default_rng(1).integers(0, 256, (5, 7, 3), np.uint8)

    assert np.array_equal(rgb_of(picture_of(rgb[:, ::-1])), rgb[:, ::-1])
