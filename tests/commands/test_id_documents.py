from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from candor.cli import candor
from candor.commands.id_documents import id_documents

PLAN = Path(__file__).resolve().parents[2] / "models" / "datasets-id-docs.toml"


@pytest.mark.models
@pytest.mark.shared
def test_a_plan_is_played_on_real_templates(shared, settings_with_models, tmp_path, monkeypatch):
    monkeypatch.setenv("CANDOR_SHARED", str(shared))
    text = PLAN.read_text(encoding="utf-8")
    for setting, value in {
        "conditions": '["scan"]',
        "widths": "[1000]",
        "main_trials": "2",
        "barcode_trials": "1",
    }.items():
        text = re.sub(rf"^{setting} = .*$", f"{setting} = {value}", text, flags=re.MULTILINE)
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    text = id_documents(tmp_path / "plan.toml", "tune", settings_with_models)
    assert "2 documents" in text
    assert "Failures: 0 of 2 documents." in text


def test_options_of_data_sets_do_not_go_with_a_plan():
    result = CliRunner().invoke(candor, ["evaluate", str(PLAN), "--templates"])
    assert result.exit_code != 0
    assert result.exception is not None
