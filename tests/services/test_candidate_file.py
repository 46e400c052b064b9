"""Files as people have them: whatever separator and encoding, every row is a candidate or has its problem."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.errors import UsageError
from candor.services.candidate_file import MAX_BYTES, MAX_ROWS, left_as_csv, read_candidates
from candor.store.values import NewCandidate

OSCAR = NewCandidate("Óscar Núñez", "oscar@example.org", "id")
TEXT = "name,email,language\nÓscar Núñez,oscar@example.org,id\n"
PROBLEMS = {
    name: name.upper() for name in ("bad_name", "bad_email", "bad_language", "too_many_cells", "twice", "column")
}


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("cp1252"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace(",", "|").encode(),
        ("sep=;\r\n" + TEXT.replace(",", ";")).encode(),
        b"\n\n" + TEXT.encode() + b",,\n\n",
        'E-Mail ; "Nama Lengkap" ;BAHASA;Phone\n oscar@example.org ; " Óscar  Núñez" ;Indonesian;12\n'.encode(),
        "first_name,Last Name,email,language\nÓscar,Núñez,oscar@example.org,ID\n".encode(),
    ],
)
def test_the_same_candidate_is_read_from_every_usual_file(data):
    file = read_candidates(data)
    assert (file.good, file.bad) == ([OSCAR], [])


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ana\nBudi\n", [("Ana", ""), ("Budi", "")]),
        ("Ana;ana@x.org\nBudi;\n", [("Ana", "ana@x.org"), ("Budi", "")]),
        ("ana@x.org,Ana\n", [("Ana", "ana@x.org")]),
        ('name,email\n"Silva, Ana\nMaria",ana@x.org\n', [("Silva, Ana Maria", "ana@x.org")]),
        ("name\n'; DROP TABLE candidates;--\n", [("'; DROP TABLE candidates;--", "")]),
    ],
)
def test_a_header_is_welcome_and_not_needed(text, people):
    assert [(person.name, person.email) for person in read_candidates(text.encode()).good] == people


def test_good_rows_are_taken_and_every_other_says_where_and_why_it_is_not():
    text = (
        "name,email,language\nAna,ana@x.org,\n,nobody@x.org,\nBudi,nowhere,\nCy,cy@x.org,Klingon\n"
        "Silva, Ana,s@x.org,en\nAna again,ANA@x.org,\nDee,dee@x.org,\nEva\n"
    )
    file = read_candidates(text.encode(), known={"dee@x.org"}, language="id")
    assert file.good == [NewCandidate("Ana", "ana@x.org", "id"), NewCandidate("Eva", "", "id")]
    assert [(row.line, row.problem) for row in file.bad] == [
        (3, "bad_name"),
        (4, "bad_email"),
        (5, "bad_language"),
        (6, "too_many_cells"),
        (7, "twice"),
        (8, "already_there"),
    ]


def test_what_is_left_can_be_mended_and_read_again():
    text = 'name;email;note\n;x@y.org;"a ""quoted"", note"\nAna;bad\n'
    told = left_as_csv(read_candidates(text.encode()), PROBLEMS)
    assert list(csv.reader(io.StringIO(told))) == [
        ["name", "email", "note", "COLUMN"],
        ["", "x@y.org", 'a "quoted", note', "BAD_NAME"],
        ["Ana", "bad", "", "BAD_EMAIL"],
    ]
    mended = told.replace(",x@y.org", "Zoe,x@y.org").replace("bad,", "ana@x.org,")
    assert [person.name for person in read_candidates(mended.encode()).good] == ["Zoe", "Ana"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_csv"),
        (b" \r\n \n", "empty_csv"),
        (b"sep=,\n", "empty_csv"),
        (b"PK\x03\x04" + bytes(50), "not_csv"),
        (b"%PDF-1.7", "not_csv"),
        (b"name\x00,email", "not_csv"),
        (b"\xff\xfea", "not_csv"),
        (b'name\n"' + b"x" * 200_000 + b'"\n', "not_csv"),
        (b"phone,city\n1,2\n", "no_columns"),
        (b"email,language\na@b.org,en\n", "no_columns"),
        (b"name\n" + b"x\n" * MAX_ROWS + b"y\n", "file_too_large"),
        (b"name\n" + bytes(MAX_BYTES), "file_too_large"),
    ],
)
def test_what_is_no_file_of_candidates_is_one_sentence(data, code):
    with pytest.raises(UsageError) as refused:
        read_candidates(data)
    assert refused.value.code == code


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=300).map(lambda text: ("name,email\n" + text).encode("utf-8", "replace")),
    )
)
def test_whatever_comes_is_read_or_refused_by_name_and_no_row_is_lost(data):
    codes = {"empty_csv", "not_csv", "no_columns", "file_too_large"}
    try:
        file = read_candidates(data)
        is_whole = len(file.good) + len(file.bad) == len(file.rows) and all(person.name for person in file.good)
    except UsageError as error:
        is_whole = error.code in codes
    assert is_whole
