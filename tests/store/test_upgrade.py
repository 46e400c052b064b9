from __future__ import annotations

import io
import subprocess
import sys

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from candor.store.database import open_database
from candor.store.schema import Base, CandidateRow, InterviewRow, VaultRow
from candor.store.upgrade import migration_config, newest_version, upgrade


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


def test_what_was_kept_before_there_were_jobs_stays_whole(tmp_path):
    url = f"sqlite:///{tmp_path / 'candor.db'}"
    database, config = open_database(url), migration_config()
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
        day = "'2026-11-01 00:00:00'"
        candidate = "id, name, email, language, wrapped_key, link_hash, created_by, created_at, keep_until"
        interview = "id, candidate_id, title, created_by, created_at, frames, dropped, duration_s, last_event, versions"
        for row in (
            f"candidates ({candidate}) VALUES ('c-1', 'Óscar', 'o@x.org', 'en', x'00', 'h', 'p', {day}, {day})",
            f"interviews ({interview}, had_reference) VALUES ('i-1', 'c-1', 'Work', 'p', {day}, 0, 0, 0, 0, '{{}}', 0)",
            f"vault_blobs VALUES ('c-1', 'photo', '', x'01', {day})",
        ):
            connection.exec_driver_sql(f"INSERT INTO {row}")
        connection.commit()
    upgrade(url)
    with database.reading() as session:
        assert session.get_one(CandidateRow, "c-1").folded == "oscar o@x.org"
        assert session.get_one(CandidateRow, "c-1").job_id is None
        assert (session.get_one(InterviewRow, "i-1").take, session.get_one(InterviewRow, "i-1").checks) == (1, [])
        assert session.get_one(VaultRow, ("c-1", "photo", "")).sealed == b"\x01"
    database.close()


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
