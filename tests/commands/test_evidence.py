from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from candor.commands.evidence import evidence
from candor.errors import UsageError
from candor.evidence.facts import verdict_lines
from evidence.test_replay import MODELS, _mismatch
from evidence_builders import PUBLIC, build_pack, changed


def _run(*words: object):
    return CliRunner().invoke(evidence, [str(word) for word in words])


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack with twelve seconds of somebody else's face, and the calibration of this checkout."""
    calibration = {
        f"calibration/{path.relative_to(MODELS / 'calibration').as_posix()}": path.read_bytes()
        for path in sorted((MODELS / "calibration").rglob("*.toml"))
    }
    lines = verdict_lines([_mismatch(float(second)) for second in range(12)])
    path = tmp_path / "pack.zip"
    path.write_bytes(build_pack({"facts/i-1/observations.jsonl": lines, **calibration}))
    return path


def test_a_whole_pack_is_said_to_be_whole(pack: Path, tmp_path: Path) -> None:
    key = tmp_path / "house.key"
    key.write_text(PUBLIC.hex() + "\n")

    for told in (PUBLIC.hex(), key):
        result = _run("verify", pack, "--public-key", told)
        assert (result.exit_code, "whole: every file" in result.output) == (0, True)
        assert "came with the pack" not in result.output
    assert "The key came with the pack" in _run("verify", pack).output


def test_a_changed_pack_says_what_was_changed_and_fails(pack: Path) -> None:
    pack.write_bytes(changed(pack.read_bytes(), **{"facts__i-1__observations_dot_jsonl": b""}))

    result = _run("verify", pack)

    assert result.exit_code == 1
    assert "CHANGED: facts/i-1/observations.jsonl was changed." in result.output


@pytest.mark.parametrize("key", ["", "zz", "00" * 31, "nowhere.pem"])
def test_what_is_no_key_is_said_to_be_none(pack: Path, key: str) -> None:
    result = _run("verify", pack, "--public-key", key)

    assert isinstance(result.exception, UsageError)
    assert "64 hexadecimal digits" in result.exception.sentence


def test_a_pack_is_replayed_with_another_calibration(pack: Path, tmp_path: Path) -> None:
    other = tmp_path / "calibration"
    shutil.copytree(MODELS / "calibration", other)
    path = other / "signals" / "identity_match.toml"
    path.write_text(path.read_text().replace("llr = [-5.0, -1.7, 0.0, 0.0, 4.7]", "llr = [-5.0, -1.7, 0.0, 0.0, 0.1]"))

    result = _run("replay", pack, "--calibration", other)

    assert result.exit_code == 0, result.output
    assert "12 observations, evidence of 12 mapped anew" in result.output
    assert "identity: pause_and_verify -> " in result.output
    assert "warnings (other): none" in result.output


def test_a_pack_without_observations_says_so(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(build_pack())

    assert "it cannot be replayed" in _run("replay", path).output
