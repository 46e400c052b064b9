from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from candor.commands.restore import restore
from candor.errors import UsageError


def test_what_is_no_backup_leaves_no_database_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANDOR_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CANDOR_DATABASE_URL", raising=False)
    (tmp_path / "b").write_bytes(b"no backup")

    told = CliRunner().invoke(restore, [str(tmp_path / "b")]).exception

    assert isinstance(told, UsageError)
    assert not (tmp_path / "home" / "candor.db").exists()
