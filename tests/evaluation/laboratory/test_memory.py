"""What was played is found again, under a key that changes with everything that matters."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

import candor
from candor.errors import UsageError
from candor.evaluation.laboratory.memory import _CODE, _FILES, Memory, code_version, file_sha256, key_of
from candor.evaluation.laboratory.plan import Planned, plan
from candor.evaluation.laboratory.recorded import Recorded
from laboratory_builders import footage, laboratory, loops, recorded


def planned(tmp_path: Path) -> Planned:
    (tmp_path / "a").write_bytes(b"one")
    first, *_ = plan(laboratory(replace(footage("a", "g"), file=tmp_path / "a")))
    return first


def test_a_kept_session_is_there_for_the_next_run(tmp_path: Path) -> None:
    session = recorded(loops(2.0))
    Memory(tmp_path / "deep" / "m.jsonl", Recorded).keep(session)

    assert Memory(tmp_path / "deep" / "m.jsonl", Recorded).get(session.key) == session
    assert Memory(tmp_path / "deep" / "m.jsonl", Recorded).get("other") is None


def test_a_damaged_line_costs_that_line_only(tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl"
    Memory(path, Recorded).keep(recorded(name="one"))
    with path.open("ab") as lines:
        lines.write(b'{"key": "half\n\xff\xfe\n')
    Memory(path, Recorded).keep(recorded(name="two"))

    memory = Memory(path, Recorded)

    assert memory.get("one-") is not None
    assert memory.get("two-") is not None


def test_the_key_changes_with_recipe_point_code_and_file(tmp_path: Path) -> None:
    one = planned(tmp_path)
    other_file = tmp_path / "b"
    other_file.write_bytes(b"two")
    keys = [
        key_of(one, "code"),
        key_of(one, "other code"),
        key_of(replace(one, recipe="low_light"), "code"),
        key_of(replace(one, point="low"), "code"),
        key_of(replace(one, seed=one.seed + 1), "code"),
        key_of(replace(one, run=msgspec.structs.replace(one.run, session_s=10.0)), "code"),
        key_of(replace(one, footage=replace(one.footage, file=other_file)), "code"),
    ]

    assert len(set(keys)) == len(keys)
    assert key_of(one, "code") == keys[0]


def test_a_file_that_is_gone_has_no_hash(tmp_path: Path) -> None:
    assert file_sha256(tmp_path / "gone") == ""


def test_the_version_of_the_code_follows_signals_and_calibration_and_not_fusion(tmp_path: Path) -> None:
    for name in ("signals/a.py", "fusion/b.py", "pipeline/c.py"):
        (tmp_path / "pkg" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "pkg" / name).write_text("x = 1")
    (tmp_path / "models" / "calibration" / "signals").mkdir(parents=True)
    (tmp_path / "models" / "calibration" / "signals" / "a.toml").write_text("x = 1")
    before = code_version(tmp_path / "pkg", tmp_path / "models")

    (tmp_path / "pkg" / "fusion" / "b.py").write_text("x = 2")
    assert code_version(tmp_path / "pkg", tmp_path / "models") == before
    (tmp_path / "pkg" / "signals" / "a.py").write_text("x = 2")
    after = code_version(tmp_path / "pkg", tmp_path / "models")
    assert after != before
    (tmp_path / "models" / "calibration" / "signals" / "a.toml").write_text("x = 2")
    assert code_version(tmp_path / "pkg", tmp_path / "models") != after


def test_an_optional_model_that_is_installed_later_makes_another_version(tmp_path: Path) -> None:
    assert code_version(tmp_path, tmp_path, ["a"]) != code_version(tmp_path, tmp_path, ["a", "b"])
    assert code_version(tmp_path, tmp_path, ["b", "a"]) == code_version(tmp_path, tmp_path, ["a", "b"])


def test_a_place_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError):
        Memory(tmp_path / "file" / "m.jsonl", Recorded).keep(recorded())
    with pytest.raises(UsageError):
        Memory(tmp_path, Recorded)


def test_every_file_that_is_named_is_there() -> None:
    assert [name for name in _FILES if not (Path(candor.__file__).parent / name).exists()] == []
    assert [name for name in _CODE if not (Path(candor.__file__).parent / name).is_dir()] == []
