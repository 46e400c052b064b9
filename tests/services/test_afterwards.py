"""What is looked up after the interview: done or open, with a few words, a name and a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.checklist import ItemId, Mark
from candor.errors import NotFoundError, UsageError
from checklist_builders import TEMPLATE, answer


@pytest.fixture
def interview(services, admin):
    candidate = services.candidates.create(admin, "Sample Candidate", "", "en")
    made = services.interviews.create(admin, candidate, "Engineer")
    services.store.interviews.begin_checklist(made, TEMPLATE)
    return made


@pytest.fixture
def over(services, admin, interview):
    services.interviews.end(admin, interview)
    return interview


def note(services, admin, interview, item="degree", *, is_done=True, words=""):
    services.afterwards.note(admin, interview, item, is_done=is_done, words=words)


def open_items(services, admin, interview):
    candidate = services.interviews.interview(admin, interview).candidate
    return services.afterwards.still_open(admin, [candidate]).get(candidate, {}).get(interview, 0)


def test_there_is_nothing_to_look_up_while_the_interview_runs(services, admin, interview):
    assert services.afterwards.items(admin, interview) == []
    assert open_items(services, admin, interview) == 0
    with pytest.raises(NotFoundError):
        note(services, admin, interview)


def test_an_interview_without_a_checklist_has_nothing_to_look_up(services, admin):
    candidate = services.candidates.create(admin, "Sample Candidate", "", "en")
    made = services.interviews.create(admin, candidate, "Engineer")
    services.interviews.end(admin, made)
    assert services.afterwards.items(admin, made) == []
    assert services.afterwards.still_open(admin, [candidate]) == {}


def test_an_item_is_done_with_words_name_and_time_and_may_be_opened_again(services, admin, clock, over):
    assert open_items(services, admin, over) == 1
    clock.pass_time(days=1)
    note(services, admin, over, words=" The registrar says so. ")
    (held,) = services.afterwards.items(admin, over)
    assert held.is_done
    assert (held.answer.text, held.answer.by, held.answer.given_at) == ("The registrar says so.", "Ada Admin", clock())
    assert open_items(services, admin, over) == 0
    note(services, admin, over, is_done=False, words="Ask again")
    assert open_items(services, admin, over) == 1
    assert services.afterwards.items(admin, over)[0].answer.text == "Ask again"


def test_what_was_ticked_in_the_call_is_done(services, admin, interview):
    services.store.interviews.save_checklist_answer(interview, answer("degree"))
    services.interviews.end(admin, interview)
    assert services.afterwards.items(admin, interview)[0].is_done
    assert open_items(services, admin, interview) == 0


def test_saving_what_is_there_already_changes_neither_name_nor_time(services, admin, clock, over):
    note(services, admin, over, words="Seen")
    first = services.afterwards.items(admin, over)[0].answer
    clock.pass_time(days=1)
    note(services, replace(admin, name="Rita"), over, words="Seen")
    assert services.afterwards.items(admin, over)[0].answer == first


def test_an_untouched_item_that_is_saved_as_open_stays_untouched(services, admin, over):
    note(services, admin, over, is_done=False)
    assert services.afterwards.items(admin, over)[0].answer is None


@pytest.mark.parametrize("item", ["place", "no_such", ""])
def test_only_what_is_to_be_looked_up_can_be_noted_afterwards(services, admin, over, item):
    with pytest.raises(NotFoundError) as caught:
        note(services, admin, over, item)
    assert caught.value.code == "no_such_item"


def test_too_many_words_are_refused(services, admin, over):
    with pytest.raises(UsageError):
        note(services, admin, over, words="x" * 501)


def test_the_report_shows_it_as_done_with_its_date(services, admin, over):
    note(services, admin, over, words="Seen")
    kept = services.interviews.record(admin, over).checklist.answers[ItemId("degree")]
    assert (kept.mark, kept.at_s, kept.text) == (Mark.ASKED, None, "Seen")
