"""A pack may ask for identifiers, and each is compared as people would."""

import pytest

from candor.domain.applications import Field
from candor.screening.conditions import COMPARABLE, asked_key, holding
from candor.screening.view import View
from screening_builders import applicant

APPLICATION = applicant(
    name="Ana Souza",
    emails=["Ana.Souza+jobs@firma.example"],
    phones=["+1 512-555-0133"],
    links=["https://www.GitHub.com/octocat/"],
    employment=[{"employer": "Dandong Deyun Trading Co., Ltd."}],
    education=[{"institution": "Universität Köln"}],
    addresses=[{"text": "Suite 4, 12 Oak Street, Austin"}],
    documents=[{"text": "We were a leading provider of synergetic ledgers for everybody."}],
)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (Field.EMAILS, "ana.souza@firma.example"),
        (Field.EMAILS, "@firma.example"),
        (Field.PHONES, "+15125550133"),
        (Field.LINKS, "github.com/octocat"),
        (Field.EMPLOYMENT, "dandong deyun trading co ltd"),
        (Field.EDUCATION, "Universitat Koln"),
        (Field.ADDRESSES, "12 Oak Street, Austin"),
        (Field.DOCUMENTS, "synergetic ledgers"),
    ],
)
def test_each_field_finds_its_value_otherwise_written(field: Field, value: str) -> None:
    found = list(holding(View(APPLICATION, {field}), field, frozenset({asked_key(field, value)})))

    assert len(found) == 1
    assert found[0].field is field


@pytest.mark.parametrize(
    ("field", "value"), [(Field.PHONES, "5125550133"), (Field.DOCUMENTS, "ledgers"), (Field.PHONES, "+1")]
)
def test_what_is_too_short_to_mean_one_thing_cannot_be_asked(field: Field, value: str) -> None:
    assert asked_key(field, value) == "" or asked_key(field, value) == "+1"


def test_names_places_and_ages_cannot_be_asked() -> None:
    assert not COMPARABLE & {Field.NAME, Field.PLACE, Field.TIME_ZONE, Field.BIRTH_DATE, Field.NETWORK}


@pytest.mark.parametrize("field", sorted(COMPARABLE))
def test_another_value_is_not_found(field: Field) -> None:
    assert list(holding(View(APPLICATION, {field}), field, frozenset({"something else entirely"}))) == []
