from __future__ import annotations

import hashlib
import zipfile


def text(answer):
    return answer.get_data(as_text=True)


def build(site):
    site.extension_dir.mkdir()
    for browser in ("chrome", "firefox"):
        with zipfile.ZipFile(site.extension_dir / f"dist-{browser}.zip", "w") as opened:
            opened.writestr("manifest.json", '{"version": "1.2.3"}')


def test_the_page_says_what_is_missing_while_the_extension_is_not_built(site):
    browser = site.browser()
    assert "make extension" in text(browser.open("/extension"))
    assert browser.open("/extension/candor-chrome.zip").status_code == 404


def test_anybody_can_have_the_built_extension_for_each_browser(site):
    build(site)
    browser = site.browser()
    page = text(browser.open("/extension"))
    for name in ("chrome", "firefox"):
        assert f"/extension/candor-{name}.zip" in page
        sent = browser.open(f"/extension/candor-{name}.zip")
        assert f"candor-1.2.3-{name}.zip" in sent.headers["Content-Disposition"]
        assert hashlib.sha256(sent.data).hexdigest() in page


def test_the_page_says_what_an_interview_takes_of_the_network(site):
    assert "at most 400 kbit/s" in text(site.browser().open("/extension"))


def test_there_is_no_package_for_other_browsers_and_no_other_file(site):
    build(site)
    for path in ("/extension/candor-opera.zip", "/extension/candor-..%2f.zip", "/extension/dist-chrome.zip"):
        assert site.browser().open(path).status_code == 404, path


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
