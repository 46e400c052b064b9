from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from candor.commands.backup import backup
from candor.commands.restore import restore
from candor.errors import NotFoundError, UsageError
from candor.settings import load_settings
from candor.store.candidate_list import EVERYBODY
from candor.store.store import open_store
from store_builders import HandTurnedClock, make_candidate, open_quick_store


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house with one candidate."""
    home = tmp_path / "home"
    store = open_quick_store(home, HandTurnedClock())
    make_candidate(store, "Zephyrine Quackenbush")
    store.close()
    monkeypatch.setenv("CANDOR_HOME", str(home))
    monkeypatch.setenv("CANDOR_BACKUP_KEYS", str(tmp_path / "keys"))
    monkeypatch.delenv("CANDOR_DATABASE_URL", raising=False)
    return home


def _run(command, *words: object):
    return CliRunner().invoke(command, [str(word) for word in words])


def test_a_backup_can_be_put_back_where_the_database_was_lost(home: Path, tmp_path: Path) -> None:
    made = _run(backup, tmp_path / "b")
    assert made.exit_code == 0, made.output
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    for lost in (home / "candor.db", *(home / "candidate-keys").iterdir()):
        lost.unlink()

    assert _run(restore, tmp_path / "b").exit_code == 0
    store = open_store(load_settings())
    assert [line.name for line in store.candidate_list.page(EVERYBODY).lines] == ["Zephyrine Quackenbush"]
    store.close()


def test_a_database_is_never_written_over(home: Path, tmp_path: Path) -> None:
    _run(backup, tmp_path / "b")
    told = _run(restore, tmp_path / "b").exception
    assert isinstance(told, UsageError)
    assert told.code == "database_exists"


def test_without_its_key_a_backup_says_so(home: Path, tmp_path: Path) -> None:
    _run(backup, tmp_path / "b")
    (home / "candor.db").unlink()
    for key in (tmp_path / "keys").iterdir():
        key.unlink()
    assert isinstance(_run(restore, tmp_path / "b").exception, NotFoundError)
    assert not (home / "candor.db").exists()


def test_another_database_is_not_ours_to_copy(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANDOR_DATABASE_URL", "postgresql://nowhere/x")
    for command, word in ((backup, tmp_path / "b"), (restore, home / "master.key")):
        told = _run(command, word).exception
        assert isinstance(told, UsageError)
        assert told.code == "not_sqlite"
