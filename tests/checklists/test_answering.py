"""A change is taken once, keeps the time at which its item got its mark, and contradicts nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from candor.checklists.answering import Change, Moment, answered
from candor.domain.checklist import MAX_ANSWER_CHARS, Mark, SkipReason
from candor.errors import NotFoundError, UsageError
from checklist_builders import NOON, TEMPLATE, answer

AT = Moment(at_s=65.0, given_at=NOON, by="Ina")
LATER = Moment(at_s=90.0, given_at=NOON + timedelta(seconds=25), by="Ira")


def test_a_tick_says_when_and_by_whom():
    found = answered(TEMPLATE, None, Change("c-1", "place", Mark.ASKED, "Bandung"), AT)
    assert found == answer("place", change="c-1", text="Bandung")


def test_polishing_the_words_keeps_the_time_of_the_tick():
    before = answered(TEMPLATE, None, Change("c-1", "place", Mark.ASKED), AT)
    found = answered(TEMPLATE, before, Change("c-2", "place", Mark.ASKED, "Bandung"), LATER)
    assert (found.at_s, found.text, found.by, found.given_at) == (65.0, "Bandung", "Ira", LATER.given_at)


def test_another_mark_has_a_time_of_its_own():
    before = answered(TEMPLATE, None, Change("c-1", "place", Mark.ASKED), AT)
    skipped = Change("c-2", "place", Mark.SKIPPED, reason=SkipReason.NO_TIME)
    assert answered(TEMPLATE, before, skipped, LATER).at_s == 90.0


def test_a_time_that_was_not_known_is_filled_in_once_it_is():
    before = answered(TEMPLATE, None, Change("c-1", "place", Mark.ASKED), Moment(None, NOON, "Ina"))
    assert before.at_s is None
    assert answered(TEMPLATE, before, Change("c-2", "place", Mark.ASKED, "Bandung"), LATER).at_s == 90.0


def test_a_change_that_comes_twice_changes_nothing():
    before = answered(TEMPLATE, None, Change("c-1", "place", Mark.ASKED, "Bandung"), AT)
    assert answered(TEMPLATE, before, Change("c-1", "place", Mark.OPEN), LATER) is before


def test_an_unknown_item_is_refused():
    with pytest.raises(NotFoundError, match="no such item"):
        answered(TEMPLATE, None, Change("c-1", "nothing", Mark.ASKED), AT)


@pytest.mark.parametrize(
    "change",
    [
        Change("c", "place", Mark.ASKED, rating=1),
        Change("c", "work", Mark.ASKED, rating=0),
        Change("c", "work", Mark.ASKED, rating=4),
        Change("c", "work", Mark.OPEN, rating=1),
        Change("c", "work", Mark.SKIPPED),
        Change("c", "work", Mark.ASKED, reason=SkipReason.NO_TIME),
        Change("c", "work", Mark.ASKED, text="x" * (MAX_ANSWER_CHARS + 1)),
    ],
    ids=[
        "no anchors",
        "below",
        "above",
        "rated before asked",
        "skipped without reason",
        "reason without skip",
        "too long",
    ],
)
def test_a_contradiction_is_refused_with_one_sentence(change):
    with pytest.raises(UsageError) as refused:
        answered(TEMPLATE, None, change, AT)
    assert refused.value.code == "bad_checklist_answer"
