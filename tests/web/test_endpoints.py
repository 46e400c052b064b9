from __future__ import annotations

from candor.web.endpoints import ENDPOINTS
from candor.web.permissions import mark_of


def test_every_address_says_what_it_does_and_stands_in_the_app_with_its_permission(site):
    registered = {rule.rule for rule in site.app.url_map.iter_rules()}
    for held in ENDPOINTS:
        assert held.told
        assert f"/api/v1{held.path}" in registered
    marks = {mark_of(site.app, name) for name in site.app.view_functions if name.startswith("api_v1.")}
    assert None not in marks


def test_every_parameter_in_a_path_is_one_of_the_function(site):
    assert len({(held.method, held.path) for held in ENDPOINTS}) == len(ENDPOINTS)
