from __future__ import annotations

import re

from flask import Flask

from candor.web.app import BLUEPRINTS, create_app


def test_the_app_is_made_from_services_and_settings_alone(site):
    app = create_app(site.services, site.settings)
    assert isinstance(app, Flask)
    assert set(app.blueprints) == {blueprint.name for blueprint in BLUEPRINTS}
    assert app.test_client().get("/health").status_code == 200


def test_a_session_survives_a_restart_of_the_server(site):
    browser = site.signed_in()
    again = create_app(site.services, site.settings).test_client()
    cookie = browser.client.get_cookie("candor")
    again.set_cookie("candor", cookie.value)
    assert again.get("/").status_code == 200


def test_every_page_has_title_language_skip_link_and_main_part(site):
    browser = site.signed_in()
    interview = site.interview()
    candidate = site.services.interviews.interview(site.admin, interview).candidate
    for path in (
        "/",
        "/candidates/new",
        f"/candidates/{candidate}",
        f"/candidates/{candidate}/erase",
        f"/interviews/{interview}",
        f"/interviews/{interview}/report",
        "/people",
        "/extension",
        site.link(candidate),
        "/nowhere",
    ):
        page = browser.open(path).get_data(as_text=True)
        for part in ("<title>", '<html lang="en">', 'href="#main"', '<main id="main"', "<h1"):
            assert page.count(part) == 1, (path, part)


def test_every_field_of_a_form_has_its_label(site):
    browser = site.signed_in()
    candidate = site.candidate(consented=True)
    for path in ("/candidates/new", f"/candidates/{candidate}", "/people", site.link(candidate)):
        page = browser.open(path).get_data(as_text=True)
        fields = re.findall(r'<(?:input|select) (?![^>]*type="hidden")[^>]*?id="([^"]+)"', page)
        assert fields
        for field in fields:
            assert f'for="{field}"' in page, (path, field)
