"""Pairs of photos: every row is answered, and a bad file costs its own row only."""

from pathlib import Path

import pytest

from candor.errors import UsageError
from candor.evaluation.photo_pairs import PairComparison, PhotoPair, as_rows, read_pairs
from candor.fusion.identity import Outcome
from identity_builders import TemplatesByName, toy_comparator


def _answer(a: str, b: str) -> "tuple[Outcome, str, float | None]":
    answer = PairComparison(TemplatesByName(), toy_comparator()).answer(PhotoPair(Path(a), Path(b)))
    return answer.outcome, answer.reason, answer.llr


def test_two_photos_of_one_person_speak_against_two_people() -> None:
    outcome, reason, llr = _answer("1_0.jpg", "1_1.jpg")

    assert (outcome, reason) == (Outcome.SAME, "alike")
    assert llr is not None
    assert llr < 0


def test_photos_of_two_people_speak_for_two_people() -> None:
    outcome, reason, llr = _answer("1_0.jpg", "3_0.jpg")

    assert (outcome, reason) == (Outcome.DIFFERENT, "unlike")
    assert llr is not None
    assert llr > 0


@pytest.mark.parametrize(("bad", "code"), [("gone.jpg", "missing_file"), ("landscape.jpg", "no_face")])
def test_a_bad_file_on_either_side_gives_its_reason_and_no_llr(bad: str, code: str) -> None:
    assert _answer(bad, "1_0.jpg") == (Outcome.CANT_TELL, code, None)
    assert _answer("1_0.jpg", bad) == (Outcome.CANT_TELL, code, None)


def test_the_detail_names_the_file_that_was_at_fault() -> None:
    comparison = PairComparison(TemplatesByName(), toy_comparator())

    answer = comparison.answer(PhotoPair(Path("1_0.jpg"), Path("landscape.jpg")))

    assert answer.detail.startswith("landscape.jpg: No face")


def test_a_file_in_many_pairs_is_read_once() -> None:
    templates = TemplatesByName()
    comparison = PairComparison(templates, toy_comparator())

    for other in ("2_0.jpg", "3_0.jpg", "gone.jpg", "gone.jpg"):
        comparison.answer(PhotoPair(Path("1_0.jpg"), Path(other)))

    assert sorted(templates.read) == ["1_0.jpg", "2_0.jpg", "3_0.jpg", "gone.jpg"]


def test_rows_keep_all_columns_and_gain_the_answer(tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text(
        "\ufeffNote, A ,b\nfirst,1_0.jpg,1_1.jpg\n\nsecond,gone.jpg\n", encoding="utf-8"
    )
    comparison = PairComparison(TemplatesByName(), toy_comparator())

    rows = as_rows([comparison.answer(pair) for pair in read_pairs(tmp_path / "pairs.csv")])

    assert [row["note"] for row in rows] == ["first", "second"]
    assert [row["state"] for row in rows] == ["same", "cant_tell"]
    assert rows[1]["llr"] is None
    assert set(rows[0]) == {"note", "a", "b", "llr", "score", "state", "reason", "detail"}


def test_names_are_looked_for_beside_the_list_first_and_then_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, beside = tmp_path / "here", tmp_path / "list"
    for folder in (here, beside):
        folder.mkdir()
    (here / "h.jpg").touch()
    (beside / "both.jpg").touch()
    (here / "both.jpg").touch()
    (beside / "pairs.csv").write_text(f"a,b\nh.jpg,both.jpg\n{here / 'h.jpg'},nowhere.jpg\n")
    monkeypatch.chdir(here)

    first, second = read_pairs(beside / "pairs.csv")

    assert (first.a, first.b) == (Path("h.jpg"), beside / "both.jpg")
    assert (second.a, second.b) == (here / "h.jpg", beside / "nowhere.jpg")


@pytest.mark.parametrize("content", [b"", b"x,y\n1,2\n", b"a\n1\n", b"\xff\xfe\x00bad", b'a,b\n"' + b"x" * 200_000])
def test_a_list_without_both_columns_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pairs.csv").write_bytes(content)

    with pytest.raises(UsageError) as caught:
        read_pairs(tmp_path / "pairs.csv")

    assert caught.value.code == "bad_pairs_file"


def test_a_quoted_name_may_hold_the_end_of_a_line(tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_bytes('a,b\r\n"one\ntwo.jpg",three\u2028four.jpg\r\n'.encode())

    (pair,) = read_pairs(tmp_path / "pairs.csv")

    assert (pair.a.name, pair.b.name) == ("one\ntwo.jpg", "three\u2028four.jpg")


def test_a_list_may_come_with_carriage_returns_alone(tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_bytes(b"\xef\xbb\xbfa,b\rone,two\rthree,four\r")

    assert len(read_pairs(tmp_path / "pairs.csv")) == 2


def test_a_name_that_is_too_long_costs_no_more_than_its_row(tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text("a,b\n" + "x" * 400 + ",y\n", encoding="utf-8")

    assert read_pairs(tmp_path / "pairs.csv")[0].b.name == "y"


def test_a_missing_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file"):
        read_pairs(tmp_path / "gone.csv")
    with pytest.raises(UsageError, match="is a folder"):
        read_pairs(tmp_path)
