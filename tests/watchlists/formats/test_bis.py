"""The Denied Persons List: lines of one name are one entry, and orders that end let their entry end."""

from __future__ import annotations

from datetime import date

import pytest

from candor.watchlists.formats.bis import read_bis
from candor.watchlists.formats.files import ListError, ListFile
from watchlist_builders import file_of

HEAD = (
    '"Name"\t"Street_Address"\t"City"\t"State"\t"Country"\t"Postal_Code"\t'
    '"Effective_Date"\t"Expiration_Date"\t"FR_Citation"\n'
)
ROWS = (
    '" JANE DOE"\t"12 LONG STREET"\t"PORT EXAMPLE"\t"CA"\t"US"\t"90001"\t"01/02/2020"\t"06/29/2056"\t"1 F.R. 1"\n'
    '"JANE DOE"\t"1 SHORT ROAD"\t""\t""\t"US"\t""\t"01/02/2020"\t"06/29/2030"\t"2 F.R. 2"\n'
    '"OLD FIRM"\t""\t""\t""\t"DE"\t""\t"09/10/1981"\t""\t""\n'
)


def test_lines_of_one_name_are_one_entry_until_the_last_order_ends():
    jane, firm = read_bis("bis", [file_of(HEAD + ROWS)]).entries

    assert jane.addresses == ("12 LONG STREET, PORT EXAMPLE, CA, 90001, US", "1 SHORT ROAD, US")
    assert jane.expires_on == date(2056, 6, 29)
    assert firm.expires_on is None


@pytest.mark.parametrize("given", ["", HEAD, "Name,Street\nJane,1\n"])
def test_another_table_is_refused(given):
    with pytest.raises(ListError):
        read_bis("bis", [file_of(given)])


@pytest.mark.shared
def test_the_real_list_is_read_whole(shared):
    path = shared / "data" / "screening" / "bis" / "denied_persons.txt"

    assert len(read_bis("bis", [ListFile(path.name, path.read_bytes())]).entries) == 415
