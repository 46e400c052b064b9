"""The test's own Korean: syllables come apart, are written in Korean letters, and respelled in other habits."""

from __future__ import annotations

import random

import pytest

from candor.evaluation.names.korean import in_cyrillic, in_hangul, respelled, syllables


def chance() -> random.Random:
    return random.Random(1)


def test_a_word_comes_apart_into_syllables():
    assert len(syllables("kwangson", chance()) or []) == 2
    assert syllables("smith", chance()) is None
    assert syllables("", chance()) is None


def test_a_name_is_written_in_korean_letters():
    assert in_hangul(["kim", "min", "ha"], chance()) == "김민하"
    assert in_hangul(["kim", "smith"], chance()) is None


def test_what_a_spelling_leaves_open_is_drawn_by_chance():
    assert {in_hangul(["jong"], random.Random(seed)) for seed in range(20)} == {"정", "종"}


def test_family_names_follow_their_own_habit():
    drawn = {(respelled(["ri", "min"], random.Random(seed)) or [""])[0] for seed in range(20)}

    assert drawn <= {"lee", "yi", "li", "rhee"}
    assert respelled(["smith"], chance()) is None


@pytest.mark.parametrize(("words", "written"), [(["kim", "jong", "un"], "Ким Чон Ун"), (["pak"], "Пак")])
def test_russian_texts_write_it_in_cyrillic(words, written):
    assert in_cyrillic(words) == written
