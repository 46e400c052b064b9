from __future__ import annotations

import io

from candor.store.values import Job, JobRound, Role
from candor.web.imports import SHOWN_ROWS

PAGE = "/candidates/import"


def send(browser, data, **fields):
    return browser.send(PAGE, on=PAGE, file=(io.BytesIO(data), "people.csv"), language="en", **fields)


def test_a_file_is_read_shown_and_added_and_what_is_left_is_downloaded(site):
    job = site.services.jobs.create(site.admin, Job("", "Engineer", 30, (JobRound("", "Talk"),)))
    browser = site.signed_in()
    read = send(browser, "nama;email\nÓscar <b>;o@x.org\nBudi;nowhere\n".encode("cp1252"), job=job)
    page = browser.open(read.headers["Location"]).get_data(as_text=True)
    assert "Óscar &lt;b&gt;" in page
    assert "line 3" in page
    assert "The e-mail address is none." in page
    assert site.services.candidates.page(site.admin).total == 0
    browser.send(read.headers["Location"], on=read.headers["Location"])
    page = browser.open(read.headers["Location"]).get_data(as_text=True)
    assert "Added: 1." in page
    assert f"/?job={job}" in page
    left = browser.open(read.headers["Location"] + "/left.csv")
    assert left.headers["Content-Disposition"] == 'attachment; filename="candidates-left.csv"'
    assert left.get_data(as_text=True).endswith("Budi,nowhere,The e-mail address is none.\r\n")


def test_a_long_file_is_shown_in_part(site):
    browser = site.signed_in()
    read = send(browser, b"name,email\n" + b"Ana,\n" * 150 + b",x\n" * 150)
    page = browser.open(read.headers["Location"]).get_data(as_text=True)
    assert page.count("and 50 more") == 2
    assert page.count("line ") == SHOWN_ROWS


def test_what_cannot_be_read_is_one_sentence(site):
    browser = site.signed_in()
    for data in (b"", b"PK\x03\x04", b"phone\n1,2\n", b"x" * 3_000_000):
        answer = send(browser, data)
        assert answer.status_code == 400
        assert answer.get_data(as_text=True).count('role="alert"') == 1
    assert browser.send(PAGE, on=PAGE, language="en").status_code == 400


def test_only_recruiters_import_and_a_name_that_is_none_is_a_page(site):
    browser = site.signed_in(Role.INTERVIEWER)
    assert browser.open(PAGE).status_code == 403
    assert browser.open(f"{PAGE}/x").status_code == 403
    for name in ("x", "%00", "x" * 3000):
        assert site.signed_in().open(f"{PAGE}/{name}/left.csv").status_code == 404
