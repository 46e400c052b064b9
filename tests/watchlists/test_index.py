"""The index finds what a comparison with every name would find, also with a slip, other gaps or another script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.watchlists.index import NameIndex, ways_of, ways_of_firm

NAMES = [
    "KIM, Jong Un",
    "RI, Pyong Chol",
    "PAK, Jin Hyok",
    "صدام حسين التكريتي",
    "KOZLOV, Sergey Mikhaylovich",
    "Ivan Petrov",
]
SYLLABLES = ["kim", "pak", "ri", "jong", "chol", "hyok", "song", "un", "ho", "min", "ryong", "su"]


def found(asked: str, names: list[str] = NAMES) -> list[str]:
    return [names[likely.number] for likely in NameIndex(names, ways_of).likely(asked, at_least=0.7)]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Jongun Kim", "KIM, Jong Un"),
        ("Kim Jomg Un", "KIM, Jong Un"),
        ("박진혁", "PAK, Jin Hyok"),
        ("Saddam Hussein al-Tikriti", "صدام حسين التكريتي"),
        ("Koslov Sergei", "KOZLOV, Sergey Mikhaylovich"),
        ("Iwan Petrow", "Ivan Petrov"),
    ],
)
def test_a_name_is_found_however_it_is_written(asked, name):
    assert found(asked)[0] == name


def test_a_stranger_is_not_found_and_an_empty_index_finds_nobody():
    assert found("Emma Johnson") == []
    assert found("Emma Johnson", []) == []
    assert found("") == []


def test_rare_words_have_more_bits_than_common_ones_and_no_syllable_more_than_six():
    index = NameIndex(["Kim A", "Kim B", "Kim C", "Kim Zebulon"] * 40, ways_of)

    assert index.bits("Zebulon") > index.bits("Kim")
    assert NameIndex(["x"] * 5000 + ["kim jong un"], ways_of).bits("kim jong un") == pytest.approx(18.0)


def test_a_firm_is_found_whatever_its_legal_form():
    index = NameIndex(["EXAMPLE TRADING CORPORATION", "OOO PRIMER"], ways_of_firm)

    assert index.likely("Example Trading Co., Ltd", at_least=0.99)[0].number == 0
    assert index.likely("Primer LLC", at_least=0.99)[0].number == 1


@given(
    st.lists(
        st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=3).map(" ".join), min_size=1, max_size=60, unique=True
    ),
    st.data(),
)
def test_every_name_finds_itself_first(names, data):
    asked = data.draw(st.sampled_from(names))
    likely = NameIndex(names, ways_of).likely(asked, at_least=0.7)

    assert likely[0].likeness == pytest.approx(1.0)
    assert sorted(names[likely[0].number].split()) == sorted(asked.split()) or likely[0].likeness == likely[1].likeness
