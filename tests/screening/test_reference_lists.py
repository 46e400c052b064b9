"""The shipped lists answer, name their source, and give way to an organisation's own."""

from datetime import date
from pathlib import Path

import pytest

from candor.errors import ConfigurationError
from candor.screening.reference_lists import ReferenceLists

LISTS = ReferenceLists()


def test_domains_for_minutes_are_known_with_those_below_them() -> None:
    assert LISTS.is_disposable("mailinator.com")
    assert LISTS.is_disposable("inbox.Mailinator.com")
    assert not LISTS.is_disposable("gmail.com")
    assert not LISTS.is_disposable("com")


@pytest.mark.parametrize(
    ("ip", "kind"), [("10.0.0.1", None), ("not an address", None), ("", None), ("127.0.0.1", None)]
)
def test_what_is_no_public_address_says_nothing(ip: str, kind: str | None) -> None:
    assert LISTS.network_kind(ip) == kind


def test_networks_are_found_at_both_ends_and_not_beside(tmp_path: Path) -> None:
    (tmp_path / "vpn_networks.txt").write_text("9.9.8.0/24\n2001:550:1d05::/48\n")
    (tmp_path / "hosting_networks.txt").write_text("8.8.8.0/25\n8.8.8.128/25\n")
    lists = ReferenceLists(tmp_path)

    assert [lists.network_kind(ip) for ip in ("9.9.7.255", "9.9.8.0", "9.9.8.255", "9.9.9.0")] == ["", "vpn", "vpn", ""]
    assert lists.network_kind("8.8.8.200") == "hosting"
    assert lists.network_kind("2001:550:1d05::1") == "vpn"


def test_institutions_are_found_by_name_and_spelling() -> None:
    assert LISTS.institution("stanford university") == "Stanford University"
    assert LISTS.site_of("Stanford University") == "stanford.edu"
    assert LISTS.institution("A school that nobody founded") == ""


def test_a_seller_of_degrees_is_named_by_whom_and_near_names_are_not() -> None:
    assert "Randock" in (LISTS.mill("saint regis university") or "")
    assert LISTS.mill("University of California, Berkeley") == ""


@pytest.mark.parametrize(
    ("address", "found"),
    [("4283 Express Lane, Suite 12, Sarasota", True), ("12 Oak St, PMB 77", True), ("12 Pmburg Street, Austin", False)],
)
def test_mail_drops_are_found_as_whole_words(address: str, found: bool) -> None:
    assert bool(LISTS.mail_drop(address)) is found


def test_every_public_number_has_a_day() -> None:
    assert LISTS.public_sms_seen("+15005550000") is None
    assert isinstance(LISTS.public_sms_seen(next(iter(LISTS._public_sms))), date)


@pytest.mark.parametrize(
    "name", ["disposable_domains", "public_sms_numbers", "vpn_networks", "institutions", "mills", "mail_drops"]
)
def test_every_list_names_source_day_and_version(name: str) -> None:
    source = LISTS.source(name)

    assert source is not None
    assert source.title
    assert len(source.version) == 12


def test_an_own_file_takes_the_place_of_a_shipped_one_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "disposable_domains.txt").write_text("# ours\nfirma.example\n")
    lists = ReferenceLists(tmp_path)
    source = lists.source("disposable_domains")

    assert lists.is_disposable("firma.example")
    assert not lists.is_disposable("mailinator.com")
    assert source is not None
    assert source.title.endswith("(own file)")


def test_an_own_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "mills.tsv").write_bytes(b"\xff\xff")

    with pytest.raises(ConfigurationError, match=r"mills\.tsv"):
        ReferenceLists(tmp_path).mill("x")


def test_the_country_of_a_school_is_in_no_list() -> None:
    assert all(len(line.split("\t")) <= 2 for line in LISTS._lines("institutions"))


def test_days_of_domains_come_from_an_own_file_and_a_wrong_day_is_named(tmp_path: Path) -> None:
    file = tmp_path / "domain_ages.tsv"
    file.write_text("# looked up\nNew.example\t2026-11-02\n", encoding="utf-8")
    assert ReferenceLists().domain_created("new.example") is None
    assert ReferenceLists(tmp_path).domain_created("NEW.example") == date(2026, 11, 2)
    file.write_text("new.example\tyesterday\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="domain_ages"):
        ReferenceLists(tmp_path).domain_created("new.example")
