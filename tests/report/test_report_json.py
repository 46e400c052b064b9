from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from analysis_builders import NOW, record, warning
from candor.domain.checklist import RecordedChecklist
from candor.domain.escalation import Escalation
from candor.domain.ids import WarningId
from candor.domain.records import RecordedNote, RecordedWarning, WarningAnswer
from candor.report.basis import load_basis
from candor.report.candidate import compare_reports
from candor.report.report_json import compared_document, report_document
from candor.report.summary import make_report
from checklist_builders import TEMPLATE, answer
from store_builders import build_check

CHECKOUT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((CHECKOUT / "docs" / "schemas" / "candor.report.1.json").read_text(encoding="utf-8"))
BASIS = load_basis(CHECKOUT / "models")


def _full_record():
    held = RecordedWarning(1, warning(), WarningAnswer("escalate", "asked", "Ina", NOW))
    escalation = Escalation(1, WarningId(held.warning.id), NOW, "Ina")
    return record(
        warnings=[held, RecordedWarning(2, warning("extra_face"))],
        checks=(build_check(),),
        checklist=RecordedChecklist(TEMPLATE, {a.item: a for a in (answer("id_card", text="seen"),)}),
        notes=(RecordedNote("n-1", 3.0, "Named the shop.", "Ina", NOW),),
        escalations=(escalation,),
    )


def _checked(document):
    plain = json.loads(json.dumps(document))
    jsonschema.validate(plain, SCHEMA)
    return plain


@pytest.mark.parametrize("language", ["en", "id"])
def test_both_kinds_of_document_keep_the_published_schema(language: str) -> None:
    report = make_report(_full_record(), NOW, language, BASIS)
    empty = make_report(record(timeline=[], warnings=[], signals={}, versions={}), NOW, language)

    assert _checked(report_document(report))["language"] == language
    _checked(report_document(empty))
    compared = _checked(compared_document(compare_reports("Sample", [report, empty], NOW, language)))
    assert len(compared["interviews"]) == 2
    _checked(compared_document(compare_reports("Sample", [], NOW, language)))


def test_a_flag_stands_with_its_answer_and_what_became_of_it() -> None:
    first, second = _checked(report_document(make_report(_full_record(), NOW)))["warnings"]

    assert (first["answer"]["kind"], first["answer"]["by"]) == ("escalate", "Ina")
    assert first["escalations"][0]["closed_at"] is None
    assert (second["answer"], second["escalations"]) == (None, [])


def test_rates_carry_count_n_and_interval() -> None:
    rates = _checked(report_document(make_report(record(), NOW, "en", BASIS)))["basis"]["rates"]

    assert (rates["honest_amber"]["count"], rates["honest_amber"]["n"]) == (2, 34)
    assert rates["honest_amber"]["interval"] == [0.0072, 0.1968]


def test_a_document_of_another_shape_is_refused_by_the_schema() -> None:
    document = json.loads(json.dumps(report_document(make_report(record(), NOW))))
    document["questions"]["identity"]["worst_state"] = "guilty"

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, SCHEMA)
