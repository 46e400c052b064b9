"""What may be said between Candor and the second opinion's process? Two questions, their answers, nothing else.

A message is four bytes of length (little-endian) and msgpack. The parent asks, the child answers each question once and
in order; its first message says who it is. Age, gender, emotion or origin cannot be asked for: no message does that.
"""

from __future__ import annotations

import struct
from typing import Final, Protocol, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

MAX_QUESTION_BYTES: Final = 128 << 20
"""Two pictures of the largest size that Candor reads."""
MAX_ANSWER_BYTES: Final = 64 << 10
_LENGTH: Final = struct.Struct("<I")


class Picture(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """(height, width, 3) uint8 RGB."""

    height: int
    width: int
    rgb: bytes


class AskLiveness(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="liveness"):
    """Which faces are there, and does each look like a live person's, or like a print or a screen?"""

    number: int
    picture: Picture


class AskSamePerson(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="same_person"):
    """How far apart are the faces of two pictures?"""

    number: int
    a: Picture
    b: Picture
    model: str


Question = AskLiveness | AskSamePerson


class Hello(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="hello"):
    """The first message of the child."""

    version: str


class LookedAt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One face."""

    box_xyxy: tuple[float, float, float, float]
    """px."""
    is_live: bool
    score: float
    """Of the answer, 0 to 1."""


class Faces(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="faces"):
    """Answer to AskLiveness."""

    number: int
    faces: tuple[LookedAt, ...]


class Distance(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="distance"):
    """Answer to AskSamePerson: cosine distance, and up to where the library calls it the same person."""

    number: int
    distance: float
    threshold: float


class Failed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="failed"):
    """No answer."""

    number: int
    code: str
    """"no_face", "not_allowed" or "failed"."""
    cause: str = ""
    """For the log."""


Answer = Hello | Faces | Distance | Failed

_Message = TypeVar("_Message")
_QUESTIONS: Final[msgspec.msgpack.Decoder[Question]] = msgspec.msgpack.Decoder(Question)
_ANSWERS: Final[msgspec.msgpack.Decoder[Answer]] = msgspec.msgpack.Decoder(Answer)


class BadMessage(Exception):
    """What came is no message; the other side is not to be trusted any more."""


class Reader(Protocol):
    """A binary stream."""

    def read(self, size: int, /) -> bytes: ...  # noqa: D102


class Writer(Protocol):
    """A binary stream."""

    def write(self, data: bytes, /) -> object: ...  # noqa: D102
    def flush(self) -> object: ...  # noqa: D102


def picture_of(rgb: NDArray[np.uint8]) -> Picture:
    """Return an (H, W, 3) uint8 RGB picture as a message."""
    return Picture(rgb.shape[0], rgb.shape[1], np.ascontiguousarray(rgb).tobytes())


def rgb_of(picture: Picture) -> NDArray[np.uint8]:
    """Return the pixels of a message.

    Raises:
        BadMessage: sizes and bytes do not fit.
    """
    if min(picture.height, picture.width) < 1 or len(picture.rgb) != picture.height * picture.width * 3:
        raise BadMessage("a picture whose size and bytes do not fit")
    return np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)


def write_message(stream: Writer, message: Question | Answer) -> None:
    """Write one message."""
    content = msgspec.msgpack.encode(message)
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def read_question(stream: Reader) -> Question | None:
    """Return the next question; None at the end of the stream.

    Raises:
        BadMessage: torn, too long, or not one of the two questions.
    """
    content = _read(stream, MAX_QUESTION_BYTES)
    return None if content is None else _decode(content, _QUESTIONS)


def read_answer(stream: Reader) -> Answer | None:
    """Return the next answer; None at the end of the stream.

    Raises:
        BadMessage: torn, too long, or no answer.
    """
    content = _read(stream, MAX_ANSWER_BYTES)
    return None if content is None else _decode(content, _ANSWERS)


def _decode(content: bytes, decoder: msgspec.msgpack.Decoder[_Message]) -> _Message:
    try:
        return decoder.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadMessage(str(error)) from error


def _read(stream: Reader, most: int) -> bytes | None:
    head = _read_exactly(stream, _LENGTH.size)
    if head == b"":
        return None
    if len(head) < _LENGTH.size:
        raise BadMessage("torn")
    (length,) = _LENGTH.unpack(head)
    if length > most:
        raise BadMessage(f"{length} bytes are too many")
    content = _read_exactly(stream, length)
    if len(content) < length:
        raise BadMessage("torn")
    return content


def _read_exactly(stream: Reader, size: int) -> bytes:
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
