"""`candor watchlists` as its user types it: import, list, search, remove; one line for what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from candor.commands.watchlists import watchlists
from candor.errors import CandorError
from watchlists.formats.test_bis import HEAD, ROWS
from watchlists.formats.test_own import LIST as OWN
from watchlists.formats.test_un import LIST as UN
from watchlists.list_server import list_server


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CANDOR_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "un.xml").write_text(UN)
    (tmp_path / "dpl.txt").write_text(HEAD + ROWS)
    (tmp_path / "ours.toml").write_text(OWN)
    return tmp_path / "home"


def run(*words: object) -> Result:
    return CliRunner().invoke(watchlists, [str(word) for word in words])


def sentence(result: Result) -> str:
    assert isinstance(result.exception, CandorError)
    return result.exception.sentence


def test_lists_are_imported_shown_and_removed(home: Path) -> None:
    assert "version 2026-02-27, 2 entries" in run("import", "un.xml", "--list", "un").output
    run("import", "dpl.txt", "--list", "bis", "--published", "2023-08-01")
    run("import", "ours.toml")
    told = json.loads(run("list", "--json").output)

    assert {each["id"]: each["version"] for each in told["lists"]} == {
        "bis": "2023-08-01",
        "ours": "3",
        "un": "2026-02-27",
        "high-risk": "2026-11-27",
    }
    assert told["missing"] == ["ofac-sdn", "ofac-cons", "eu", "uk"]
    assert "Not here: ofac-sdn" in run("list").output
    assert run("remove", "un").output == "un: removed\n"
    assert run("remove", "un").output == "un: was not kept\n"


def test_a_search_tells_the_way_and_draws_it(home: Path) -> None:
    told = run("search", "--organisation", "Dandong Deyun Trading", "--picture", "way.svg")

    assert "check: stated 'Dandong Deyun Trading': Dandong Deyun Trading Co. is linked to Liaoning" in told.output
    assert Path("way.svg").read_text().startswith("<svg")
    assert run("search", "--name", "Emma Johnson").output == "Nothing found, which proves nothing.\n"
    hits = json.loads(run("search", "--email", "nobody@example.org", "--json").output)["hits"]
    assert hits == []


def test_a_search_by_identifier_says_what_decided(home: Path) -> None:
    run("import", "un.xml", "--list", "un")
    hit = json.loads(run("search", "--document", "381310014", "--json").output)["hits"][0]

    assert (hit["severity"], hit["decides"], hit["entry"]) == ("escalate", "identifier", "un:KPi.999")


def test_what_goes_wrong_is_one_sentence(home: Path) -> None:
    assert "its root is not CONSOLIDATED_LIST" not in run("import", "un.xml", "--list", "un").output
    assert "cannot be used as this list" in sentence(run("import", "dpl.txt", "--list", "un"))
    assert "There is no list 'nobody'" in sentence(run("import", "un.xml", "--list", "nobody"))
    assert "An own list is one file" in sentence(run("import", "ours.toml", "ours.toml"))
    assert len(json.loads(run("list", "--json").output)["lists"]) == 2


def test_an_update_does_what_it_can_and_names_what_failed(home: Path) -> None:
    with list_server() as server:
        server.content = {"/un.xml": UN.encode()}
        address = f"http://127.0.0.1:{server.server_port}"
        one = '[[lists]]\nid = "{0}"\ntitle = "T"\npublisher = "P"\nformat = "un"\nmax_mb = 1\nhosts = ["127.0.0.1"]\n'
        one += 'files = [{{ name = "un.xml", address = "{1}" }}]\n'
        (home / "watchlists").mkdir(parents=True)
        (home / "watchlists" / "sources.toml").write_text(
            one.format("un", f"{address}/un.xml") + one.format("gone", f"{address}/gone.xml")
        )
        told = run("update")

    assert "un: new version T, version 2026-02-27, 2 entries" in told.output
    assert sentence(told) == "Not updated: gone. The other lists are done."
