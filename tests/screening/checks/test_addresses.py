"""Where equipment shall go, beside where the ID says that somebody lives."""

import pytest

from candor.domain.findings import ApplicantState
from candor.screening.checks.addresses import Addresses
from screening_builders import applicant, hits, reasons, screened

ADDRESSES = Addresses()
HOME = {"kind": "id", "text": "12 Oak Street, Austin, TX 78701"}


def shipping(text: str) -> dict[str, str]:
    return {"kind": "shipping", "text": text}


@pytest.mark.parametrize(
    "text", ["12 Oak Street, Austin, TX 78701", "12 OAK STREET; Austin TX", "Apt 4, 12 Oak Street, Austin"]
)
def test_the_same_address_otherwise_written_is_no_finding(text: str) -> None:
    assert hits(ADDRESSES, applicant(addresses=[HOME, shipping(text)])) == {}


def test_another_address_is_a_note() -> None:
    application = applicant(addresses=[HOME, shipping("700 Pine Road, Denver, Colorado")])

    assert list(hits(ADDRESSES, application)) == ["ships_elsewhere"]
    assert screened(application).state is ApplicantState.NOTHING_FOUND


def test_another_country_is_worth_a_look() -> None:
    application = applicant(addresses=[HOME, shipping("Jl. Melati 3, Bandung, Indonesia")])

    assert list(hits(ADDRESSES, application)) == ["ships_abroad"]
    assert screened(application).state is ApplicantState.CHECK


def test_a_mail_drop_is_named_wherever_it_stands() -> None:
    assert hits(ADDRESSES, applicant(addresses=[shipping("500 Main St, PMB 12, Reno")]))["mail_drop"].values == {
        "whose": "a mail drop"
    }


def test_one_address_alone_cannot_be_compared() -> None:
    assert reasons(ADDRESSES, applicant(addresses=[HOME])) == ["one_address"]
    assert reasons(ADDRESSES, applicant()) == ["nothing_stated"]
