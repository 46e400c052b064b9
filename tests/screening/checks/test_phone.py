"""A phone number is looked at, and how it is written alone changes no state."""

from datetime import date

import pytest

from candor.domain.findings import ApplicantState
from candor.screening.checks.phone import Phone
from screening_builders import FakeLists, applicant, context, hits, reasons, screened

PHONE = Phone()


@pytest.mark.parametrize("number", ["+1 512-555-0133", "+62 812-3456-7890", "+82 2-312-3456", "+49 30 901820"])
def test_a_usual_number_of_any_country_is_no_finding(number: str) -> None:
    assert hits(PHONE, applicant(phones=[number])) == {}


def test_a_number_without_a_country_code_is_read_by_the_stated_place() -> None:
    assert hits(PHONE, applicant(phones=["0812 3456 7890"], place="Bandung, Indonesia")) == {}


def test_a_number_without_any_country_cannot_be_judged() -> None:
    assert reasons(PHONE, applicant(phones=["0812 3456 7890"])) == ["no_country"]


def test_nothing_stated_is_no_finding() -> None:
    assert reasons(PHONE, applicant()) == ["nothing_stated"]


@pytest.mark.parametrize(("number", "rule"), [("+1 512-555", "invalid"), ("call me", "unreadable")])
def test_a_wrongly_written_number_is_a_note(number: str, rule: str) -> None:
    application = applicant(name="Ana", phones=[number], place="Austin, TX")

    assert list(hits(PHONE, application)) == [rule]
    assert screened(application).state is ApplicantState.NOTHING_FOUND


def test_an_internet_number_is_a_note() -> None:
    assert "voip" in hits(PHONE, applicant(phones=["+44 56 0000 0000"]))


def test_a_number_whose_messages_anybody_reads_is_named_with_the_day() -> None:
    lists = FakeLists(public_sms={"+15125550133": date(2026, 8, 1)})

    hit = hits(PHONE, applicant(phones=["(512) 555-0133"], place="Austin, TX"), context("phone", lists=lists))

    assert hit["public_sms"].values["seen"] == "2026-08-01"
    assert hit["public_sms"].sources


def test_a_number_that_was_public_long_ago_has_a_new_owner() -> None:
    lists = FakeLists(public_sms={"+15125550133": date(2023, 8, 1)})

    assert hits(PHONE, applicant(phones=["+15125550133"]), context("phone", lists=lists)) == {}
