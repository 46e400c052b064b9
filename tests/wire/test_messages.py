"""Rules that hold for every message of the specification."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest
from msgspec import inspect

from candor.wire import messages
from candor.wire.parts import MAX_NOTE_CHARS

ALL = (*get_args(messages.ClientMessage), *get_args(messages.ServerMessage))


@pytest.mark.parametrize("message", ALL, ids=lambda m: m.__name__)
def test_no_message_takes_fields_it_does_not_know(message: type) -> None:
    info = inspect.type_info(message)
    assert isinstance(info, inspect.StructType)
    assert info.forbid_unknown_fields
    assert info.tag_field == "type"


@pytest.mark.parametrize("message", get_args(messages.ClientMessage), ids=lambda m: m.__name__)
def test_every_text_and_number_of_a_client_is_bounded(message: type) -> None:
    info = inspect.type_info(message)
    assert isinstance(info, inspect.StructType)
    for field in info.fields:
        kinds = field.type.types if isinstance(field.type, inspect.UnionType) else (field.type,)
        for kind in kinds:
            if isinstance(kind, inspect.StrType):
                assert kind.max_length is not None, field.name
            if isinstance(kind, inspect.IntType) and field.name != "version":
                assert kind.ge is not None, field.name
                assert kind.le is not None, field.name


def test_tags_are_unique() -> None:
    tags = [message.__struct_config__.tag for message in ALL]
    assert len(set(tags)) == len(tags)


def test_the_largest_answer_fits_into_a_text_message() -> None:
    answer = messages.Answer(warning="w" * 200, kind=messages.AnswerKind.NOTE, note="😀" * MAX_NOTE_CHARS)
    assert len(msgspec.json.encode(answer)) <= messages.MAX_TEXT_BYTES
