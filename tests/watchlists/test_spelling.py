"""Names of any script become words of a to z, in every usual way of writing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.watchlists.spelling import MAX_WORDS, is_unvowelled, spellings


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("KIM, Jong-Un", ("kim", "jong", "un")),
        ("Ch'oe Ryo’ng-hae", ("choe", "ryong", "hae")),
        ("Łukasz Żółć", ("lukasz", "zolc")),
        ("Nguyễn Văn Đức", ("nguyen", "van", "duc")),
        ("김정은", ("kim", "chong", "un")),
        ("Дмитрий Медведев", ("dmitriy", "medvedev")),
        ("KOREA BANK (KKBC)", ("korea", "bank")),
        ("(Sean) Example", ("example",)),
        ("(KKBC)", ("kkbc",)),
        ("SAM MA 2", ("sam", "ma", "2")),
    ],
)
def test_a_name_is_written_in_latin_letters(name, words):
    assert words in spellings(name)


def test_chinese_characters_are_read_in_mandarin_korean_and_japanese():
    assert spellings("金正恩")[:2] == (("jin", "zheng", "en"), ("kim", "chong", "un"))
    assert ("yamada", "tarou") in spellings("山田太郎")
    assert len(spellings("王伟")) == 2


@pytest.mark.parametrize("name", ["", " ", "---", "!?", "\u200b"])
def test_what_has_no_letters_has_no_spelling(name):
    assert spellings(name) == ()


def test_scripts_without_vowels_are_known():
    assert is_unvowelled("محمد علي")
    assert is_unvowelled("משה")
    assert not is_unvowelled("Mohamed Ali")
    assert not is_unvowelled("김정은")


@given(st.text(max_size=400))
def test_any_text_gives_few_words_of_a_to_z_or_digits(text):
    for words in spellings(text):
        assert 0 < len(words) <= MAX_WORDS
        assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words)
