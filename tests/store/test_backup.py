from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from candor.errors import ConfigurationError, NotFoundError, UsageError
from candor.store import backup as backups
from candor.store.backup import BackupKeys, opened_copy, parted_copy, sealed_copy
from candor.store.candidate_keys import CandidateKeys
from candor.store.schema import CandidateRow, VaultRow
from store_builders import build_template, build_warning, grant, make_candidate

pytestmark = pytest.mark.sqlite


@pytest.fixture
def keys(settings) -> BackupKeys:
    return BackupKeys(settings.backup_keys)


def _copy(settings, keys, clock) -> bytes:
    candidates = CandidateKeys(settings.candidate_keys)
    return b"".join(sealed_copy(settings.home / "candor.db", candidates, keys, clock()))


def _everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_backup_of_a_running_store_gives_the_database_back_and_shows_nothing_itself(store, settings, keys, clock):
    candidate = make_candidate(store, "Zephyrine Quackenbush")
    sealed = _copy(settings, keys, clock)
    database, wrapped = parted_copy(opened_copy(sealed, keys))
    assert wrapped == {candidate: (settings.candidate_keys / f"{candidate}.key").read_bytes()}
    assert candidate.encode() in database
    assert wrapped[candidate] not in database
    assert wrapped[candidate] not in sealed
    assert b"SQLite format" not in sealed


def test_a_database_of_several_parts_comes_back_whole(store, settings, keys, clock, monkeypatch):
    monkeypatch.setattr(backups, "PART_BYTES", 5000)
    sealed = _copy(settings, keys, clock)
    assert opened_copy(sealed, keys).startswith(b"SQLite format 3\x00")
    for altered in (sealed[:-1], sealed[:-5036], sealed + b"x", sealed[:3000] + b"?" + sealed[3001:], sealed[:55]):
        with pytest.raises(UsageError):
            opened_copy(altered, keys)


def test_after_erasure_neither_files_nor_earlier_backups_give_anything_back(store, settings, keys, clock):
    candidate = make_candidate(store, "Zephyrine Quackenbush")
    grant(store, candidate)
    store.candidates.save_photo("p-1", candidate, b"PICTURE" * 500, build_template())
    interview = store.rounds.create("p-1", candidate, "Glassblower, round 1", {})
    store.interviews.save_warning(build_warning(interview), 1)
    with store.database.reading() as session:
        sealed = [session.get_one(CandidateRow, candidate).sealed, *(row.sealed for row in session.query(VaultRow))]
    wrapped = (settings.candidate_keys / f"{candidate}.key").read_bytes()
    clock.pass_time(hours=1)
    before = _copy(settings, keys, clock)
    assert wrapped in opened_copy(before, keys), "until then the backup is good"
    (key_file,) = settings.backup_keys.iterdir()
    key = key_file.read_bytes()
    clock.pass_time(hours=1)

    store.candidates.erase("p-1", candidate)

    with pytest.raises(NotFoundError) as caught:
        opened_copy(before, keys)
    assert caught.value.code == "backup_key_gone"
    left = _everything(settings.home) + before
    assert (settings.home / "master.key").read_bytes() in left, "the master key is there, and does not help"
    for gone in (
        b"Zephyrine",
        b"Quackenbush",
        b"Glassblower",
        b"sample@example.org",
        wrapped,
        key,
        *(s[:64] for s in sealed),
    ):
        assert gone not in left
    after = _copy(settings, keys, clock)
    database = opened_copy(after, keys)
    assert all(gone not in database for gone in (wrapped, *(s[:64] for s in sealed))), "a new backup is good at once"


def test_a_withdrawal_takes_the_template_out_of_earlier_backups_too(store, settings, keys, clock):
    candidate = make_candidate(store)
    grant(store, candidate)
    store.candidates.save_photo("p-1", candidate, b"picture", build_template())
    before = _copy(settings, keys, clock)
    clock.pass_time(hours=1)
    grant(store, candidate, "withdrawn")
    with pytest.raises(NotFoundError):
        opened_copy(before, keys)


def test_a_refusal_where_nothing_was_kept_leaves_backups_alone(store, settings, keys, clock):
    candidate = make_candidate(store)
    before = _copy(settings, keys, clock)
    clock.pass_time(hours=1)
    grant(store, candidate, "refused")
    assert opened_copy(before, keys)


def test_a_key_that_resists_is_destroyed_later(store, settings, keys, clock, monkeypatch, caplog):
    candidate = make_candidate(store)
    before = _copy(settings, keys, clock)
    clock.pass_time(hours=1)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", _refuse)
        store.candidates.erase("p-1", candidate)
    assert "trying again" in caplog.text
    store.candidates.finish_erasures()
    with pytest.raises(NotFoundError):
        opened_copy(before, keys)


def _refuse(*_: object, **__: object) -> None:
    raise PermissionError("read-only")


def test_only_keys_made_before_are_destroyed(keys, settings, clock):
    keys.new(clock())
    (settings.backup_keys / "notes.key").write_text("not ours")
    later, _ = keys.new(clock() + timedelta(microseconds=2))
    assert keys.destroy_before(clock() + timedelta(microseconds=1)) == 1
    assert keys.key(later)
    assert (settings.backup_keys / "notes.key").exists()


@pytest.mark.parametrize(
    "data", [b"", b"CANDOR-BACKUP-1\n", b"CANDOR-BACKUP-1\n../../../../etc/passwd" + b"x" * 40, b"zip" * 40]
)
def test_what_is_no_backup_is_said_to_be_none(keys, data):
    with pytest.raises(UsageError) as caught:
        opened_copy(data, keys)
    assert caught.value.code == "not_a_backup"


def test_without_a_database_or_a_place_for_the_key_there_is_one_clear_error(tmp_path, keys, clock):
    with pytest.raises(UsageError) as caught:
        list(sealed_copy(tmp_path / "nowhere.db", CandidateKeys(tmp_path), keys, clock()))
    assert caught.value.code == "no_database"
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError):
        BackupKeys(tmp_path / "file").new(clock())


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_a_key_is_for_its_owner_only(keys, settings, clock):
    named, _ = keys.new(clock())
    assert (settings.backup_keys / f"{named}.key").stat().st_mode & 0o077 == 0
