"""A trial and its origins are read, or refused with a sentence."""

from pathlib import Path

import pytest

from candor.errors import ConfigurationError
from candor.evaluation.screening.trial_file import is_screening_trial, load_origins, load_trial

TRIAL = Path(__file__).resolve().parents[3] / "models" / "screening.toml"


def test_the_shipped_trial_is_read() -> None:
    trial = load_trial(TRIAL)

    assert is_screening_trial(TRIAL)
    assert (trial.honest, trial.ring) == (5000, 40)
    assert trial.report_seed != trial.tune_seed


def test_a_wrong_trial_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_text(TRIAL.read_text().replace("couple = 0.004", "couple = 4"))

    with pytest.raises(ConfigurationError, match=r"t\.toml"):
        load_trial(tmp_path / "t.toml")


@pytest.mark.parametrize("content", [b"", b"\xff", b"schema = 1", b"[["])
def test_whatever_else_is_no_trial(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.toml").write_bytes(content)

    assert not is_screening_trial(tmp_path / "t.toml")
    assert not is_screening_trial(tmp_path / "gone.toml")


def test_origins_are_many_and_whole() -> None:
    origins = load_origins()

    assert len({origin.id for origin in origins}) == len(origins) >= 12
    for origin in origins:
        assert len(origin.given.split()) >= 10
        assert len(origin.given_native.split()) in {0, len(origin.given.split())}
        assert len(origin.family_native.split()) in {0, len(origin.family.split())}
