from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.documents.names import name_agreement
from candor.domain.documents import Agreement


@pytest.mark.parametrize(
    ("document", "application"),
    [
        ("MUELLER JUERGEN", "Jürgen Müller"),
        ("MULLER JURGEN", "Jürgen Müller"),
        ("WEISS ANNA", "Anna Weiß"),
        ("OEDEGAARD SOEREN", "Søren Ødegård"),
        ("OCONNOR MARY JANE", "Mary-Jane O'Connor"),
        ("SHCHERBAKOV IURII", "Юрий Щербаков"),
        ("LUKASZEWSKI ZBIGNIEW", "Zbigniew Łukaszewski"),
        ("DANG NGUYEN", "Nguyễn Đặng"),
        ("VANDERBERG JAN", "Jan van der Berg"),
        ("ERIKSSON ANNA MARIA", "Anna Maria Eriksson"),
    ],
)
def test_the_same_name_in_another_order_or_spelling_agrees(document, application):
    assert name_agreement(document, application) is Agreement.SAME


@pytest.mark.parametrize(
    ("document", "application"),
    [
        ("ERIKSSON ANNA MARIA", "Anna Eriksson"),
        ("GARCIA LOPEZ INIGO", "Iñigo García"),
        ("PUBLIC JOHN", "John Q. Public"),
    ],
)
def test_a_missing_name_or_an_initial_agrees_in_part(document, application):
    assert name_agreement(document, application) is Agreement.PART


def test_a_cut_name_agrees_in_part_where_it_is_known_to_be_cut():
    pair = ("NILAVADHANANANDA CHAYAPA DEJTH", "Chayapa Dejthamrong Nilavadhanananda")
    assert name_agreement(*pair, is_cut=True) is Agreement.PART
    assert name_agreement(*pair) is Agreement.OTHER


@pytest.mark.parametrize(("document", "application"), [("ERIKSON ANNA", "Anna Eriksson"), ("MEYER JOHN", "Jonh Meyer")])
def test_a_slip_of_a_letter_is_near(document, application):
    assert name_agreement(document, application) is Agreement.NEAR


@pytest.mark.parametrize(
    ("document", "application"), [("ERIKSSON ANNA", "John Smith"), ("LI WEI", "Li Wen"), ("SMITH ANNA", "Anna Jones")]
)
def test_another_name_differs(document, application):
    assert name_agreement(document, application) is Agreement.OTHER


@pytest.mark.parametrize("application", ["محمد علي", "김정은", "", "  ", "..."])
def test_a_script_without_agreed_spelling_or_nothing_is_never_called_another_name(application):
    assert name_agreement("ALI MOHAMED", application) is Agreement.UNKNOWN


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_are_compared_the_same_both_ways_where_nothing_is_cut(a, b):
    assert name_agreement(a, b) is name_agreement(b, a)


@given(st.lists(st.text("ABCDEFGHIJ", min_size=2, max_size=9), min_size=1, max_size=6), st.randoms())
def test_order_does_not_matter(words, random):
    shuffled = list(words)
    random.shuffle(shuffled)
    assert name_agreement(" ".join(words), " ".join(shuffled)) is Agreement.SAME
