"""What is written in two ways is compared in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.screening.folding import email_key, folded, is_same_name, phone_e164


@pytest.mark.parametrize(
    ("a", "b"), [("Universität Köln", "universitat  koln"), ("Acme, Inc.", "ACME INC"), ("  São Paulo ", "Sao-Paulo")]
)
def test_accents_case_and_punctuation_do_not_matter(a: str, b: str) -> None:
    assert folded(a) == folded(b)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("a", "b"), [("Ana@X.com", "ana@x.com"), ("ana+jobs@x.com", "ana@x.com"), ("a.na@googlemail.com", "ana@gmail.com")]
)
def test_an_address_is_one_whatever_its_owner_changes(a: str, b: str) -> None:
    assert email_key(a) == email_key(b)


def test_dots_matter_where_the_provider_keeps_them() -> None:
    assert email_key("a.na@x.com") != email_key("ana@x.com")


@pytest.mark.parametrize(
    ("a", "b"),
    [("Ana Souza", "SOUZA Ana"), ("Ana Maria Souza", "Ana Souza"), ("Jonathan Smith", "Jonathon Smith"), ("", "Ana")],
)
def test_one_person_s_names_are_the_same(a: str, b: str) -> None:
    assert is_same_name(folded(a), folded(b))


@pytest.mark.parametrize(("a", "b"), [("Ana Souza", "Boris Petrov"), ("Kim Min Jun", "Kim Seo Yeon")])
def test_names_of_two_people_are_not(a: str, b: str) -> None:
    assert not is_same_name(folded(a), folded(b))


@given(st.text(max_size=100), st.sampled_from(["", "US", "ID", "xx"]))
def test_no_text_breaks_the_reading_of_a_number(text: str, country: str) -> None:
    number = phone_e164(text, country)

    assert number is None or number.startswith("+")
