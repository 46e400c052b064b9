from __future__ import annotations

import re

from candor.store.values import Role

PAGE = "/account/tokens"


def text(answer):
    return answer.get_data(as_text=True)


def test_a_token_is_made_shown_once_and_revoked(site):
    browser = site.signed_in(Role.RECRUITER)
    assert "There is no token yet" in text(browser.open(PAGE))
    shown = text(browser.send(PAGE, on=PAGE, name="Sample program", days="30", scope="candidates:read"))
    secret = re.search(r'id="token"[^>]*>(candor_[\w-]+)<', shown)
    assert secret is not None
    page = text(browser.open(PAGE))
    assert secret[1] not in page
    assert "never used" in page
    revoke = re.search(r'action="(/account/tokens/t-\w+/revoke)"', page)
    assert revoke is not None
    browser.send(revoke[1], on=PAGE)
    assert "revoked" in text(browser.open(PAGE))


def test_what_cannot_be_made_is_one_sentence_and_keeps_the_name(site):
    browser = site.signed_in()
    for days, scope in (("x", "candidates:read"), ("30", "everything")):
        answer = browser.send(PAGE, on=PAGE, name="Sample program", days=days, scope=scope)
        assert answer.status_code == 400
        assert text(answer).count('role="alert"') == 1
        assert 'value="Sample program"' in text(answer)


def test_the_page_lists_every_address(site):
    page = text(site.signed_in().open(PAGE))
    assert "GET /candidates/{candidate}" in page.replace("&#123;", "{")
    assert "openapi.json" in page
