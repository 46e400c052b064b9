from __future__ import annotations

import pytest

from candor.evidence.layout import GENESIS, chained, is_safe_name, link_after, zipped


@pytest.mark.parametrize("name", ["README.txt", "facts/i-1/record.json", "calibration/signals/pulse.toml"])
def test_names_of_ours_are_safe(name: str) -> None:
    assert is_safe_name(name)


@pytest.mark.parametrize(
    "name",
    ["../x", "/etc/passwd", "a/../b", "C:\\x", "a\\b", "a//b", "", ".hidden", "x" * 201, "a\x00b", "a/", "a..b", "é"],
)
def test_names_that_leave_their_folder_or_mean_different_things_are_not(name: str) -> None:
    assert not is_safe_name(name)


def test_a_link_covers_everything_before() -> None:
    first, second = chained({"a": b"1", "b": b"2"})

    assert first.link == link_after(GENESIS, "a", first.sha256)
    assert second.link == link_after(first.link, "b", second.sha256)
    assert chained({"b": b"2", "a": b"1"})[-1].link != second.link


def test_the_same_files_make_the_same_bytes() -> None:
    assert zipped([("a", b"1")]) == zipped([("a", b"1")])
