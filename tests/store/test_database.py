from __future__ import annotations

import subprocess
import sys
import textwrap
import threading

import pytest
from sqlalchemy import text

from candor.errors import ConfigurationError
from candor.store.database import open_database
from candor.store.schema import HouseRow
from store_builders import make_candidate


def pragma(store, name):
    with store.database.reading() as session:
        return session.execute(text(f"PRAGMA {name}")).scalar()


@pytest.mark.sqlite
def test_every_connection_waits_flushes_and_overwrites_what_it_deletes(store):
    assert pragma(store, "journal_mode") == "wal"
    assert pragma(store, "synchronous") == 2  # FULL
    assert pragma(store, "foreign_keys") == 1
    assert pragma(store, "secure_delete") == 1
    assert pragma(store, "busy_timeout") == 20_000


def test_a_failed_write_leaves_nothing(store):
    def fail() -> None:
        with store.database.writing() as session:
            session.add(HouseRow(name="half", value="1"))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.database.reading() as session:
        assert session.get(HouseRow, "half") is None


def test_writers_that_read_first_wait_for_each_other(store):
    with store.database.writing() as session:
        session.add(HouseRow(name="counter", value="0"))
    errors: list[Exception] = []

    def count() -> None:
        try:
            for _ in range(10):
                with store.database.writing() as session:
                    row = session.get_one(HouseRow, "counter")
                    row.value = str(int(row.value) + 1)
        except Exception as error:  # noqa: BLE001 (a thread must not swallow it)
            errors.append(error)

    threads = [threading.Thread(target=count) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.database.reading() as session:
        assert session.get_one(HouseRow, "counter").value == "60"
    assert errors == []


def test_a_reader_is_not_held_up_by_a_writer(store):
    candidate = make_candidate(store)
    with store.database.writing() as session:
        session.add(HouseRow(name="pending", value="1"))
        session.flush()
        assert store.candidates.candidate(candidate).name == "Sample Candidate"


@pytest.mark.parametrize("url", ["not an address", "nosuch+driver://x", "mysql+pymysql://x/y"])
def test_an_unusable_address_is_refused_by_name(url):
    with pytest.raises(ConfigurationError) as caught:
        open_database(url)
    assert caught.value.code == "bad_database_url"


def test_a_database_that_cannot_be_opened_is_refused_by_name(tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(ConfigurationError) as caught:
        open_database(f"sqlite:///{tmp_path / 'folder'}")
    assert caught.value.code == "database_unreachable"


WRITER = """
    import sys
    from pathlib import Path
    from candor.settings import Settings
    from candor.store.store import open_store
    store = open_store(Settings(home=Path(sys.argv[1])))
    n = 0
    while True:
        store.interviews.save_notice(sys.argv[2], f"notice-{n}")
        print(n, flush=True)
        n += 1
"""


@pytest.mark.sqlite
def test_killing_the_server_amid_writes_loses_nothing_acknowledged(store, settings):
    interview = store.rounds.create("p-1", make_candidate(store), "Engineer", {})
    for _ in range(3):
        before = len(store.rounds.notices(interview))
        command = [sys.executable, "-c", textwrap.dedent(WRITER), str(settings.home), interview]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            acknowledged = [int(writer.stdout.readline()) for _ in range(25)]
            writer.kill()
            acknowledged += [int(line) for line in writer.stdout.read().split()]
        kept = store.rounds.notices(interview)[before:]
        assert kept[: len(acknowledged)] == [f"notice-{n}" for n in acknowledged]
        assert len(kept) <= len(acknowledged) + 1
    assert pragma(store, "integrity_check") == "ok"


def test_a_file_that_is_no_database_is_one_clear_error(tmp_path):
    (tmp_path / "candor.db").write_bytes(b"no database " * 400)

    with pytest.raises(ConfigurationError, match="cannot be opened"):
        open_database(f"sqlite:///{tmp_path / 'candor.db'}")

    assert (tmp_path / "candor.db").read_bytes() == b"no database " * 400
