from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from candor.services.inputs import MAX_PHOTO_BYTES
from candor.store.values import Role
from store_builders import picture


def upload(browser, candidate, data, name="id.jpg"):
    return browser.send(f"/candidates/{candidate}/photo", on=f"/candidates/{candidate}", photo=(io.BytesIO(data), name))


def saved(image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def test_the_empty_list_teaches_what_to_do(site):
    page = site.signed_in().open("/").get_data(as_text=True)
    assert "Your first interview in four steps" in page
    assert "/candidates/new" in page


def test_a_candidate_is_added_found_and_shown(site):
    browser = site.signed_in()
    made = browser.send("/candidates/new", on="/candidates/new", name="<b>Bobby</b>", email="", language="id")
    page = browser.open(made.headers["Location"]).get_data(as_text=True)
    assert "&lt;b&gt;Bobby&lt;/b&gt;" in page
    assert "<b>Bobby" not in page
    assert made.headers["Location"] in browser.open("/?q=bobby").get_data(as_text=True)
    assert "No candidate matches" in browser.open("/?q=nobody").get_data(as_text=True)


def test_a_bad_form_comes_back_with_one_sentence(site):
    answer = site.signed_in().send(
        "/candidates/new", on="/candidates/new", name="Sample", email="nowhere", language="en"
    )
    assert answer.status_code == 400
    assert answer.get_data(as_text=True).count('role="alert"') == 1
    assert 'value="Sample"' in answer.get_data(as_text=True)


BAD = {
    "empty": (b"", 422),
    "text": (b"hello", 422),
    "html": (b"<html><script>alert(1)</script>", 422),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 422),
    "pdf": (b"%PDF-1.7\n%", 422),
    "zip": (b"PK\x03\x04" + bytes(100), 422),
    "exe": (b"MZ" + bytes(200), 422),
    "zeros": (bytes(5000), 422),
    "ones": (b"\xff" * 5000, 422),
    "jpeg start only": (b"\xff\xd8", 422),
    "jpeg without data": (picture()[:100], 422),
    "jpeg cut in the middle": (picture()[: len(picture()) // 2], 422),
    "jpeg with damaged tables": (picture()[:20] + bytes(100) + picture()[120:], 422),
    "png start only": (b"\x89PNG\r\n\x1a\n", 422),
    "png cut": (picture(form="PNG")[:60], 422),
    "png with wrong checksum": (picture(form="PNG")[:30] + b"\x00" + picture(form="PNG")[31:], 422),
    "webp start only": (b"RIFF\x00\x00\x00\x00WEBP", 422),
    "webp cut": (picture(form="WEBP")[:40], 422),
    "gif start only": (b"GIF89a", 422),
    "bmp header": (b"BM" + bytes(60), 422),
    "tiff header": (b"II*\x00" + bytes(60), 422),
    "icon": (b"\x00\x00\x01\x00" + bytes(30), 422),
    "no face": (picture(grey=90), 422),
    "white wall": (picture(grey=255), 422),
    "two faces": (picture(grey=0), 422),
    "tiny": (picture(size=(1, 1)), 422),
    "too small": (picture(size=(40, 40)), 422),
    "transparent": (saved(Image.new("RGBA", (200, 200), (0, 0, 0, 0)), "PNG"), 422),
    "palette": (saved(Image.new("P", (200, 200)), "PNG"), 422),
    "sixteen bits": (saved(Image.new("I;16", (200, 200)), "PNG"), 422),
    "too many bytes": (b"\xff\xd8" + bytes(MAX_PHOTO_BYTES), 413),
    "far too many bytes": (b"\xff\xd8" + bytes(2 * MAX_PHOTO_BYTES), 413),
}


def test_each_of_thirty_bad_pictures_is_one_clear_sentence_and_changes_nothing(site):
    assert len(BAD) >= 30
    candidate = site.candidate(consented=True, has_photo=True)
    browser = site.signed_in()
    for name, (data, status) in BAD.items():
        site.app.view_functions.keys()
        answer = upload(browser, candidate, data)
        page = answer.get_data(as_text=True)
        assert answer.status_code == status, name
        assert status == 413 or len(re.findall(r'role="alert"', page)) == 1, name
        assert "Traceback" not in page, name
        site.clock.pass_time(minutes=1)
    assert browser.open(f"/candidates/{candidate}/photo").data == picture()
    assert site.services.candidates.candidate(site.admin, candidate).has_reference
    assert site.faces.embeddings == 1


def test_a_form_without_a_file_is_one_clear_sentence(site):
    candidate = site.candidate()
    answer = site.signed_in().send(f"/candidates/{candidate}/photo", on=f"/candidates/{candidate}")
    assert answer.status_code == 422
    assert "Choose a picture file first" in answer.get_data(as_text=True)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_good_photo_is_kept_and_shown_as_what_it_is(site, form):
    candidate, browser = site.candidate(), site.signed_in()
    assert upload(browser, candidate, picture(form=form)).status_code == 303
    shown = browser.open(f"/candidates/{candidate}/photo")
    assert (shown.data, shown.mimetype) == (picture(form=form), f"image/{form.lower()}")
    assert site.faces.embeddings == 0
    assert "Nothing is computed from it" in browser.open(f"/candidates/{candidate}").get_data(as_text=True)


def test_consent_that_was_read_out_is_recorded_only_with_the_tick(site):
    candidate, browser = site.candidate(has_photo=True), site.signed_in(Role.INTERVIEWER)
    site.assign(site.interview(candidate), Role.INTERVIEWER)
    page = f"/candidates/{candidate}"
    assert browser.send(f"{page}/consent", on=page, decision="granted").status_code == 400
    assert browser.send(f"{page}/consent", on=page, was_read="yes", decision="maybe").status_code == 400
    assert site.faces.embeddings == 0
    assert browser.send(f"{page}/consent", on=page, was_read="yes", decision="granted").status_code == 303
    assert site.faces.embeddings == 1
    assert "recorded by Interviewer" in browser.open(page).get_data(as_text=True)


def test_a_photo_that_turned_out_useless_says_so_and_can_be_tried_again(site):
    candidate, browser = site.candidate(has_photo=True), site.signed_in()
    page = f"/candidates/{candidate}"
    site.faces.refuses_reference = True
    browser.send(f"{page}/consent", on=page, was_read="yes", decision="granted")
    assert "cannot be used for comparison" in browser.open(page).get_data(as_text=True)
    site.faces.refuses_reference = False
    assert browser.send(f"{page}/reference", on=page).status_code == 303
    assert "Ready:" in browser.open(page).get_data(as_text=True)


def test_an_interview_is_created_with_its_pairing_code(site):
    candidate, browser = site.candidate(consented=True), site.signed_in()
    page = f"/candidates/{candidate}"
    assert browser.send(f"{page}/interviews", on=page, title=" ").status_code == 400
    made = browser.send(f"{page}/interviews", on=page, title="Engineer, round 1")
    shown = browser.open(made.headers["Location"]).get_data(as_text=True)
    assert re.search(r"http://localhost#[2-9A-Z]{4}-[2-9A-Z]{4}", shown)


def test_erasing_asks_once_more_and_leaves_nothing(site):
    candidate, browser = site.candidate(has_photo=True), site.signed_in()
    page = f"/candidates/{candidate}"
    assert "cannot be undone" in browser.open(f"{page}/erase").get_data(as_text=True)
    assert browser.send(f"{page}/erase", on=f"{page}/erase").headers["Location"] == "/?erased=1"
    assert browser.open(page).status_code == 404
    assert "was destroyed" in browser.open("/?erased=1").get_data(as_text=True)


def test_an_interviewer_sees_no_link_and_may_not_change_candidates(site):
    candidate, browser = site.candidate(), site.signed_in(Role.INTERVIEWER)
    site.assign(site.interview(candidate), Role.INTERVIEWER)
    page = f"/candidates/{candidate}"
    shown = browser.open(page).get_data(as_text=True)
    assert "/c/" not in shown
    assert "/erase" not in shown
    assert browser.open("/candidates/new").status_code == 403
    assert browser.open(f"{page}/erase").status_code == 403
    for path in ("photo", "interviews", "erase", "reference"):
        assert browser.send(f"{page}/{path}", on=page, title="x", photo=(io.BytesIO(picture()), "x")).status_code == 403


@pytest.mark.parametrize("candidate", ["c-nobody", "%00", "..", "x" * 3000, "' OR 1=1"])
def test_an_unknown_candidate_is_a_page_not_a_crash(site, candidate):
    assert site.signed_in().open(f"/candidates/{candidate}").status_code == 404
