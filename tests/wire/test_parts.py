"""Parts of messages are as strict and as bounded as the messages."""

from __future__ import annotations

import msgspec
import pytest

from candor.domain.checklist import MAX_ANSWER_CHARS
from candor.wire.parts import (
    ChecklistCard,
    EarlierNote,
    Note,
    NotedItem,
    Summary,
    SummaryCheck,
    SummaryLine,
    SummaryWarning,
)

NOTED = {
    "item": "place",
    "change": "c-1",
    "mark": "asked",
    "at_s": 65.5,
    "text": "😀" * MAX_ANSWER_CHARS,
    "rating": 5,
    "reason": None,
    "by": "Ina",
}
EARLIER = {"round": "Engineer, round 1", "on": "2026-11-20", "noted": NOTED}


def test_a_note_of_an_earlier_round_is_read_whole() -> None:
    assert msgspec.to_builtins(msgspec.convert(EARLIER, EarlierNote)) == EARLIER


@pytest.mark.parametrize(
    "part", [ChecklistCard, NotedItem, EarlierNote, Note, Summary, SummaryLine, SummaryWarning, SummaryCheck]
)
def test_no_part_takes_fields_it_does_not_know(part: type) -> None:
    assert part.__struct_config__.forbid_unknown_fields


@pytest.mark.parametrize(
    "change", [{"text": "x" * (MAX_ANSWER_CHARS + 1)}, {"rating": 6}, {"item": "i" * 41}, {"at_s": -1.0}, {"mark": "?"}]
)
def test_what_is_out_of_bounds_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(NOTED | change, NotedItem)
