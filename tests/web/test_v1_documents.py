from __future__ import annotations

import base64

import pytest

from candor.domain.documents import DocumentReading
from store_builders import PASSPORT, picture
from web_api import Api, problem


@pytest.fixture
def api(site):
    return Api(site, site.admin)


def sent(data):
    return {"image": base64.b64encode(data).decode()}


def test_an_id_photo_is_sent_and_comes_back(site, api):
    path = f"/candidates/{site.candidate()}/photo"
    assert problem(api.ask("GET", path), 404) == "no_photo"
    assert api.ask("PUT", path, json=sent(picture())).status_code == 204
    assert api.ask("GET", path).json == sent(picture())


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [(b"", 422, "empty_file"), (b"no picture", 422, "not_an_image"), (picture(0), 422, "several_faces")],
)
def test_a_picture_that_cannot_serve_is_refused_by_name(site, api, data, status, code):
    assert problem(api.ask("PUT", f"/candidates/{site.candidate()}/photo", json=sent(data)), status) == code


def test_what_is_no_base64_and_who_is_not_there_is_said(site, api):
    path = f"/candidates/{site.candidate()}/photo"
    assert problem(api.ask("PUT", path, json={"image": "?"}), 400) == "bad_body"
    assert problem(api.ask("PUT", "/candidates/c-x/photo", json=sent(picture())), 404) == "no_such_candidate"


def test_what_a_document_says_is_shown_beside_the_application_without_its_number(site, api):
    candidate = site.candidate(name="Sample Candidate")
    path = f"/candidates/{candidate}"
    site.faces.reading = DocumentReading(is_document=True, fields=PASSPORT)
    assert problem(api.ask("GET", f"{path}/document"), 404) == "no_photo"
    api.ask("PUT", f"{path}/photo", json=sent(picture()))
    claims = {"name": "Sample Candidate", "birth_date": "1990-05-04"}
    assert api.ask("PUT", f"{path}/claims", json=claims).status_code == 204
    told = api.ask("GET", f"{path}/document").json
    assert (told["surname"], told["birth_date"], told["is_expired"]) == ("CANDIDATE", "1990-05-03", False)
    assert (told["name_agrees"], told["birth_date_agrees"]) == ("same", "near")
    assert told["claims"] == claims
    assert "number" not in told


def test_the_other_side_is_read(site, api):
    path = f"/candidates/{site.candidate()}"
    assert problem(api.ask("PUT", f"{path}/document/back", json=sent(picture())), 422) == "no_zone"
    site.faces.back = PASSPORT
    assert api.ask("PUT", f"{path}/document/back", json=sent(picture())).status_code == 204
    assert api.ask("GET", f"{path}/document").json["issuer"] == "UTO"


def test_a_birth_date_in_the_future_is_refused(site, api):
    answer = api.ask("PUT", f"/candidates/{site.candidate()}/claims", json={"name": "S", "birth_date": "2999-01-01"})
    assert problem(answer, 400) == "bad_birth_date"
