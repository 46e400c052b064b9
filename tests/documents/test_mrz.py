from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.documents.check_digits import ALPHABET
from candor.documents.mrz import LAYOUTS, read_zone, zone_of
from candor.domain.documents import CheckDigit, Zone
from candor.evaluation.id_documents.holders import Holder, zone_lines

TODAY = date(2026, 11, 27)
TD3 = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]
TD2 = ["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"]
TD1 = ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"]
MRV_A = ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"]
MRV_B = ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<"]
WORDS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=8)
DAYS = st.dates(date(1930, 1, 1), date(2020, 1, 1))


@pytest.mark.parametrize(
    ("lines", "zone"),
    [(TD1, Zone.TD1), (TD2, Zone.TD2), (TD3, Zone.TD3), (MRV_A, Zone.MRV_A), (MRV_B, Zone.MRV_B)],
)
def test_the_specimens_of_icao_doc_9303_are_read(lines, zone):
    fields = read_zone(lines, TODAY)
    assert fields is not None
    assert (fields.zone, fields.surname, fields.given_names) == (zone, "ERIKSSON", "ANNA MARIA")
    assert fields.wrong_checks == ()
    if zone in {Zone.TD1, Zone.TD2, Zone.TD3}:
        assert (fields.birth_date, fields.expiry_date) == (date(1974, 8, 12), date(2012, 4, 15))
        assert CheckDigit.WHOLE in fields.checks


@pytest.mark.parametrize("zone", list(LAYOUTS))
@given(surname=WORDS, given_names=WORDS, born=DAYS, expires=st.dates(date(2000, 1, 1), date(2070, 1, 1)))
def test_what_is_written_is_read_again(zone, surname, given_names, born, expires):
    holder = Holder(surname, given_names, "", born, expires, "AB12345C7")
    fields = read_zone(zone_lines(holder, zone), TODAY)
    assert fields is not None
    assert (fields.surname, fields.given_names) == (surname, given_names)
    assert (fields.birth_date, fields.expiry_date) == (born, expires)
    assert fields.wrong_checks == ()


@pytest.mark.parametrize(
    ("place", "wrong"), [(0, CheckDigit.NUMBER), (13, CheckDigit.BIRTH_DATE), (21, CheckDigit.EXPIRY_DATE)]
)
def test_a_misread_digit_is_told_by_its_check_digit(place, wrong):
    line = TD3[1][:place] + ("5" if TD3[1][place] != "5" else "6") + TD3[1][place + 1 :]
    fields = read_zone([TD3[0], line], TODAY)
    assert fields is not None
    assert wrong in fields.wrong_checks


def test_a_long_number_goes_on_in_the_optional_data():
    fields = read_zone(["I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", TD1[2]], TODAY)
    assert fields is not None
    assert fields.checks[CheckDigit.NUMBER]


def test_the_number_is_not_among_what_is_returned():
    assert "L898902C3" not in repr(read_zone(TD3, TODAY))


@pytest.mark.parametrize(("field", "expected"), [("<<<<<<", None), ("74<<<<", None), ("740230", None)])
def test_an_unknown_or_impossible_birth_date_is_none(field, expected):
    fields = read_zone([TD3[0], TD3[1][:13] + field + TD3[1][19:]], TODAY)
    assert fields is not None
    assert fields.birth_date is expected


def test_a_name_that_fills_its_field_may_be_cut():
    holder = Holder("NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG KRASUANG", "", date(1990, 1, 1), date(2030, 1, 1), "A")
    fields = read_zone(zone_lines(holder, Zone.TD3), TODAY)
    assert fields is not None
    assert fields.is_name_cut


@given(st.lists(st.text(sorted(ALPHABET), max_size=46), max_size=4))
def test_any_lines_are_read_or_refused_without_a_fault(lines):
    fields = read_zone(lines, TODAY)
    assert (fields is None) == (zone_of(lines) is None)
