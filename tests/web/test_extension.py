from __future__ import annotations


def text(answer):
    return answer.get_data(as_text=True)


def test_the_page_says_what_is_missing_while_the_extension_is_not_built(site):
    browser = site.browser()
    assert "make extension" in text(browser.open("/extension"))
    assert browser.open("/extension/candor-extension.zip").status_code == 404


def test_the_built_extension_is_offered_and_sent(site):
    site.extension_dir.mkdir()
    (site.extension_dir / "dist-chrome.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    browser = site.browser()
    assert "/extension/candor-extension.zip" in text(browser.open("/extension"))
    sent = browser.open("/extension/candor-extension.zip")
    assert sent.data.startswith(b"PK")
    assert "attachment" in sent.headers["Content-Disposition"]


def test_the_practice_call_may_use_the_camera_and_still_no_foreign_code(site):
    page = site.browser().open("/demo/call")
    assert page.status_code == 200
    assert "camera=(self)" in page.headers["Permissions-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_what_is_not_part_of_the_practice_call_is_not_sent(site):
    browser = site.browser()
    for path in ("/demo/nowhere.js", "/demo/../candor.css", "/demo/..%2f..%2fapp.py", "/demo/%00"):
        assert browser.open(path).status_code == 404, path
