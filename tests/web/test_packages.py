from __future__ import annotations

import hashlib
import json
import zipfile

import pytest

from candor.web.packages import find_packages


def packed(path, manifest):
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr("manifest.json", manifest)
    return path


def test_a_package_says_its_version_and_its_sum(tmp_path):
    path = packed(tmp_path / "dist-firefox.zip", json.dumps({"version": "1.2.3"}))
    found = find_packages(tmp_path)
    assert list(found) == ["firefox"]
    assert found["firefox"].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert found["firefox"].file_name == "candor-1.2.3-firefox.zip"


@pytest.mark.parametrize("manifest", ["", "[]", "{}", "\xff", "null"])
def test_a_zip_without_a_sound_manifest_is_no_package(tmp_path, manifest):
    packed(tmp_path / "dist-chrome.zip", manifest)
    assert find_packages(tmp_path) == {}


def test_nothing_half_written_and_nothing_missing_is_offered(tmp_path):
    (tmp_path / "dist-chrome.zip").write_bytes(b"PK\x03\x04 half")
    assert find_packages(tmp_path) == {}
    assert find_packages(tmp_path / "nowhere") == {}
