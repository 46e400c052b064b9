import os
from pathlib import Path

import pytest

from candor.errors import DecodeError
from candor.pipeline.given_file import check_given, read_given


def code_of(path: Path, max_bytes: int = 100) -> str:
    with pytest.raises(DecodeError) as caught:
        read_given(path, max_bytes)
    return caught.value.code


def test_a_file_is_read_whole_up_to_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(100))

    assert read_given(tmp_path / "a", 100) == bytes(100)
    assert check_given(tmp_path / "a") == 100
    assert code_of(tmp_path / "a", 99) == "too_many_bytes"


def test_a_file_that_tells_no_size_is_read_no_further_than_the_limit() -> None:
    assert code_of(Path("/proc/kallsyms"), 10) in ("too_many_bytes", "no_such_file")


def test_what_is_no_file_is_told_without_opening_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").write_bytes(b"x")

    assert code_of(tmp_path) == "not_a_file"
    assert code_of(tmp_path / "pipe") == "not_a_file"
    assert code_of(Path("/dev/zero")) == "not_a_file"
    assert code_of(tmp_path / "nowhere") == "no_such_file"
    assert code_of(tmp_path / "file" / "below") == "no_such_file"
    assert code_of(tmp_path / "loop") == "cannot_open"
    assert code_of(tmp_path / ("x" * 400)) == "cannot_open"
    assert code_of(Path("nul\0byte")) == "cannot_open"


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"x")
    secret.chmod(0)
    if os.access(secret, os.R_OK):
        pytest.skip("this user may read everything")

    assert code_of(secret) == "cannot_open"
