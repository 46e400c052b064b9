"""Likeness of names: order, gaps and romanisation matter little, another syllable much, and it is symmetric."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.watchlists.alike import PART, likeness, words_alike, written
from candor.watchlists.index import ways_of
from candor.watchlists.sounds import heard


def alike(a: str, b: str) -> float:
    return max(likeness(x, y, lambda _: 5.0) for x in ways_of(a) for y in ways_of(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Jong Un KIM", "KIM, Jong Un"),
        ("Jongun Kim", "KIM, Jong Un"),
        ("Gim Jeong-eun", "KIM, Jong Un"),
        ("Lee Byung-cheol", "RI, Pyong Chol"),
        ("리병철", "RI, Pyong Chol"),
        ("Teng Hsiao-p'ing", "Deng Xiaoping"),
        ("Sergei Mikhailovich Kozlov", "KOZLOV, Sergey Mikhaylovich"),
        ("Щербаков Юрий", "SHCHERBAKOV, Yury"),
    ],
)
def test_ways_of_writing_one_name_are_alike(a, b):
    assert alike(a, b) >= 0.9


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kim Jong Un", "KIM, Won Hong"),
        ("Wang Wei", "ZHANG, Wei"),
        ("Emma Johnson", "JOHNSON, Lyndon"),
        ("Mohamed Ali", "MOHAMED, Salah"),
        ("J. H. Kim", "KIM, Jong Hyok"),
    ],
)
def test_names_that_share_a_part_are_not(a, b):
    assert alike(a, b) < 0.84


def test_a_name_that_holds_the_other_is_less_alike_than_the_same_name():
    assert 0.72 < alike("Sergey Kozlov", "KOZLOV, Sergey Mikhaylovich") < PART
    assert alike("Kozlov", "KOZLOV, Sergey Mikhaylovich") < 0.72


def test_arabic_letters_are_compared_by_consonants():
    assert alike("محمد علي", "Mohamed Ali") >= 0.84
    assert alike("خالد محمود", "Mohamed Ali") < 0.84


def test_an_initial_is_less_than_a_name_and_numbers_are_equal_or_not():
    assert 0 < words_alike(heard("j"), heard("jong")) < 0.9
    assert words_alike(heard("2"), heard("3")) == 0.0


@given(st.lists(st.sampled_from(["kim", "jong", "un", "a", "trading", "2"]), min_size=1, max_size=5), st.randoms())
def test_order_does_not_matter(words, random):
    shuffled = list(words)
    random.shuffle(shuffled)

    assert likeness(written(words), written(shuffled), lambda _: 3.0) == pytest.approx(1.0)


@given(st.text("abcdejklmnorsu ", min_size=1, max_size=20), st.text("abcdejklmnorsu ", min_size=1, max_size=20))
def test_likeness_is_symmetric_and_from_0_to_1(a, b):
    for x in ways_of(a):
        for y in ways_of(b):
            there, back = likeness(x, y, lambda _: 2.0), likeness(y, x, lambda _: 2.0)
            assert 0.0 <= there <= 1.0 + 1e-9
            assert there == pytest.approx(back)
