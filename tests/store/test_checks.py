"""Movement checks on disk: strips sealed, the draw committed to and told, all of it gone with the candidate."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus, Side
from candor.domain.ids import InterviewId
from candor.domain.records import RecordedCheck
from candor.errors import NotFoundError
from candor.store import checks
from candor.store.schema import CheckRow, VaultRow
from candor.store.store import Store
from store_builders import grant, make_candidate

TURN = Check(CheckId("check-1"), CheckKind.TURN_HEAD, Side.LEFT)
STRIP = b"\xff\xd8 strip of a face \xff\xd9"


def done(strip: bytes | None = STRIP) -> RecordedCheck:
    status = CheckStatus(TURN, CheckPhase.DONE, 12.5, 15.0, {"seconds": 2.5}, strip)
    return RecordedCheck(1, status, is_chosen=False)


def interview_of(store: Store) -> InterviewId:
    candidate = make_candidate(store)
    grant(store, candidate)
    return store.rounds.create("p-1", candidate, "Engineer, round 1", {})


def links(store: Store, action: str) -> list[str]:
    return [entry.subject for entry in store.audit.entries() if entry.action == action]


def test_the_report_and_the_pages_find_check_and_strip(store):
    interview = interview_of(store)
    store.interviews.save_check(interview, done())
    assert list(store.rounds.record(interview).checks) == [done()]
    assert store.rounds.strip(interview, "check-1") == STRIP


def test_the_strip_is_sealed(store, settings):
    interview = interview_of(store)
    store.interviews.save_check(interview, done())
    store.close()
    for path in settings.home.rglob("*"):
        assert not path.is_file() or STRIP not in path.read_bytes(), path.name


def test_the_seed_is_committed_to_at_once_and_told_only_at_the_end(store):
    interview = interview_of(store)
    seed = store.interviews.check_seed(interview)
    assert links(store, "check_seed_committed") == [f"{interview}:{checks.commitment(seed)}"]
    assert seed not in repr(store.audit.entries())
    store.interviews.end(interview)
    store.interviews.end(interview)
    assert links(store, "check_seed_revealed") == [f"{interview}:{seed}"]
    assert store.audit.first_broken_link() is None


def test_an_interview_without_checks_has_no_seed_to_tell(store):
    interview = interview_of(store)
    store.interviews.end(interview)
    assert links(store, "check_seed_revealed") == []


def test_erasing_the_candidate_erases_checks_strips_and_seed(store):
    interview = interview_of(store)
    store.interviews.check_seed(interview)
    store.interviews.save_check(interview, done())
    candidate = store.rounds.interview(interview).candidate
    store.candidates.erase("p-1", candidate)
    with store.database.reading() as session:
        assert session.scalars(select(CheckRow)).all() == []
        assert session.scalars(select(VaultRow)).all() == []


# --- the contract of InterviewRecords, of store and fake -------------------------------------------------------------


def a_check(number: int = 1, phase: CheckPhase = CheckPhase.RUNNING, strip: bytes | None = None) -> RecordedCheck:
    asked = Check(CheckId(f"check-{number}"), CheckKind.SAY_DIGITS, digits="4071")
    ended_at_s = None if phase is CheckPhase.RUNNING else 20.0
    return RecordedCheck(number, CheckStatus(asked, phase, 12.5, ended_at_s, {"seconds": 2.5}, strip), is_chosen=True)


def test_checks_come_back_as_they_were_oldest_first(house):
    interview, _ = house.interview()
    second, first = a_check(2, CheckPhase.DONE, b"\xff\xd8strip"), a_check(1)
    for check in (second, first):
        house.records.save_check(interview, check)
    assert list(house.records.checks(interview)) == [first, second]


def test_an_updated_check_stays_one_and_keeps_its_strip(house):
    interview, _ = house.interview()
    house.records.save_check(interview, a_check(1, CheckPhase.ASK_INTERVIEWER, b"strip"))
    house.records.save_check(interview, replace(a_check(1, CheckPhase.DONE), confirmed=True))
    (kept,) = house.records.checks(interview)
    assert (kept.status.phase, kept.confirmed, kept.status.evidence_jpeg) == (CheckPhase.DONE, True, b"strip")


def test_the_seed_of_the_draw_is_the_same_all_the_time(house):
    interview, _ = house.interview()
    seed = house.records.check_seed(interview)
    assert house.records.check_seed(interview) == seed
    assert len(bytes.fromhex(seed)) == 16


def test_checks_of_an_interview_that_is_not_there_are_refused(house):
    gone = InterviewId("gone")
    for ask in (house.records.checks, house.records.check_seed, lambda i: house.records.save_check(i, a_check())):
        with pytest.raises(NotFoundError):
            ask(gone)
