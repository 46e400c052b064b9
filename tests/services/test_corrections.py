from __future__ import annotations

import pytest

from candor.errors import AccessError, UsageError
from candor.store.values import Role
from store_builders import join


@pytest.fixture
def candidate(services, admin):
    return services.candidates.create(admin, "Sampel", "", "en")


@pytest.fixture
def link(services, admin, candidate):
    return services.candidates.link(admin, candidate)


def test_a_candidate_asks_and_a_recruiter_answers(services, admin, candidate, link):
    rita = join(services, admin, Role.RECRUITER)
    services.corrections.ask_by_link(link, "name", "  Sample   Candidate ")
    assert services.corrections.waiting(rita) == [(candidate, "Sampel")]
    services.corrections.answer(rita, candidate, 1, " ", is_done=True)
    assert services.candidates.candidate(admin, candidate).name == "Sample Candidate"


@pytest.mark.parametrize(
    ("about", "words", "code"),
    [("name", "", "bad_name"), ("email", "nobody", "bad_email"), ("other", " ", "correction_needs_words"),
     ("other", "x" * 501, "correction_needs_words"), ("role", "chief", "bad_correction")],
)  # fmt: skip
def test_what_makes_no_sense_is_one_clear_error(services, candidate, link, about, words, code):
    with pytest.raises(UsageError) as caught:
        services.corrections.ask_by_link(link, about, words)
    assert caught.value.code == code
    assert services.corrections.of(candidate) == []


def test_a_refusal_needs_a_reason(services, admin, candidate, link):
    services.corrections.ask_by_link(link, "other", "wrong day")
    with pytest.raises(UsageError):
        services.corrections.answer(admin, candidate, 1, "", is_done=False)
    assert services.corrections.of(candidate)[0].is_done is None


def test_only_who_manages_candidates_answers_and_only_the_right_link_asks(services, admin, candidate, link):
    services.corrections.ask_by_link(link, "other", "wrong day")
    ina = join(services, admin, Role.INTERVIEWER)
    for step in (
        lambda: services.corrections.waiting(ina),
        lambda: services.corrections.answer(ina, candidate, 1, "why", is_done=False),
        lambda: services.corrections.ask_by_link("guess", "other", "x"),
    ):
        with pytest.raises(AccessError):
            step()
