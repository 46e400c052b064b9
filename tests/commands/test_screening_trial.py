"""`candor evaluate` with a small trial: made, screened by the product, told in tables."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from candor.commands.evaluate import evaluate
from candor.commands.screening_trial import made_applicants
from candor.errors import UsageError
from candor.evaluation.screening.trial_file import load_trial

TRIAL = Path(__file__).resolve().parents[2] / "models" / "screening.toml"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CANDOR_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    (tmp_path / "t.toml").write_text(TRIAL.read_text().replace("honest = 5000", "honest = 150"))
    return tmp_path / "t.toml"


def test_a_ring_among_honest_people_is_found(small: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(evaluate, [str(small), "--part", "tune", "--report", str(tmp_path / "out.md")])

    assert result.exit_code == 0, result.exception
    text = (tmp_path / "out.md").read_text()
    ring = next(line for line in text.splitlines() if line.startswith("| ring | 40 |"))
    assert int(ring.split("|")[3].split()[0]) >= 25
    assert "| honest | 150 |" in text


def test_the_two_parts_are_other_people(small: Path) -> None:
    trial = load_trial(small)

    names = [{each.values["name"] for each in made_applicants(trial, s)} for s in (trial.tune_seed, trial.report_seed)]

    assert names[0] != names[1]


def test_what_does_not_go_with_a_trial_is_refused(small: Path) -> None:
    result = CliRunner().invoke(evaluate, [str(small), "--json", "x.json"])

    assert isinstance(result.exception, UsageError)
