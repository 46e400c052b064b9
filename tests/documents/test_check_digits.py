from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.documents.check_digits import ALPHABET, check_digit, fits

TEXTS = st.text(sorted(ALPHABET), min_size=1, max_size=44)


@pytest.mark.parametrize(
    ("text", "digit"),
    [("520727", "3"), ("AB2134<<<", "5"), ("L898902C3", "6"), ("740812", "2"), ("120415", "9"), ("D23145890734", "9")],
)
def test_the_worked_examples_of_icao_doc_9303_come_out(text, digit):
    assert check_digit(text) == digit


@given(TEXTS, st.data())
def test_a_single_wrong_digit_is_noticed(text, data):
    text = "".join(character for character in text if character.isdigit()) or "7"
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))
    assert check_digit(text[:place] + other + text[place + 1 :]) != check_digit(text)


def test_a_letter_outside_the_alphabet_is_refused():
    with pytest.raises(ValueError, match="machine readable zone"):
        check_digit("abc")


def test_an_empty_field_may_carry_a_filler():
    assert fits("<<<<", "<")
    assert not fits("A<<<", "<")
    assert fits("<<<<", "0")
