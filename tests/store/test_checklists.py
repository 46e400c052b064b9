"""Checklists on disk: words sealed, a version never changed, earlier rounds found, all gone with the candidate."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from candor.domain.checklist import ItemId, Mark, RecordedChecklist, SkipReason
from candor.domain.ids import CandidateId, InterviewId
from candor.errors import NotFoundError
from candor.store.schema import ChecklistAnswerRow, ChecklistRow, ChecklistTemplateRow, VaultRow
from candor.store.store import Store
from checklist_builders import TEMPLATE, answer
from store_builders import HandTurnedClock, make_candidate

PLACE = ItemId("place")


def interview_of(store: Store, candidate: CandidateId, title: str = "Engineer, round 1") -> InterviewId:
    interview = store.rounds.create("p-1", candidate, title, {})
    store.interviews.begin_checklist(interview, TEMPLATE)
    return interview


def test_the_report_finds_template_and_answers_in_the_order_of_the_template(store):
    interview = interview_of(store, make_candidate(store))
    for named in ("work", "id_card"):
        store.interviews.save_checklist_answer(interview, answer(named))
    record = store.rounds.record(interview)
    assert record.checklist.template == TEMPLATE
    assert list(record.checklist.answers) == ["id_card", "work"]


def test_an_interview_that_never_began_one_has_none(store):
    interview = store.rounds.create("p-1", make_candidate(store), "Engineer", {})
    assert store.rounds.record(interview).checklist is None


def test_what_the_candidate_said_is_sealed(store, settings):
    interview = interview_of(store, make_candidate(store))
    store.interviews.save_checklist_answer(interview, answer("place", text="WORDS-IN-CLEAR"))
    store.close()
    assert b"WORDS-IN-CLEAR" not in b"".join(path.read_bytes() for path in settings.home.rglob("*") if path.is_file())


def test_a_version_is_what_it_was_when_it_was_first_used(store):
    candidate = make_candidate(store)
    interview_of(store, candidate)
    second = store.rounds.create("p-1", candidate, "Engineer, round 2", {})
    altered = replace(TEMPLATE, items=TEMPLATE.items[:2])
    assert store.interviews.begin_checklist(second, altered).template == TEMPLATE


def test_earlier_rounds_of_the_same_candidate_are_found_newest_first(store, clock: HandTurnedClock):
    candidate, stranger = make_candidate(store), make_candidate(store, "Somebody Else")
    rounds: list[InterviewId] = []
    for number, text in enumerate(("Bandung", "Jakarta", ""), 1):
        interview = interview_of(store, candidate, f"Round {number}")
        mark = Mark.ASKED if text else Mark.OPEN
        store.interviews.save_checklist_answer(interview, answer("place", mark, text=text))
        store.interviews.save_checklist_answer(interview, answer("work", text="not asked for"))
        rounds.append(interview)
        clock.pass_time(days=1)
    store.interviews.save_checklist_answer(interview_of(store, stranger), answer("place", text="Somewhere"))
    last = interview_of(store, candidate, "Round 4")
    found = store.interviews.earlier_answers(last, [PLACE])
    assert [(told.round, told.answer.text) for told in found] == [("Round 2", "Jakarta"), ("Round 1", "Bandung")]
    assert found[1].on == clock().replace(day=22)
    assert store.interviews.earlier_answers(rounds[0], [PLACE]) == []


def test_a_round_that_skipped_an_item_says_so_to_the_next(store, clock: HandTurnedClock):
    candidate = make_candidate(store)
    skipped = answer("place", Mark.SKIPPED, reason=SkipReason.NO_TIME)
    store.interviews.save_checklist_answer(interview_of(store, candidate), skipped)
    clock.pass_time(days=1)
    (told,) = store.interviews.earlier_answers(interview_of(store, candidate), [PLACE])
    assert told.answer == skipped


def test_the_report_can_tell_in_how_many_interviews_of_the_version_an_item_was_asked(store):
    skipped = answer("work", Mark.SKIPPED, reason=SkipReason.NO_TIME)
    over, also_over, running = (interview_of(store, make_candidate(store, name)) for name in ("Ada", "Ben", "Cem"))
    for interview in (over, also_over, running):
        store.interviews.save_checklist_answer(interview, answer("place"))
        store.interviews.save_checklist_answer(interview, skipped)
    for interview in (over, also_over):
        store.interviews.end(interview)
    use = store.rounds.record(running).checklist.use
    assert (use.interviews, use.asked, use.skipped) == (2, {"place": 2}, {"work": 2})


def test_erasing_the_candidate_erases_answers_and_words_but_not_the_template(store):
    candidate = make_candidate(store)
    store.interviews.save_checklist_answer(interview_of(store, candidate), answer("place", text="Bandung"))
    store.candidates.erase("p-1", candidate)
    with store.database.reading() as session:
        for table in (ChecklistAnswerRow, ChecklistRow, VaultRow):
            assert session.scalars(select(table)).all() == []
        assert [kept.id for kept in session.scalars(select(ChecklistTemplateRow))] == ["small"]


# --- the contract of InterviewRecords, of store and fake -------------------------------------------------------------


def test_an_interview_keeps_the_checklist_that_it_began_with(house):
    interview, _ = house.interview()
    assert house.records.begin_checklist(interview, TEMPLATE) == RecordedChecklist(TEMPLATE, {})
    newer = replace(TEMPLATE, version=2, items=TEMPLATE.items[:1])
    assert house.records.begin_checklist(interview, newer).template == TEMPLATE


def test_the_newest_answer_to_an_item_counts(house):
    interview, _ = house.interview()
    house.records.begin_checklist(interview, TEMPLATE)
    rated = answer("work", change="change-1", text="A queue filled up", rating=2)
    skipped = answer("work", Mark.SKIPPED, change="change-2", reason=SkipReason.NO_TIME, at_s=None)
    for given in (answer("place", text="Bandung"), rated, skipped):
        house.records.save_checklist_answer(interview, given)
    found = house.records.begin_checklist(interview, TEMPLATE)
    assert found.answers == {"place": answer("place", text="Bandung"), "work": skipped}


def test_words_that_were_taken_back_are_gone(house):
    interview, _ = house.interview()
    house.records.begin_checklist(interview, TEMPLATE)
    house.records.save_checklist_answer(interview, answer("place", text="Bandung"))
    house.records.save_checklist_answer(interview, answer("place", change="change-2"))
    assert house.records.begin_checklist(interview, TEMPLATE).answers[ItemId("place")].text == ""


def test_the_first_round_has_no_earlier_answers(house):
    interview, _ = house.interview()
    house.records.begin_checklist(interview, TEMPLATE)
    house.records.save_checklist_answer(interview, answer("place"))
    assert house.records.earlier_answers(interview, [ItemId("place")]) == []


def test_checklists_of_an_interview_that_is_not_there_are_refused(house):
    gone = InterviewId("gone")
    for ask in (
        lambda: house.records.begin_checklist(gone, TEMPLATE),
        lambda: house.records.save_checklist_answer(gone, answer("place")),
        lambda: house.records.earlier_answers(gone, [ItemId("place")]),
    ):
        with pytest.raises(NotFoundError):
            ask()
