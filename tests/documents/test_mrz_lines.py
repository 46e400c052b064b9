from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.documents.mrz_lines import find_zone, tidy

TD1 = ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"]
TD3 = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]


def test_other_text_around_the_zone_is_passed_over():
    assert find_zone(["Surname/Nom ERIKSSON of the kingdom of Utopia", *TD3]) == TD3


def test_letters_and_digits_are_mended_by_their_place():
    misread = ["P<UT0ER1KSS0N<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UT074O8I22F12O4159ZE184226B<<<<<1O"]
    assert find_zone(misread) == TD3


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_lost_fillers_are_put_back_where_the_most_stand(lost):
    assert find_zone([TD3[0][:-lost], TD3[1]]) == TD3
    assert find_zone([TD1[0], TD1[1].replace("<" * 11, "<" * (11 - lost)), TD1[2]]) == TD1


def test_doubled_fillers_are_taken_away():
    assert find_zone([TD3[0] + "<<", TD3[1]]) == TD3


def test_marks_that_look_like_fillers_are_fillers():
    assert tidy("P＜utoくERIKSSON« ANNA?") == "P<UTO<ERIKSSON<ANNA"[:14] + "<ANNA"


def test_lines_whose_check_digits_do_not_fit_are_no_zone():
    assert (
        find_zone(["MRZ<LINE<1<<<<<<<<<<<<<<<<<<<<", "MRZ<LINE<2<<<<<<<<<<<<<<<<<<<<", "MRZ<LINE<3" + "<" * 20]) is None
    )


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_text_is_taken_without_a_fault(texts):
    find_zone(texts)
