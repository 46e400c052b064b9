"""Flags: resolved by those who may, with a reason; nobody stops an application alone."""

from __future__ import annotations

import pytest

from candor.domain.flags import FlagDeed
from candor.domain.ids import WarningId
from candor.errors import AccessError, UsageError
from candor.store.values import Role
from store_builders import build_warning, join

W1 = WarningId("w-1")


@pytest.fixture
def interview(services, admin):
    candidate = services.candidates.create(admin, "Sample Candidate", "", "en")
    made = services.interviews.create(admin, candidate, "Engineer")
    services.store.interviews.save_warning(build_warning(made), 1)
    services.interviews.end(admin, made)
    return made


def flag(services, admin, interview):
    return services.flags.of_interview(admin, interview)[W1]


def test_a_reviewer_resolves_it_and_a_recruiter_is_the_second_person(services, admin, interview):
    rhea, rita = join(services, admin, Role.REVIEWER), join(services, admin, Role.RECRUITER)
    services.flags.note(rhea, interview, W1, "true", " seen on paper ")
    services.flags.note(rhea, interview, W1, "statement", "It was my brother.")
    services.flags.note(rhea, interview, W1, "stop_proposed", "another person answered")
    with pytest.raises(UsageError) as caught:
        services.flags.note(rhea, interview, W1, "stop_agreed", "sure", 3)
    assert caught.value.code == "second_person_needed"
    services.flags.note(rita, interview, W1, "stop_agreed", "read all of it", 3)
    held = flag(services, admin, interview)
    assert held.stop is not None
    assert held.stop.by == rita.name
    assert held.entries[0].words == "seen on paper"


def test_an_agreed_stop_changes_nothing_about_the_candidate(services, admin, interview):
    rita = join(services, admin, Role.RECRUITER)
    named = services.interviews.interview(admin, interview).candidate
    before = services.candidates.candidate(admin, named)
    for deed in ("true", "silence", "stop_proposed"):
        services.flags.note(admin, interview, W1, deed, "why")
    services.flags.note(rita, interview, W1, "stop_agreed", "why", 3)
    assert services.candidates.candidate(admin, named) == before


def test_an_interviewer_reads_it_where_assigned_but_writes_nothing(services, admin, interview):
    ina = join(services, admin, Role.INTERVIEWER)
    services.assignments.assign(admin, interview, ina.id)
    assert services.flags.of_interview(ina, interview) == {}
    for step in (
        lambda: services.flags.note(ina, interview, W1, "true", "why"),
        lambda: services.flags.still_open(ina),
    ):
        with pytest.raises(AccessError):
            step()


@pytest.mark.parametrize(
    ("deed", "words", "code"),
    [
        ("guilty", "why", "bad_flag_deed"),
        ("", "why", "bad_flag_deed"),
        ("true", " ", "flag_needs_words"),
        ("statement", "", "flag_needs_words"),
        ("false", "x" * 2001, "flag_needs_words"),
    ],
)
def test_what_says_nothing_is_refused_by_name(services, admin, interview, deed, words, code):
    with pytest.raises(UsageError) as caught:
        services.flags.note(admin, interview, W1, deed, words)
    assert caught.value.code == code
    assert services.flags.of_interview(admin, interview) == {}


def test_silence_needs_no_words_and_keeps_none(services, admin, interview):
    services.flags.note(admin, interview, W1, "silence", "left over from the form")
    (entry,) = flag(services, admin, interview).entries
    assert (entry.deed, entry.words) == (FlagDeed.SILENCE, "")


def test_what_waits_is_listed_for_a_reviewer(services, admin, interview):
    (held,) = services.flags.still_open(join(services, admin, Role.REVIEWER)).flags
    assert (held.name, held.title, held.warning) == ("Sample Candidate", "Engineer", "w-1")


def test_the_candidate_answers_by_their_link_and_is_then_heard(services, admin, interview):
    named = services.interviews.interview(admin, interview).candidate
    link = services.candidates.link(admin, named)
    services.flags.note(admin, interview, W1, "asked", "")
    with pytest.raises(AccessError):
        services.flags.answer_by_link("none", interview, W1, "me")
    services.flags.answer_by_link(link, interview, W1, " An old photo. ")
    (held,) = services.flags.asked_of(named)
    assert held.flag.is_heard
    assert held.flag.entries[-1].words == "An old photo."
