import os
from pathlib import Path

import pytest

from candor.commands.output import check_outputs, printable, write_file
from candor.errors import UsageError


def refusal(*outputs: Path, inputs: tuple[Path, ...] = ()) -> str:
    with pytest.raises(UsageError) as caught:
        check_outputs(outputs, inputs)
    return caught.value.code


def test_places_that_cannot_be_written_are_refused_beforehand(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").write_text("x")

    assert refusal(tmp_path) == "cannot_write"
    assert refusal(tmp_path / "no" / "a.json") == "cannot_write"
    assert refusal(tmp_path / "file" / "a.json") == "cannot_write"
    assert refusal(tmp_path / "loop") == "cannot_write"
    assert refusal(tmp_path / ("x" * 400)) == "cannot_write"


def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    video = tmp_path / "call.mp4"
    video.write_text("x")
    (tmp_path / "link").symlink_to(video)

    assert refusal(video, inputs=(video,)) == "same_file"
    assert refusal(tmp_path / "link", inputs=(video,)) == "same_file"
    assert refusal(tmp_path / "a", tmp_path / "a") == "same_file"


def test_stdout_devices_and_new_files_are_fine(tmp_path: Path) -> None:
    check_outputs((Path("-"), Path("-"), None, Path("/dev/null"), tmp_path / "new.json"))
    write_file(Path("/dev/null"), "x")

    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_whole_and_nothing_else_stays_behind(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("before, and longer")

    write_file(tmp_path / "a.json", "{}")

    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.json", "{}")]


def test_a_full_disk_is_one_clear_error() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with pytest.raises(UsageError, match="cannot be written"):
        write_file(Path("/dev/full"), "x" * 10_000)


def test_a_name_of_strange_bytes_can_be_written_and_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = os.fsdecode(b"caf\xe9.mp4")

    write_file(tmp_path / "a.json", name)
    write_file(Path("-"), name)

    assert printable(name) == (tmp_path / "a.json").read_text(encoding="utf-8") == capsys.readouterr().out == "caf?.mp4"
