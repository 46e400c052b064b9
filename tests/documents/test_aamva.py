from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.documents.aamva import read_licence
from candor.domain.documents import Zone
from candor.evaluation.id_documents.holders import Holder, licence_text

HOLDER = Holder("SAMPLE PUBLIC", "JOHN QUINCY", "", date(1986, 6, 6), date(2034, 12, 10), "T64235789")


@pytest.mark.parametrize("version", range(1, 11))
@pytest.mark.parametrize("is_canadian", [False, True])
def test_every_version_of_the_standard_is_read(version, is_canadian):
    fields = read_licence(licence_text(HOLDER, version, is_canadian=is_canadian))
    assert fields is not None
    assert (fields.zone, fields.issuer) == (Zone.AAMVA, "CAN" if is_canadian else "USA")
    assert (fields.surname, fields.given_names) == ("SAMPLE PUBLIC", "JOHN QUINCY")
    assert (fields.birth_date, fields.expiry_date) == (HOLDER.birth_date, HOLDER.expiry_date)


def test_the_customer_number_is_not_among_what_is_returned():
    assert HOLDER.number not in repr(read_licence(licence_text(HOLDER, 8, is_canadian=False)))


def test_a_shortened_name_is_said_to_be():
    text = licence_text(HOLDER, 8, is_canadian=False).replace("DDFN", "DDFT")
    fields = read_licence(text)
    assert fields is not None
    assert fields.is_name_cut


@pytest.mark.parametrize("text", ["", "ANSI 636000080001", "https://example.org", "@\n\x1e\rANSI 636000080002DLDAQ1\r"])
def test_text_without_header_or_name_is_no_licence(text):
    assert read_licence(text) is None


@pytest.mark.parametrize("day", ["NONE", "0230198", "13321990", "٠٦٠٦١٩٨٦"])
def test_a_day_that_no_calendar_has_is_none(day):
    fields = read_licence(f"ANSI 636000080001DLDCSSAMPLE\nDACJOHN\nDBB{day}\n")
    assert fields is not None
    assert fields.birth_date is None


@given(st.text(max_size=500), st.text(max_size=200))
def test_any_text_is_taken_without_a_fault(before, after):
    fields = read_licence(before + "ANSI 636000080001DLDCS" + after)
    if fields is not None:
        assert (fields.surname + fields.given_names).replace(" ", "").isprintable()
