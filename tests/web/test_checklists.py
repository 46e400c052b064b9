from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest

from candor.checklists.written import as_toml
from candor.domain.checklist import MAX_ITEMS
from candor.store.values import Role
from checklist_builders import TEMPLATE, typed


@pytest.fixture
def own(site) -> str:
    """The address of a checklist that the organisation wrote."""
    return f"/checklists/{site.services.checklists.read(site.admin, as_toml(TEMPLATE).encode())}"


def text(answer) -> str:
    return answer.get_data(as_text=True)


def save(browser, own: str, **changes: str):
    return browser.send(f"{own}/edit", on=f"{own}/edit", action="save", **{**typed(), **changes})


def test_the_list_shows_shipped_and_own_ones_and_a_copy_opens_in_the_editor(site):
    browser = site.signed_in()
    assert "comes with Candor" in text(browser.open("/checklists"))
    copy = browser.send("/checklists/default/copy", on="/checklists/default").headers["Location"]
    page = text(browser.open(copy))
    assert 'value="Remote interview (copy)"' in page
    assert 'value="Kamera menyala, latar terbuka"' in page
    assert len(page) < 300_000
    assert "Remote interview (copy)" in text(browser.open("/checklists"))
    assert browser.open("/checklists/default/edit").status_code == 400


def test_saving_makes_a_version_and_the_page_says_what_it_changed(site, own):
    browser = site.signed_in()
    assert save(browser, own, **{"item-2-say-en": "Where <now>?"}).headers["Location"] == own
    page = text(browser.open(own))
    assert "Where &lt;now&gt;?" in page
    assert re.search(r"Title of place:\s+words", page)
    older = text(browser.open(f"{own}?version=1"))
    assert "Say place" in older
    assert "older version" in older


def test_errors_stand_at_their_fields_and_nothing_that_was_typed_is_lost(site, own):
    browser = site.signed_in()
    wrong = {
        "item-2-title-id": "",
        "item-3-anchors-en": "One & only",
        "item-3-anchors-id": "Satu",
        "title-en": "y" * 61,
    }
    answer = save(browser, own, **wrong)
    page = text(answer)
    assert answer.status_code == 400
    assert page.count('role="alert"') == 1
    assert page.count('aria-invalid="true"') == 3
    for field in ("title-en", "item-2-title-id", "item-3-anchors-en"):
        assert f'id="{field}-problem"' in page
    assert "One &amp; only" in page
    assert "y" * 61 in page
    assert len(re.findall(r" autofocus", page)) == 1
    assert len(site.services.checklists.versions(site.admin, own.removeprefix("/checklists/"))) == 1


def test_the_buttons_of_the_editor_work_without_script_and_keep_what_was_typed(site, own):
    browser = site.signed_in()
    for action in ("add-place", "up-1", "down-0", "remove-4", "nonsense"):
        answer = browser.send(f"{own}/edit", on=f"{own}/edit", **{**typed(), "title-en": "Typed", "action": action})
        page = text(answer)
        assert answer.status_code == 200
        assert 'value="Typed"' in page
        assert len(re.findall(r'name="item-\d+-id"', page)) == {"add-place": 6, "remove-4": 4}.get(action, 5)
        assert len(re.findall(r" autofocus", page)) == (0 if action == "nonsense" else 1)
    assert len(site.services.checklists.versions(site.admin, own.removeprefix("/checklists/"))) == 1


def test_the_largest_checklist_can_be_saved_and_its_page_stays_small(site):
    browser = site.signed_in()
    line = {"en": "\u1000" * 300, "id": "\u1000" * 300}
    one = replace(
        TEMPLATE.items[2], say=line, hint=line, follow_ups=(line,) * 2, title={"en": "t" * 60, "id": "t" * 60}
    )
    items = tuple(replace(one, id=f"item_{n}") for n in range(MAX_ITEMS))
    named = site.services.checklists.read(site.admin, as_toml(replace(TEMPLATE, items=items)).encode())
    full = site.services.checklists.known(site.admin, named).template
    own = f"/checklists/{named}"
    assert browser.send(f"{own}/edit", on=f"{own}/edit", **typed(full), action="save").status_code == 303
    assert "add-place" not in text(browser.open(f"{own}/edit"))


def test_who_saves_after_somebody_else_is_told_and_may_save_again(site, own):
    browser = site.signed_in()
    save(browser, own, **{"title-en": "First"})
    answer = save(browser, own, **{"title-en": "Second"})
    assert answer.status_code == 400
    assert 'value="Second"' in text(answer)
    assert 'name="version" value="2"' in text(answer)
    assert save(browser, own, **{"title-en": "Second", "version": "2"}).status_code == 303
    assert "version 3" in text(browser.open(own))


def test_a_file_goes_out_and_comes_in(site, own):
    browser = site.signed_in()
    sent = browser.open(f"{own}/file.toml?version=1")
    assert sent.headers["Content-Disposition"].endswith('-1.toml"')
    made = browser.send("/checklists/import", on="/checklists", file=(io.BytesIO(sent.data), "small.toml"))
    again = site.services.checklists.known(site.admin, made.headers["Location"].removeprefix("/checklists/"))
    assert replace(again.template, id="small") == TEMPLATE
    refused = browser.send("/checklists/import", on="/checklists", file=(io.BytesIO(b"no = ["), "no.toml"))
    assert refused.status_code == 400
    assert text(refused).count('role="alert"') == 1


def test_a_round_chooses_an_own_one_and_a_retired_one_is_no_longer_offered(site, own):
    browser = site.signed_in()
    assert "A small checklist" in text(browser.open("/jobs/new"))
    browser.send(f"{own}/retired", on=own, retired="yes")
    assert "A small checklist" not in text(browser.open("/jobs/new"))
    assert "retired" in text(browser.open("/checklists"))
    browser.send(f"{own}/retired", on=own, retired="no")
    assert "A small checklist" in text(browser.open("/jobs/new"))


def test_pages_are_in_indonesian_too(site, own):
    browser = site.signed_in()
    browser.client.set_cookie("candor_language", "id")
    assert "Simpan sebagai versi baru" in text(browser.open(f"{own}/edit"))
    assert "Tulis ini dalam kedua bahasa" in text(save(browser, own, **{"item-2-title-id": ""}))


def test_interviewers_read_and_see_no_button(site, own):
    page = text(site.signed_in(Role.INTERVIEWER).open(own))
    assert "Say place" in page
    assert f"{own}/edit" not in page
    assert f"{own}/copy" not in page


@pytest.mark.parametrize(
    "path", ["none", "none/edit", "none/file.toml", "default?version=99", "%00", "default?version=²"]
)
def test_an_unknown_checklist_is_a_page_not_a_crash(site, path):
    assert site.signed_in().open(f"/checklists/{path}").status_code in {200, 404}
