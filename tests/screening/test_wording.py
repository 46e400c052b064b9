"""Everything that a run says has its words in both languages."""

import re
from pathlib import Path

import pytest

import candor.screening.checks
from candor.domain.findings import ApplicantState, Severity
from candor.screening.checks import ALL_CHECKS
from candor.screening.wording import load_texts

FOLDER = Path(candor.screening.checks.__file__).parent


@pytest.mark.parametrize("language", ["en", "id"])
def test_states_severities_checks_and_reasons_have_words(language: str) -> None:
    texts = load_texts(language)
    reasons = {code for path in FOLDER.glob("*.py") for code in re.findall(r'Cannot\("(\w+)"\)', path.read_text())}

    assert set(texts.states) == set(ApplicantState)
    assert set(texts.severities) == set(Severity)
    assert set(texts.checks) == {*(check.id for check in ALL_CHECKS), "together"}
    assert set(texts.reasons) == reasons


def test_another_language_gets_english() -> None:
    assert load_texts("../xx") == load_texts("en")
