"""CSV of any dialect and encoding, JSON and JSON lines: bad rows are told, the rest goes on."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.errors import UsageError
from candor.intake import rows
from candor.intake.rows import Row, RowFile

TABLE = [
    ["Name", "E-mail", "City"],
    ["Ana Souza", "ana@x.com", "São Paulo"],
    ["José Núñez, Jr.", "b@x.com", "Besançon"],
]


def read(path: Path) -> list[Row]:
    return list(RowFile(path).rows())


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_dialect_and_encoding_is_read(tmp_path: Path, separator: str, encoding: str, ending: str) -> None:
    text = ending.join(separator.join(f'"{cell}"' for cell in row) for row in TABLE + TABLE[1:] * 20)
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))

    found = read(tmp_path / "a.csv")

    assert [row.problem for row in found] == [""] * 42
    assert found[0].values["name"] == "Ana Souza"
    assert found[1].values["name"] == "José Núñez, Jr."
    assert found[0].values["place"] == "São Paulo"


def test_a_told_separator_is_believed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sep=;\nname;email\nAna;a@x.com\n")

    assert read(tmp_path / "a.csv")[0].values["emails"] == ["a@x.com"]


def test_broken_rows_are_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    lines = [
        "name,email,graduation year,school",
        "Ana,a@x.com",
        "B,b@x.com,2012,U,extra",
        "C,c@x.com,soon,U",
        ",,,",
        "D,d@x.com",
    ]
    (tmp_path / "a.csv").write_text("\n".join(lines))

    found = read(tmp_path / "a.csv")

    assert [bool(row.problem) for row in found] == [False, True, True, False]
    assert [row.number for row in found] == [2, 3, 4, 6]


def test_a_cell_of_ten_megabytes_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"name,email\nAna,a@x.com\n{'x' * 10_000_000},b@x.com\nC,c@x.com\n")

    found = read(tmp_path / "a.csv")

    assert [row.problem for row in found] == ["", "A cell is longer than a million characters.", ""]


def test_a_quotation_mark_without_partner_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_CELL", 20_000)
    (tmp_path / "a.csv").write_text('name,email\nAna,a@x.com\n"B,b@x.com\n' + "C,c@x.com\n" * 3_000)

    found = read(tmp_path / "a.csv")

    assert found[0].problem == ""
    assert "missing its partner" in found[1].problem
    assert found[-1].problem == ""


def test_a_named_encoding_is_believed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("name\nŁukasz Żak\n".encode("cp1250"))

    assert next(RowFile(tmp_path / "a.csv", encoding="cp1250").rows()).values["name"] == "Łukasz Żak"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty_file"), (b"\n\n", "empty_file"), (b"shoe,hat\n1,2\n", "no_columns"), (b"PK\x03\x04x", "cannot_read")],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a.csv").write_bytes(content)

    with pytest.raises(UsageError) as raised:
        read(tmp_path / "a.csv")
    assert raised.value.code == code


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    for name in ("gone.csv", "gone.json", "gone.jsonl"):
        with pytest.raises(UsageError, match="cannot be read"):
            read(tmp_path / name)


def test_columns_that_are_not_known_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,Nationality\nAna,XX\n")
    file = RowFile(tmp_path / "a.csv")

    assert "XX" not in repr([row.values for row in file.rows()])
    assert file.unread == ("Nationality",)


ENTRIES = [{"name": "Ana", "emails": ["a@x.com"]}, 7, {"name": "B", "nationality": "XX"}]


@pytest.mark.parametrize("wrapped", [False, True])
def test_json_is_read_as_a_stream(tmp_path: Path, wrapped: bool) -> None:
    whole = {"version": 1, "applicants": ENTRIES} if wrapped else ENTRIES
    (tmp_path / "a.json").write_text("\ufeff" + json.dumps(whole), encoding="utf-8")
    file = RowFile(tmp_path / "a.json")

    found = list(file.rows())

    assert [row.number for row in found] == [1, 2, 3]
    assert [bool(row.problem) for row in found] == [False, True, False]
    assert file.unread == ("nationality",)


def test_damaged_json_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(ENTRIES)[:-9])

    with pytest.raises(UsageError, match="no JSON array"):
        read(tmp_path / "a.json")


def test_a_broken_line_of_json_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"name": "Ana"}\n{broken\n\n[1]\n{"name": "B"}\n' + "[" * 100_000 + "\n")

    assert [(row.number, bool(row.problem)) for row in read(tmp_path / "a.jsonl")] == [
        (1, False),
        (2, True),
        (4, True),
        (5, False),
        (6, True),
    ]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=2_000))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "a.csv"
    path.write_bytes(b"name,email\n" + content)

    with suppress(UsageError):
        assert all(row.problem or row.values for row in read(path))
