"""Protected traits and their stand-ins are refused when a rule is loaded, in a sentence."""

import pytest

from candor.domain.applications import Field
from candor.errors import ConfigurationError
from candor.screening.checks import ALL_CHECKS
from candor.screening.firewall import allowed_fields, forbidden_trait, stand_in


@pytest.mark.parametrize(
    "name",
    [
        "nationality",
        "Nationality",
        "ethnicity",
        "birthplace",
        "Place of Birth",
        "accent",
        "name_origin",
        "school country",
        "university_country",
        "zip_income",
        "ZIP",
        "gender",
    ],
)
def test_a_protected_trait_is_refused_by_name(name: str) -> None:
    assert forbidden_trait(name)
    with pytest.raises(ConfigurationError, match="No check of Candor may read that"):
        allowed_fields([name], "rule 'x'")


@pytest.mark.parametrize("field", Field)
def test_no_field_of_an_application_is_a_protected_trait(field: Field) -> None:
    assert forbidden_trait(field) is None
    assert allowed_fields([field], "rule 'x'") == {field}


@pytest.mark.parametrize("name", ["original_file", "sextant", "traced", "unionised_list"])
def test_a_word_that_only_holds_a_trait_s_letters_is_not_refused(name: str) -> None:
    assert forbidden_trait(name) is None


def test_what_no_application_has_is_an_unknown_field() -> None:
    with pytest.raises(ConfigurationError, match="which no application has"):
        allowed_fields(["shoe_size"], "rule 'x'")


@pytest.mark.parametrize(
    "value",
    [
        "North Korea",
        "china",
        "Korean",
        "bahasa Korea",
        "North Korean nationals",
        "Korea",
        "kp",
        "@kp",
        ".ru",
        "*.cn",
        "com.cn",
    ],
)
def test_a_value_that_stands_in_for_origin_is_named(value: str) -> None:
    assert stand_in(value) == "origin"


@pytest.mark.parametrize("value", ["Dandong Deyun Trading Co.", "mailinator.com", "acme.co", "+12025550123", "octocat"])
def test_names_of_firms_domains_and_numbers_are_none(value: str) -> None:
    assert stand_in(value) is None


def test_every_check_declares_only_what_may_be_read() -> None:
    for check in ALL_CHECKS:
        assert allowed_fields(check.reads, check.id) == check.reads
