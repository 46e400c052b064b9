"""Movement checks on disk: strips sealed, the draw committed to and told, all of it gone with the candidate."""

from __future__ import annotations

from sqlalchemy import select

from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus, Side
from candor.domain.ids import InterviewId
from candor.domain.records import RecordedCheck
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
