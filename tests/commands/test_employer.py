from __future__ import annotations

import pytest
from click.testing import CliRunner

from candor.commands.employer import employer
from candor.errors import UsageError
from candor.evidence.employer import written
from evidence.test_employer import PUBLIC, build_statement


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "candor.json"
    path.write_bytes(written(build_statement()))
    return path


def run(*words):
    return CliRunner().invoke(employer, ["verify", *map(str, words), "--on", "2026-12-01"])


def test_a_right_file_is_said_to_be_right(file):
    told = run(
        file, "--domain", "Sample.example", "--server", "https://candor.sample.example/c/link", "--public-key", PUBLIC
    )
    assert (told.exit_code, "right: signed" in told.output) == (0, True)
    assert "give --domain" not in told.output
    assert "give --domain" in run(file).output


def test_a_file_of_somebody_else_fails_with_every_reason(file):
    told = run(file, "--domain", "evil.example", "--server", "https://evil.example")
    assert told.exit_code == 1
    assert "WRONG: it is about another domain." in told.output
    assert "WRONG: it names another server." in told.output


def test_a_changed_file_fails(file):
    file.write_text(file.read_text().replace("Sample", "Simple"))
    assert "WRONG: it was changed" in run(file).output


def test_something_else_is_one_clear_error(file):
    file.write_bytes(b"<html>" * 9000)
    assert isinstance(run(file).exception, UsageError)
