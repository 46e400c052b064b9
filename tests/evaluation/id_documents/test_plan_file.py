from __future__ import annotations

from pathlib import Path

import pytest

from candor.errors import ConfigurationError
from candor.evaluation.id_documents.plan_file import is_id_documents, load_plan

PLAN = Path(__file__).resolve().parents[3] / "models" / "datasets-id-docs.toml"


def test_the_plan_that_is_shipped_splits_its_templates():
    plan = load_plan(PLAN, {"CANDOR_SHARED": "/data"})
    assert plan.root == "/data/data/id_docs/templates"
    parts = {part: {t.name for t in plan.template if t.part == part} for part in ("tune", "report")}
    assert parts["tune"]
    assert parts["report"]
    assert not parts["tune"] & parts["report"]


def test_a_plan_is_told_from_a_data_set(tmp_path):
    (tmp_path / "other.toml").write_text('schema = "candor.dataset/1"')
    assert is_id_documents(PLAN)
    assert not is_id_documents(tmp_path / "other.toml")
    assert not is_id_documents(tmp_path / "missing.toml")


@pytest.mark.parametrize("change", ["schema = 3", 'schema = "candor.id-documents/1"', "= ="])
def test_a_file_that_is_no_plan_is_refused_by_name(tmp_path, change):
    (tmp_path / "plan.toml").write_text(change)
    with pytest.raises(ConfigurationError) as caught:
        load_plan(tmp_path / "plan.toml", {})
    assert caught.value.code == "bad_plan"


def test_a_plan_of_another_version_is_refused(tmp_path):
    other = PLAN.read_text(encoding="utf-8").replace("candor.id-documents/1", "candor.id-documents/2")
    (tmp_path / "plan.toml").write_text(other, encoding="utf-8")
    with pytest.raises(ConfigurationError):
        load_plan(tmp_path / "plan.toml", {"CANDOR_SHARED": "/data"})
