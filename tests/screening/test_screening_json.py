"""The document names every rule once and says nothing that could be sorted into a ranking."""

import json
from dataclasses import replace

from candor.domain.findings import Way
from candor.screening.screening_json import finding_values, rulebook_values, screening_values
from screening_builders import applicant, screened, shipped_rules

APPLICATION = applicant(name="Ana", emails=["ana@minutes.example"], id="7")


def test_a_screening_is_plain_json_with_words_in_both_languages() -> None:
    values = json.loads(json.dumps(screening_values(screened(APPLICATION))))

    assert values["id"] == "7"
    assert values["state"] == "check"
    assert set(values["findings"][0]["what"]) == {"en", "id"}
    assert values["fields_read"]["email"] == ["name", "emails"]


def test_every_finding_s_rule_stands_in_the_rulebook() -> None:
    rules = rulebook_values(shipped_rules())["rules"]

    for finding in screening_values(screened(APPLICATION))["findings"]:
        assert rules[finding["rule"]]["innocent"]
        assert rules[finding["rule"]]["next_step"]["id"]


def test_the_way_to_a_listed_firm_goes_along_to_be_drawn() -> None:
    finding = screened(APPLICATION).findings[0]
    tied = replace(finding, way=Way(("Front Trading", "Listed"), ("linked",), is_sanctioned=True))

    assert finding_values(finding)["way"] is None
    assert json.loads(json.dumps(finding_values(tied)))["way"] == {
        "names": ["Front Trading", "Listed"],
        "steps": ["linked"],
        "is_sanctioned": True,
    }


def test_there_is_no_score_and_no_rank() -> None:
    text = json.dumps([screening_values(screened(APPLICATION)), rulebook_values(shipped_rules())]).casefold()

    assert not [
        word for word in ('"score"', '"rank"', '"risk"', '"probability"', '"confidence"', "reject") if word in text
    ]
