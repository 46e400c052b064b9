"""The second opinion on disk: what was said is sealed, and gone with the candidate."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from candor.domain.ids import InterviewId
from candor.domain.second_opinion import Ability, Opinion, Readiness, Says, SecondOpinion
from candor.errors import NotFoundError
from candor.store.schema import SecondOpinionRow, VaultRow
from candor.store.store import Store
from store_builders import build_template, grant, make_candidate

READY = {Ability.LIVENESS: Readiness.READY, Ability.SAME_PERSON: Readiness.READY}
ASKED = SecondOpinion("deepface 0.0.103", READY, ("arcface",), {"yunet-2023mar": "8f2383e4dd3c"})
LIVE = Opinion(Ability.LIVENESS, 1.5, "first", Says.LIVE, 0.98)
UNLIKE = Opinion(Ability.SAME_PERSON, 301.5, "regular", Says.CANT_TELL, 0.7, "not_alike")


def interview_of(store: Store, *, has_photo: bool = True) -> InterviewId:
    candidate = make_candidate(store)
    grant(store, candidate)
    if has_photo:
        store.candidates.save_photo("p-1", candidate, b"photo", build_template())
    interview = store.rounds.create("p-1", candidate, "Engineer, round 1", {})
    store.interviews.begin(interview)
    return interview


def test_the_report_finds_who_was_asked_and_what_they_said(store):
    interview = interview_of(store)
    store.interviews.begin_second_opinion(interview, ASKED)
    store.interviews.save_opinions(interview, [LIVE])
    store.interviews.save_opinions(interview, [UNLIKE])

    assert store.rounds.record(interview).second_opinion == replace(ASKED, opinions=(LIVE, UNLIKE))


def test_what_was_said_is_sealed(store, settings):
    interview = interview_of(store)
    store.interviews.begin_second_opinion(interview, ASKED)
    store.interviews.save_opinions(interview, [UNLIKE])
    store.close()
    for path in settings.home.rglob("*"):
        assert not path.is_file() or b"not_alike" not in path.read_bytes(), path.name


def test_erasing_the_candidate_erases_it(store):
    interview = interview_of(store)
    store.interviews.begin_second_opinion(interview, ASKED)
    store.interviews.save_opinions(interview, [LIVE])
    store.candidates.erase("p-1", store.rounds.interview(interview).candidate)

    with store.database.reading() as session:
        assert not session.scalars(select(SecondOpinionRow)).all()
        assert not session.scalars(select(VaultRow)).all()


COMPARED = SecondOpinion("deepface 1", {Ability.SAME_PERSON: Readiness.READY})
SAME = Opinion(Ability.SAME_PERSON, 3.0, "first", Says.SAME, 0.2)


def test_where_nobody_is_asked_there_is_no_second_opinion(house):
    interview, _ = house.interview()
    assert house.records.second_opinion(interview) is None
    assert house.records.record(interview).second_opinion is None


def test_what_was_said_stays_when_a_new_server_asks_on(house):
    interview, _ = house.interview()
    house.records.begin(interview)
    house.records.begin_second_opinion(interview, COMPARED)
    house.records.save_opinions(interview, [SAME])
    house.records.begin_second_opinion(interview, replace(COMPARED, engine="deepface 2"))
    expected = replace(COMPARED, engine="deepface 2", opinions=(SAME,))
    assert house.records.second_opinion(interview) == expected
    assert house.records.record(interview).second_opinion == expected


def test_a_face_cannot_be_compared_without_a_reference(house):
    interview, _ = house.interview(has_reference=False)
    house.records.begin(interview)
    house.records.begin_second_opinion(interview, COMPARED)
    assert house.records.second_opinion(interview).readiness == {Ability.SAME_PERSON: Readiness.NO_ID_PHOTO}
    assert house.records.id_photo(interview) is None


def test_without_consent_there_is_no_photo_and_nothing_is_kept_of_what_was_said(house):
    interview, _ = house.interview(consented=False)
    house.records.begin_second_opinion(interview, COMPARED)
    house.records.save_opinions(interview, [SAME])
    assert house.records.second_opinion(interview).opinions == ()
    assert house.records.id_photo(interview) is None


def test_with_consent_the_photo_is_as_it_was_uploaded(house):
    interview, _ = house.interview()
    assert house.records.id_photo(interview) == b"photo"


def test_second_opinions_on_an_interview_that_is_not_there_are_refused(house):
    gone = InterviewId("gone")
    for ask in (
        lambda: house.records.begin_second_opinion(gone, COMPARED),
        lambda: house.records.save_opinions(gone, [SAME]),
        lambda: house.records.second_opinion(gone),
        lambda: house.records.id_photo(gone),
    ):
        with pytest.raises(NotFoundError):
            ask()
