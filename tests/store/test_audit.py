from __future__ import annotations

import threading

import pytest
from sqlalchemy import delete, update

from candor.store import audit
from candor.store.schema import AuditRow
from store_builders import make_candidate


@pytest.fixture
def chain(store, clock):
    for n in range(5):
        with store.database.writing() as session:
            audit.append(session, clock(), "p-1", "deed", f"s-{n}")
    return store


def test_the_newest_deed_stands_first(chain):
    assert [e.subject for e in chain.audit.entries(limit=2)] == ["s-4", "s-3"]


def test_an_untouched_chain_is_whole(chain):
    assert chain.audit.first_broken_link() is None


def test_an_empty_chain_is_whole(store):
    assert store.audit.first_broken_link() is None


@pytest.mark.parametrize("field", ["at", "actor", "action", "subject", "hash"])
def test_a_changed_link_shows(chain, field):
    with chain.database.writing() as session:
        session.execute(update(AuditRow).where(AuditRow.seq == 3).values({field: "other"}))
    assert chain.audit.first_broken_link() == 3


def test_a_link_taken_out_shows(chain):
    with chain.database.writing() as session:
        session.execute(delete(AuditRow).where(AuditRow.seq == 3))
    assert chain.audit.first_broken_link() == 4


def test_a_chain_cut_short_shows(chain):
    with chain.database.writing() as session:
        session.execute(delete(AuditRow).where(AuditRow.seq == 5))
    assert chain.audit.first_broken_link() == 0


def test_a_deed_that_failed_leaves_no_link(chain, clock):
    def fail() -> None:
        with chain.database.writing() as session:
            audit.append(session, clock(), "p-1", "deed", "failed")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert chain.audit.entries(1)[0].subject == "s-4"
    assert chain.audit.first_broken_link() is None


def test_concurrent_deeds_make_one_chain(store):
    threads = [threading.Thread(target=lambda: [make_candidate(store) for _ in range(4)]) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.audit.entries()) == 20
    assert store.audit.first_broken_link() is None


def test_a_deed_of_its_own_is_a_link_like_any_other(chain, clock):
    chain.audit.note(clock(), "p-1", "light_started", "i-1 abc")
    assert chain.audit.entries(1)[0].action == "light_started"
    assert chain.audit.first_broken_link() is None
