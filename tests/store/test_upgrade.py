from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from candor.domain.ids import CandidateId
from candor.errors import ConfigurationError
from candor.settings import Settings
from candor.store.candidate_keys import CandidateKeys
from candor.store.database import open_database
from candor.store.schema import Base, VaultRow
from candor.store.store import open_store
from candor.store.upgrade import migration_config, newest_version, upgrade, upgrade_database
from candor.store.vault import CandidateKey, Vault, open_vault


def test_migrations_from_empty_give_the_tables_of_the_schema(tmp_path):
    url = f"sqlite:///{tmp_path / 'new' / 'candor.db'}"
    upgrade(url)
    database = open_database(url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []
        assert context.get_current_revision() == newest_version()
    database.close()


def test_upgrading_twice_changes_nothing(tmp_path):
    url = f"sqlite:///{tmp_path / 'candor.db'}"
    upgrade(url)
    upgrade(url)


def test_migrations_can_be_taken_back(tmp_path):
    database = open_database(f"sqlite:///{tmp_path / 'candor.db'}")
    config = migration_config()
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        command.downgrade(config, "base")
        connection.commit()
    assert inspect(database.engine).get_table_names() == ["alembic_version"]
    database.close()


DAY = "2026-11-01 00:00:00"
INTERVIEW = (
    "id, candidate_id, title, created_by, created_at, versions, frames, dropped, duration_s, last_event, had_reference"
)
OLD = {
    "candidates": (
        "id, name, email, language, wrapped_key, link_hash, created_by, created_at, keep_until",
        ("c-1", "Óscar Quackenbush", "o@x.org", "id", WRAPPED := os.urandom(60), "h", "p", DAY, DAY),
    ),
    "interviews": (
        INTERVIEW,
        ("i-1", "c-1", "Glassblower", "p", DAY, "{}", *[0] * 5),
    ),
    "vault_blobs": ("candidate_id, kind, ref, sealed, stored_at", ("c-1", "photo", "", b"\x01", DAY)),
    "answers": ('interview_id, warning_id, kind, note, "by", at', ("i-1", "w-1", "note", "an old beard", "Ina", DAY)),
    "consents": (
        "candidate_id, decision, method, text_version, text_sha256, language, recorded_by, at",
        ("c-1", "granted", "own_link", "1", "0", "id", "Óscar Quackenbush", DAY),
    ),
}
CLEAR = ("Quackenbush", "o@x.org", "Glassblower", "an old beard")


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def old(settings, monkeypatch) -> Vault:
    """The vault of a house of the first version that has one candidate, whose key was in the database."""
    vault = open_vault(settings.home, CandidateKeys(settings.candidate_keys))
    vault.new_keys(["c-1"])
    wrapped = CandidateKeys(settings.candidate_keys).take("c-1")
    vault.destroy_key("c-1")
    database, config = open_database(settings.database), migration_config()
    with database.write_connection() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
        for table, (columns, row) in OLD.items():
            values = tuple(wrapped if value is WRAPPED else value for value in row)
            marks = ", ".join("?" * len(row))
            connection.exec_driver_sql(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)
    database.close()
    return vault


def _bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_was_kept_plain_is_sealed_and_stays_whole(settings, old):
    assert all(clear.encode() in _bytes_in(settings.home) for clear in CLEAR)
    store = open_store(settings)
    try:
        held = store.candidates.candidate(CandidateId("c-1"))
        assert (held.name, held.email, held.language, held.job) == ("Óscar Quackenbush", "o@x.org", "id", None)
        assert store.candidates.consents(held.id)[0].recorded_by == held.name
        [interview] = store.rounds.of_candidate(held.id)
        assert (interview.title, interview.take, interview.checks) == ("Glassblower", 1, frozenset())
        assert [given.note for given in store.evidence.answers(interview.id)] == ["an old beard"]
        with store.database.reading() as session:
            assert session.get_one(VaultRow, ("c-1", "photo", "")).sealed == b"\x01"
        left = _bytes_in(settings.home)
    finally:
        store.close()
    assert not [clear for clear in CLEAR if clear.encode() in left]


def test_sealing_that_was_interrupted_begins_anew(settings, old, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(CandidateKey, "seal", _fail)
        with pytest.raises(OSError, match="no power"):
            open_store(settings)
    assert all(clear.encode() in _bytes_in(settings.home) for clear in CLEAR)
    store = open_store(settings)
    assert store.candidates.candidate(CandidateId("c-1")).name == "Óscar Quackenbush"
    store.close()


def _fail(*_: object) -> bytes:
    raise OSError("no power")


@pytest.mark.parametrize(("loss", "code"), [("another", "wrong_master_key"), ("none", "no_vault")])
def test_without_its_master_key_nothing_is_sealed(settings, old, loss, code):
    other = Vault(bytes(32), CandidateKeys(settings.candidate_keys)) if loss == "another" else None
    database = open_database(settings.database)
    with pytest.raises(ConfigurationError) as caught:
        upgrade_database(database, other)
    assert caught.value.code == code
    database.close()


def test_what_is_sealed_is_not_made_plain_again(settings, old):
    store = open_store(settings)
    config = migration_config()
    with store.database.write_connection() as connection:
        config.attributes["connection"] = connection
        with pytest.raises(ConfigurationError):
            command.downgrade(config, "0015")
    store.close()


def test_the_same_migrations_speak_postgresql():
    out = io.StringIO()
    config = migration_config()
    config.output_buffer = out
    config.set_main_option("sqlalchemy.url", "postgresql://")
    command.upgrade(config, "head", sql=True)
    for table in Base.metadata.tables:
        assert f"CREATE TABLE {table} (" in out.getvalue()
    assert "BYTEA" in out.getvalue()


def test_two_processes_may_start_at_once(tmp_path):
    url = f"sqlite:///{tmp_path / 'candor.db'}"
    code = "import sys; from candor.store.upgrade import upgrade; upgrade(sys.argv[1])"
    started = [subprocess.Popen([sys.executable, "-c", code, url]) for _ in range(2)]
    assert [process.wait() for process in started] == [0, 0]
