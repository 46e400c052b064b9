"""`candor screen`: a file in, words out; bad rows told, the rest done."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from candor.commands.screen import screen
from candor.errors import CandorError, ConfigurationError, UsageError
from cv_files import LINES, pdf

PEOPLE = """Name;E-mail;Phone;Location;Nationality;CV
Ana Souza;ana.souza@example.com;+1 512-555-0133;Austin, TX;BR;ana.pdf
=HYPERLINK("http://x");blue@mailinator.com;+1 512-555-0133;Austin, TX;;gone.pdf
Broken;row;with;many;cells;and;more
"""
PACK = """
[pack]
id = "ours"
version = 1
title = { en = "Ours", id = "Kami" }
[[rules]]
id = "seen"
severity = "check"
reads = ["emails"]
when = [{ field = "emails", any_of = ["ana.souza@example.com"] }]
what = { en = "{value} was seen.", id = "{value} terlihat." }
false_alarms = { en = "x", id = "y" }
innocent = [{ en = "x", id = "y" }]
next_step = { en = "x", id = "y" }
source = { title = "x", date = 2026-01-01 }
expires = 2036-01-01
"""


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CANDOR_HOME", str(tmp_path / "home"))
    (tmp_path / "ana.pdf").write_bytes(pdf(LINES))
    (tmp_path / "people.csv").write_text(PEOPLE)
    return tmp_path / "people.csv"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(screen, [str(argument) for argument in arguments])


def refused(*arguments: object) -> CandorError:
    error = run(*arguments).exception
    assert isinstance(error, CandorError)
    return error


def test_states_are_counted_and_bad_rows_told(people: Path) -> None:
    result = run(people)

    assert result.exit_code == 0
    assert "2 applications, 2 problems" in result.stdout
    assert "Please check: 2" in result.stdout
    assert "Row 4: There are more cells than columns" in result.stdout
    assert "Row 3: There is no file 'gone.pdf'" in result.stdout
    assert "Never read: Nationality" in result.stdout


def test_indonesian_is_spoken_too(people: Path) -> None:
    assert "Mohon diperiksa: 2" in run(people, "--language", "id").stdout


def test_the_document_proves_what_was_read_and_where_values_came_from(people: Path, tmp_path: Path) -> None:
    run(people, "--json", tmp_path / "out.json")

    document = json.loads((tmp_path / "out.json").read_text())
    ana = document["applications"][0]
    assert document["schema"] == "candor.screening/1"
    assert document["protected_columns_not_read"] == ["Nationality"]
    assert "BR" not in json.dumps(ana)
    assert ana["findings"][0]["rule"] == "duplicates.same_phone"
    assert ana["findings"][0]["evidence"][0]["where"] == "row 2, column Phone"
    assert ana["fields_read"]["timeline"] == ["birth_date", "education", "employment"]
    assert [task["task"] for task in ana["tasks"]] == ["credentials.verify_registrar", "profile_links.post_code"]


def test_a_table_for_spreadsheets_holds_nothing_that_runs(people: Path, tmp_path: Path) -> None:
    (tmp_path / "ids.csv").write_text("id,name,email\n=1+1,Ana,blue@mailinator.com\n")

    run(tmp_path / "ids.csv", "--csv", tmp_path / "out.csv")

    rows = list(csv.DictReader((tmp_path / "out.csv").open()))
    assert rows[0]["application"] == "'=1+1"


def test_the_document_can_go_to_stdout(people: Path) -> None:
    assert json.loads(run(people, "--json", "-").stdout)["counts"]["applications"] == 2


def test_nothing_is_left_beside_the_file(people: Path) -> None:
    run(people)

    assert sorted(path.name for path in people.parent.iterdir()) == ["ana.pdf", "people.csv"]


def test_an_own_pack_adds_its_findings(people: Path, tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(PACK)

    assert "ours.seen: 1" in run(people, "--pack", tmp_path / "ours.toml").stdout


def test_a_dry_run_shows_only_what_the_own_pack_would_have_flagged(people: Path, tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(PACK)

    result = run(people, "--pack", tmp_path / "ours.toml", "--dry-run")

    assert "Dry run" in result.stdout
    assert "ours.seen: 1" in result.stdout
    assert "duplicates" not in result.stdout


def test_a_pack_can_be_tried_without_applications(people: Path, tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(PACK)

    assert "ours version 1" in run("--pack", tmp_path / "ours.toml").stdout


def test_a_pack_that_reads_a_protected_trait_is_refused(people: Path, tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(PACK.replace('reads = ["emails"]', 'reads = ["emails", "nationality"]'))

    error = refused(people, "--pack", tmp_path / "ours.toml")

    assert isinstance(error, ConfigurationError)
    assert "nationality. No check of Candor may read that" in error.sentence


@pytest.mark.parametrize("arguments", [(), ("--dry-run",), ("gone.csv",), ("gone.json", "--json", "/nowhere/out.json")])
def test_bad_usage_is_one_clear_sentence(arguments: tuple[str, ...]) -> None:
    assert isinstance(refused(*arguments), UsageError)


def test_the_file_that_is_read_is_not_overwritten(people: Path) -> None:
    assert refused(people, "--json", people).code == "same_file"
