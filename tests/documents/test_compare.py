from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from candor.documents.compare import birth_date_agreement, compare
from candor.domain.documents import Agreement, CheckDigit, Claims, DocumentFields, Zone

TODAY = date(2026, 11, 27)
FIELDS = DocumentFields(
    *(Zone.TD3, "UTO", "ERIKSSON", "ANNA"),
    is_name_cut=False,
    birth_date=date(1990, 5, 3),
    expiry_date=TODAY,
    checks={CheckDigit.NUMBER: False, CheckDigit.WHOLE: True},
)


def test_a_document_is_compared_in_name_birth_date_expiry_and_check_digits():
    found = compare(FIELDS, Claims("Anna Eriksson", date(1990, 5, 3)), TODAY)
    assert (found.name, found.birth_date) == (Agreement.SAME, Agreement.SAME)
    assert found.is_expired is False, "the day of expiry is still good"
    assert found.wrong_checks == (CheckDigit.NUMBER,)


def test_a_document_expires_the_day_after_its_date():
    assert compare(replace(FIELDS, expiry_date=date(2026, 11, 26)), Claims("x", None), TODAY).is_expired is True
    assert compare(replace(FIELDS, expiry_date=None), Claims("x", None), TODAY).is_expired is None


@pytest.mark.parametrize(
    ("application", "agreement"),
    [
        (date(1990, 5, 3), Agreement.SAME),
        (date(1990, 3, 5), Agreement.NEAR),
        (date(1991, 5, 3), Agreement.NEAR),
        (date(1987, 1, 30), Agreement.OTHER),
        (None, Agreement.UNKNOWN),
    ],
)
def test_birth_dates_agree_by_the_day(application, agreement):
    assert birth_date_agreement(date(1990, 5, 3), application) is agreement
