from __future__ import annotations

from datetime import date

import pytest

from candor.bootstrap.screening_process import ScreeningProcess
from candor.errors import UsageError
from candor.services.screener import Upload
from candor.settings import Settings

TODAY = date(2026, 11, 22)
PACK = """
[pack]
id = "ours"
version = 1
title = { en = "Our list", id = "Daftar kami" }

[[rules]]
id = "front"
severity = "check"
reads = ["employment"]
when = [{ field = "employment", any_of = ["Front Trading Co"] }]
what = { en = "{value} is on our list.", id = "{value} ada dalam daftar kami." }
false_alarms = { en = "Firms share names.", id = "Nama perusahaan sama." }
innocent = [{ en = "Another firm of that name.", id = "Perusahaan lain bernama sama." }]
next_step = { en = "Call the firm.", id = "Telepon perusahaannya." }
source = { title = "Case 12", date = 2026-10-01 }
expires = 2027-10-01
"""


@pytest.fixture
def screener(tmp_path):
    screener = ScreeningProcess(Settings(home=tmp_path))
    yield screener
    screener.close()


def test_an_application_is_read_and_judged_elsewhere_and_errors_come_back_as_they_are(screener):
    filed = screener.read({"id": "c-1", "emails": ["someone@mailinator.com"]}, Upload("cv.txt", b"Some words."), ())
    found = screener.judge(filed.application, {}, TODAY)
    assert "email.disposable" in {finding.rule for finding in found.findings}
    with pytest.raises(UsageError) as caught:
        screener.read({"phones": 7}, None, ())
    assert caught.value.code == "bad_application"


def test_packs_in_the_home_folder_are_applied_and_a_wrong_one_is_named(screener, tmp_path):
    (tmp_path / "packs").mkdir()
    pack = tmp_path / "packs" / "ours.toml"
    pack.write_text(PACK, encoding="utf-8")
    application = screener.read({"id": "c-1", "employment": [{"employer": "Front Trading Co"}]}, None, ()).application
    assert "ours.front" in {finding.rule for finding in screener.judge(application, {}, TODAY).findings}
    pack.write_text(PACK.replace("employment", "nationality"), encoding="utf-8")
    with pytest.raises(UsageError, match="nationality"):
        screener.judge(application, {}, date(2026, 11, 23))


def test_a_process_that_dies_is_one_clear_error_and_the_next_application_starts_another(screener):
    screener.read({"id": "c-1"}, None, ())
    (process,) = screener.processes()
    process.kill()
    process.join()
    with pytest.raises(UsageError) as caught:
        screener.read({"id": "c-1"}, None, ())
    assert caught.value.code == "bad_document"
    assert screener.read({"id": "c-1"}, None, ()).typed == {"id": "c-1"}


def test_an_end_ends_the_process(screener):
    screener.read({"id": "c-1"}, None, ())
    (process,) = screener.processes()
    screener.close()
    process.join(10)
    assert not process.is_alive()
