from __future__ import annotations

import io
from dataclasses import replace

import pytest

from candor.domain.findings import Way

SMS = {"emails": "someone@mailinator.com", "place": "Austin, TX, US"}


def text(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def candidate(site):
    return site.candidate()


@pytest.fixture
def staff(site):
    return site.signed_in()


def file(staff, candidate, **fields):
    place = f"/candidates/{candidate}/application"
    return staff.send(place, on=place, **fields)


def test_an_application_is_noted_and_its_findings_stand_on_the_candidates_page(staff, candidate):
    assert "Note the application" in text(staff.open(f"/candidates/{candidate}"))
    answer = file(staff, candidate, **SMS)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/candidates/{candidate}#screening")
    page = text(staff.open(f"/candidates/{candidate}"))
    for words in ("Harmless reasons", "Next step:", "someone@mailinator.com", "not findings about the person"):
        assert words in page
    assert "%" not in page.split('id="screening"')[1].split("</section>")[0], "no score"


def test_the_work_list_names_who_waits_until_somebody_settles_it(staff, candidate):
    assert "Nothing waits" in text(staff.open("/screening"))
    file(staff, candidate, **SMS)
    assert f'href="/candidates/{candidate}#screening"' in text(staff.open("/screening"))
    staff.send(
        f"/candidates/{candidate}/screening", on=f"/candidates/{candidate}", outcome="harmless", words="A <b>relay</b>."
    )
    assert "Nothing waits" in text(staff.open("/screening"))
    assert "A &lt;b&gt;relay&lt;/b&gt;." in text(staff.open(f"/candidates/{candidate}"))


def test_what_cannot_be_read_is_told_beside_what_was_typed(staff, candidate):
    broken = (io.BytesIO(b"%PDF-1.7 broken"), "cv.pdf")
    answer = file(staff, candidate, place="Austin, TX", cv=broken)
    assert answer.status_code == 400
    assert 'role="alert"' in text(answer)
    assert 'value="Austin, TX"' in text(answer)


def test_the_form_shows_again_what_was_kept(staff, candidate):
    cv = (io.BytesIO(b"Some words about earlier work."), "my cv.txt")
    file(staff, candidate, **{"education-0-institution": 'Uni "X"', "cv": cv})
    page = text(staff.open(f"/candidates/{candidate}/application"))
    assert 'value="Uni &#34;X&#34;"' in page
    assert "Kept from before: my cv.txt." in page


def test_it_is_said_in_indonesian_too(site, candidate):
    staff = site.signed_in()
    file(staff, candidate, **SMS)
    staff.send("/language", on="/", language="id", next="/")
    page = text(staff.open(f"/candidates/{candidate}"))
    assert "Sebab yang biasa" in page
    assert "Kewarganegaraan, asal" in text(staff.open(f"/candidates/{candidate}/application"))


@pytest.mark.parametrize("skip", ["-1", "x", "99999999999", "٣"])
def test_an_odd_place_in_the_list_is_its_beginning(staff, skip):
    assert staff.open(f"/screening?skip={skip}").status_code == 200


def test_the_way_to_a_listed_one_is_drawn_and_its_names_are_no_markup(site, staff, candidate):
    file(staff, candidate, **SMS)
    found = site.store.screenings.of(candidate).screening
    way = Way(("Front <b>Works</b>", "Listed Trading"), ("same_name",), is_sanctioned=True)
    drawn = replace(found, findings=(replace(found.findings[0], way=way),))
    site.store.screenings.keep("p-1", candidate, drawn)
    page = text(staff.open(f"/candidates/{candidate}"))
    assert 'class="tie-picture"' in page
    assert "Front &lt;b&gt;Works" in page


def test_it_is_looked_through_again_on_request(staff, candidate):
    file(staff, candidate, **SMS)
    answer = staff.send(f"/candidates/{candidate}/screening/again", on=f"/candidates/{candidate}")
    assert answer.status_code == 303
