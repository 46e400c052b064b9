"""Changes after the offer are shown; before it everybody may correct what they wrote."""

from typing import Any

import pytest

from candor.domain.findings import ApplicantState
from candor.screening.checks.onboarding import Onboarding
from screening_builders import applicant, hits, reasons, screened

ONBOARDING = Onboarding()


def changed(*kinds: str, after_offer: bool = True) -> Any:
    return applicant(
        changes=[{"kind": kind, "after_offer": after_offer, "before": "a", "after": "b"} for kind in kinds]
    )


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        (["address"], ApplicantState.CHECK),
        (["bank"], ApplicantState.NOTHING_FOUND),
        (["contact"], ApplicantState.NOTHING_FOUND),
        (["bank", "bank"], ApplicantState.CHECK),
        (["bank", "contact"], ApplicantState.CHECK),
    ],
)
def test_what_was_changed_after_the_offer_decides_whether_to_look(kinds: list[str], state: ApplicantState) -> None:
    assert screened(changed(*kinds)).state is state


def test_a_change_before_the_offer_is_nothing() -> None:
    assert hits(ONBOARDING, changed("address", "bank", after_offer=False)) == {}


def test_no_changes_are_no_finding() -> None:
    assert reasons(ONBOARDING, applicant()) == ["nothing_stated"]
