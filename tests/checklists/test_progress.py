"""Counts are of items that everybody is asked; skipped ones are told apart, and nothing rates anybody."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from candor.checklists.progress import equality, mark_of, progress
from candor.domain.checklist import ChecklistUse, ItemId, Mark, Section, SkipReason
from checklist_builders import TEMPLATE, answer

ASKED = {ItemId("place"): answer("place")}
SKIPPED = {ItemId("work"): answer("work", Mark.SKIPPED, reason=SkipReason.NO_TIME)}


def test_an_interview_that_has_not_begun_has_asked_nothing():
    found = progress(TEMPLATE, {})
    assert (found.asked, found.skipped, found.counted, found.is_complete) == (0, 0, 3, False)


def test_asked_and_skipped_are_told_apart_and_together_complete_an_interview():
    everything = ASKED | SKIPPED | {ItemId("id_card"): answer("id_card")}
    found = progress(TEMPLATE, everything)
    assert (found.asked, found.skipped, found.is_complete) == (2, 1, True)


def test_each_section_counts_its_own():
    found = progress(TEMPLATE, ASKED | SKIPPED, Section.EXPERIENCE)
    assert (found.asked, found.skipped, found.counted) == (0, 1, 1)
    assert progress(TEMPLATE, ASKED, Section.CLOSING).counted == 0


def test_extras_and_verifications_change_no_count():
    more = {ItemId("light"): answer("light"), ItemId("degree"): answer("degree")}
    assert progress(TEMPLATE, more).asked == 0


def test_equality_says_in_how_many_interviews_an_item_was_asked():
    use = ChecklistUse(3, asked={ItemId("place"): 2, ItemId("light"): 1}, skipped={ItemId("work"): 1})
    found = {line.item.id: line for line in equality(TEMPLATE, use)}
    assert (found[ItemId("place")].asked, found[ItemId("place")].interviews) == (2, 3)
    assert (found[ItemId("work")].asked, found[ItemId("work")].skipped) == (0, 1)
    assert set(found) == {"id_card", "place", "work"}


def test_equality_of_no_interview_is_of_nothing():
    assert {line.interviews for line in equality(TEMPLATE, ChecklistUse(0, {}, {}))} == {0}


@given(st.dictionaries(st.sampled_from([item.id for item in TEMPLATE.items]), st.sampled_from(Mark)))
def test_the_parts_add_up_to_the_whole(marks):
    answers = {name: answer(name, mark) for name, mark in marks.items()}
    whole = progress(TEMPLATE, answers)
    parts = [progress(TEMPLATE, answers, section) for section in Section]
    assert whole.asked == sum(part.asked for part in parts)
    assert whole.counted == sum(part.counted for part in parts)
    assert 0 <= whole.asked + whole.skipped <= whole.counted
    assert all(mark_of(answers, item) is marks.get(item.id, Mark.OPEN) for item in TEMPLATE.items)
