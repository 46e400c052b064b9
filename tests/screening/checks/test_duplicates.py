"""The same under other names is found; the same person twice is nothing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.screening.checks.duplicates import Duplicates
from screening_builders import applicant, context, hits, reasons, with_id

DUPLICATES = Duplicates()
FIRST = (
    "Led the migration of a payments platform from a monolith to forty services, cut the time of a release from two "
    "weeks to one day, and introduced contract tests that every team runs before it merges."
)
SECOND = (
    "Designed a search index over three billion documents with incremental updates, wrote the ranking evaluation, and "
    "halved the cost of the cluster by moving cold shards to slower disks during the night."
)


def person(name: str, id_: str, **values: Any) -> Any:
    return with_id(applicant(name=name, **values), id_)


def found(one: Any, *others: Any) -> dict[str, Any]:
    return hits(DUPLICATES, one, context("duplicates", one, *others))


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"phones": ["+1 512-555-0133"]}, "same_phone"),
        ({"emails": ["blue.tiger@gmail.com"]}, "same_email"),
        ({"portrait": "ffd8a1b2c3d4e5f6"}, "same_portrait"),
        ({"addresses": [{"text": "12 Oak Street, Austin"}]}, "same_address"),
    ],
)
def test_the_same_under_another_name_is_found(values: dict[str, Any], rule: str) -> None:
    hit = found(person("Ana Souza", "1", **values), person("Boris Petrov", "2", **values))[rule]

    assert hit.others == ("2",)


def test_the_same_person_who_applies_twice_is_nothing() -> None:
    values = {"phones": ["+1 512-555-0133"], "portrait": "ffd8a1b2c3d4e5f6"}

    assert found(person("Ana Souza", "1", **values), person("SOUZA, Ana Maria", "2", **values)) == {}


@pytest.mark.parametrize(("a", "b"), [("(512) 555-0133", "+1 512 555 0133"), ("512.555.0133", "+15125550133")])
def test_a_number_is_the_same_however_it_is_written(a: str, b: str) -> None:
    place = {"place": "Austin, TX"}

    assert "same_phone" in found(person("Ana Souza", "1", phones=[a], **place), person("Boris Petrov", "2", phones=[b]))


def test_dots_and_tags_do_not_make_another_address() -> None:
    one, other = (
        person("Ana Souza", "1", emails=["blue.tiger+a@gmail.com"]),
        person("B Petrov", "2", emails=["bluetiger@gmail.com"]),
    )

    assert "same_email" in found(one, other)


def cv(*paragraphs: str) -> list[dict[str, str]]:
    return [{"name": "CV", "text": "\n\n".join(paragraphs)}]


def test_one_shared_paragraph_is_a_note_and_two_are_worth_a_look() -> None:
    one = found(person("Ana Souza", "1", documents=cv(FIRST)), person("B Petrov", "2", documents=cv("Other", FIRST)))
    two = found(
        person("Ana Souza", "1", documents=cv(FIRST, SECOND)), person("B Petrov", "2", documents=cv(SECOND, FIRST))
    )

    assert list(one) == ["same_paragraph"]
    assert list(two) == ["same_paragraphs"]


def test_a_paragraph_with_a_word_exchanged_is_still_the_same() -> None:
    altered = FIRST.replace("platform", "system"), SECOND.replace("Designed", "Built")

    assert found(person("Ana Souza", "1", documents=cv(FIRST, SECOND)), person("B Petrov", "2", documents=cv(*altered)))


def test_short_phrases_that_everybody_writes_are_nothing() -> None:
    phrase = cv("References available upon request.", "I am a motivated engineer who likes to learn.")

    assert found(person("Ana Souza", "1", documents=phrase), person("B Petrov", "2", documents=phrase)) == {}


def test_photos_that_differ_in_a_few_bits_are_the_same_and_others_are_not() -> None:
    near, far = (
        person("B Petrov", "2", portrait="ffd8a1b2c3d4e5f7"),
        person("B Petrov", "2", portrait="ffd8a1b23c2b1a09"),
    )

    assert "same_portrait" in found(person("Ana Souza", "1", portrait="ffd8a1b2c3d4e5f6"), near)
    assert found(person("Ana Souza", "1", portrait="ffd8a1b2c3d4e5f6"), far) == {}


def test_an_address_of_many_names_is_worth_a_look() -> None:
    home = {"addresses": [{"text": "12 Oak Street, Austin"}]}
    others = [person(name, str(n), **home) for n, name in enumerate(["Boris Petrov", "Chen Wei", "Dara Khan"], 2)]

    assert list(found(person("Ana Souza", "1", **home), *others)) == ["same_address_many"]


def test_without_a_name_nobody_can_be_told_apart() -> None:
    assert reasons(DUPLICATES, applicant(phones=["+15125550133"])) == ["no_name"]


@given(st.text(max_size=200))
def test_whatever_a_phone_holds_alone_it_has_no_duplicate(written: str) -> None:
    assert found(person("Ana Souza", "1", phones=[written])) == {}
