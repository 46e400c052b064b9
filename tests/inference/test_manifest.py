"""The manifest: the real one is in order, and wrong ones are refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from candor.errors import ConfigurationError
from candor.inference.manifest import FolderSource, HttpsSource, PypiSource, ShippedSource, load_manifest
from candor.settings import load_settings

MODELS_DIR = load_settings({}).models_dir

GOOD = """
schema = "candor.models/1"
[[model]]
id = "a"
task = "t"
file = "a.bin"
sha256 = "{sha}"
size = 3
licence = "MIT"
input = "x"
card = "cards/a.md"
[[model.source]]
kind = "folder"
hint = "h."
""".format(sha="0" * 64)


def load(folder: Path, text: str):
    (folder / "manifest.toml").write_text(text, encoding="utf-8")
    return load_manifest(folder)


def test_every_shipped_model_has_a_card_and_a_source() -> None:
    manifest = load_manifest(MODELS_DIR)

    assert len(manifest.models) >= 11
    for entry in manifest.models:
        assert (MODELS_DIR / entry.card).is_file(), entry.card
        assert entry.sources


def test_the_default_set_needs_nothing_but_published_packages_and_what_is_shipped() -> None:
    for entry in load_manifest(MODELS_DIR).default_set:
        assert all(isinstance(source, PypiSource | ShippedSource) for source in entry.sources), entry.id


def test_optional_models_say_where_they_come_from() -> None:
    optional = {entry.id: entry.sources for entry in load_manifest(MODELS_DIR).models if not entry.default}

    assert isinstance(optional["mobileface-v2"][0], FolderSource)
    assert isinstance(optional["minifasnet-v2"][0], HttpsSource)
    for two_ways in ("sface-2021dec", "yunet-2023mar"):
        assert {type(source) for source in optional[two_ways]} == {PypiSource, HttpsSource}


def test_says_which_models_exist_when_asked_for_an_unknown_one() -> None:
    with pytest.raises(ConfigurationError, match="blazeface-full-range"):
        load_manifest(MODELS_DIR).entry("nonesuch")


def test_says_which_limit_the_manifest_lacks(tmp_path: Path) -> None:
    entry = load(tmp_path, GOOD).entry("a")

    with pytest.raises(ConfigurationError, match="min_score"):
        entry.limit("min_score")


def test_says_what_to_set_when_there_is_no_manifest(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="CANDOR_MODELS"):
        load_manifest(tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("schema =", "scheme ="),
        ("candor.models/1", "candor.models/9"),
        ('"a.bin"', '"../a.bin"'),
        ('"a.bin"', '"/etc/passwd"'),
        ("size = 3", "size = 0"),
        ("size = 3", "size = 9999999999999"),
        ("size = 3", 'size = "3"'),
        ("0" * 64, "0" * 63),
        ("0" * 64, "G" * 64),
        ('licence = "MIT"', 'licence = "MIT"\nsurprise = 1'),
        ('kind = "folder"\nhint = "h."', 'kind = "ftp"\nhint = "h."'),
        ('kind = "folder"\nhint = "h."', 'kind = "https"\naddress = "http://plain/"'),
        ('[[model.source]]\nkind = "folder"\nhint = "h."', "source = []"),
        ("[[model]]", "[[model"),
    ],
)
def test_refuses_a_manifest_that_is_wrong(tmp_path: Path, old: str, new: str) -> None:
    assert old in GOOD

    with pytest.raises(ConfigurationError):
        load(tmp_path, GOOD.replace(old, new))


@pytest.mark.parametrize("member", ["/etc/passwd", "../x", "a/../../x"])
def test_refuses_a_member_path_that_leaves_the_archive(tmp_path: Path, member: str) -> None:
    source = f'kind="pypi"\nproject="p"\nversion="1"\narchive="p.whl"\narchive_sha256="{"1" * 64}"\nmember="{member}"'

    with pytest.raises(ConfigurationError):
        load(tmp_path, GOOD.replace('kind = "folder"\nhint = "h."', source))


def test_refuses_two_models_of_one_id(tmp_path: Path) -> None:
    again = GOOD.split("\n", 2)[2].replace("a.bin", "b.bin")

    with pytest.raises(ConfigurationError, match="twice"):
        load(tmp_path, GOOD + again)


@pytest.mark.parametrize("path", ["/etc/passwd", "../elsewhere.onnx"])
def test_a_shipped_file_must_lie_in_the_folder(tmp_path: Path, path: str) -> None:
    shipped = GOOD.replace('kind = "folder"\nhint = "h."', f'kind = "shipped"\npath = "{path}"')

    with pytest.raises(ConfigurationError, match="leaves the folder"):
        load(tmp_path, shipped)
