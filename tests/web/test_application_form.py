from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from candor.errors import UsageError
from candor.intake.values import Places, application_of
from candor.web.application_form import EMPTY, address_of, require_whole, rows_of, values_of_form

FORM = {
    "emails": "a@example.org\n\n b@example.org ",
    "phones": "+62 21 5550 1234",
    "place": " Jakarta ",
    "address-shipping": "12 Oak St,\n Austin, TX",
    "education-1-institution": "University of Examples",
    "education-1-end_year": "2012",
    "employment-0-employer": "Example Works",
    "employment-0-end": "present",
    "links-0-url": "https://example.org/me",
    "links-0-code_found": "no",
    "changes-0-kind": "bank",
    "changes-0-after_offer": "yes",
}


def test_what_was_typed_is_read_as_an_application_states_it():
    values = values_of_form(MultiDict(FORM))
    application = application_of(values, 1, Places("form")).application
    assert [stated.value for stated in application.emails] == ["a@example.org", "b@example.org"]
    assert application.addresses[0].value.text == "12 Oak St, Austin, TX"
    assert application.education[0].value.end_year == 2012
    assert application.employment[0].value.is_present
    assert application.links[0].value.code_found is False
    assert application.changes[0].value.after_offer is True


def test_a_line_without_its_first_field_is_told():
    with pytest.raises(UsageError) as caught:
        require_whole(values_of_form(MultiDict({"links-0-code_found": "no"})))
    assert caught.value.code == "incomplete_row"


def test_an_empty_form_states_nothing():
    assert values_of_form(MultiDict({"emails": " \n", "education-0-degree": " "})) == {}


def test_the_form_shows_what_was_typed_and_room_for_more():
    values = values_of_form(MultiDict(FORM))
    first, *more = rows_of(values, "links")
    assert (first["url"], first["code_found"], first["created"]) == ("https://example.org/me", "no", "")
    assert len(more) == EMPTY
    assert address_of(values, "shipping") == "12 Oak St, Austin, TX"
    assert address_of(values, "home") == ""


@pytest.mark.parametrize("n", [0, 6, 40])
def test_no_row_that_was_kept_is_hidden(n):
    assert len(rows_of({"employment": [{"employer": "x"}] * n}, "employment")) >= n
