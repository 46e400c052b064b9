"""Places within one application are compared; one difference is a note, whatever the places are."""

import pytest

from candor.domain.findings import ApplicantState
from candor.screening.checks.geography import Geography
from screening_builders import FakeLists, applicant, context, hits, reasons, screened

GEOGRAPHY = Geography()
AUSTIN = {"place": "Austin, TX", "phones": ["+1 512-555-0133"], "time_zone": "America/Chicago"}


def test_places_that_go_together_are_no_finding() -> None:
    assert hits(GEOGRAPHY, applicant(**AUSTIN)) == {}


@pytest.mark.parametrize(
    ("place", "number"),
    [
        ("Austin, TX", "+62 812-3456-7890"),
        ("Bandung, Indonesia", "+1 512-555-0133"),
        ("Seoul, South Korea", "+49 30 901820"),
    ],
)
def test_a_phone_from_elsewhere_is_a_note_wherever_that_is(place: str, number: str) -> None:
    application = applicant(place=place, phones=[number])

    assert list(hits(GEOGRAPHY, application)) == ["phone_elsewhere"]
    assert screened(application).state is ApplicantState.NOTHING_FOUND


def test_one_phone_at_home_is_enough() -> None:
    assert hits(GEOGRAPHY, applicant(place="Austin, TX", phones=["+62 812-3456-7890", "+1 512-555-0133"])) == {}


def test_a_far_time_zone_is_a_note_and_any_zone_of_a_wide_country_is_at_home() -> None:
    assert "time_zone_elsewhere" in hits(GEOGRAPHY, applicant(place="Austin, TX", time_zone="UTC+8"))
    assert hits(GEOGRAPHY, applicant(place="Austin, TX", time_zone="America/Los_Angeles")) == {}
    assert "unknown_time_zone" in reasons(GEOGRAPHY, applicant(place="Austin, TX", time_zone="Middle Earth"))


def test_without_a_country_nothing_is_compared() -> None:
    assert "no_place" in reasons(GEOGRAPHY, applicant(place="Springfield", phones=["+62 812-3456-7890"]))


def test_vpn_and_data_centre_are_notes() -> None:
    lists = FakeLists(networks={"5.5.5.5": "vpn", "6.6.6.6": "hosting"})
    application = applicant(network=[{"ip": "5.5.5.5"}, {"ip": "6.6.6.6"}])

    assert list(hits(GEOGRAPHY, application, context("geography", lists=lists))) == ["network_vpn", "network_hosting"]
    assert screened(application, lists=lists).state is ApplicantState.NOTHING_FOUND


def test_a_home_network_elsewhere_is_a_note_and_a_vpn_says_nothing_of_a_place() -> None:
    network = [{"ip": "5.5.5.5", "country": "ID"}]
    vpn = context("geography", lists=FakeLists(networks={"5.5.5.5": "vpn"}))

    assert "network_elsewhere" in hits(GEOGRAPHY, applicant(place="Austin, TX", network=network))
    assert "network_elsewhere" not in hits(GEOGRAPHY, applicant(place="Austin, TX", network=network), vpn)


AT = {"at": "2026-11-01T10:00:00Z", "latitude_deg": 30.27, "longitude_deg": -97.74}


@pytest.mark.parametrize(("hours", "found"), [("12:00", True), ("22:00", False)])
def test_a_way_that_nobody_can_travel_in_the_time_is_named(hours: str, found: bool) -> None:
    there = {"ip": "2.2.2.2", "at": f"2026-11-01T{hours}:00Z", "latitude_deg": 48.86, "longitude_deg": 2.35}
    application = applicant(network=[{"ip": "1.1.1.1", **AT}, there])

    assert ("impossible_travel" in hits(GEOGRAPHY, application)) is found


def test_a_vpn_does_not_travel() -> None:
    there = {"ip": "2.2.2.2", "at": "2026-11-01T12:00:00Z", "latitude_deg": 48.86, "longitude_deg": 2.35}
    lists = FakeLists(networks={"2.2.2.2": "vpn"})
    application = applicant(network=[{"ip": "1.1.1.1", **AT}, there])

    assert "impossible_travel" not in hits(GEOGRAPHY, application, context("geography", lists=lists))


def test_three_differences_together_are_worth_a_look() -> None:
    application = applicant(
        place="Austin, TX",
        phones=["+62 812-3456-7890"],
        time_zone="UTC+8",
        network=[{"ip": "5.5.5.5", "country": "ID"}],
    )

    assert screened(application).state is ApplicantState.CHECK
