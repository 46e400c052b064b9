"""Finders give the top result with their own score; the one in another Python says when it cannot run."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from candor.errors import UsageError
from candor.evaluation.names.finders import NOTHING, CandorFinder, NomenklaturaFinder, Question, TokenSortFinder
from evaluation.names.made_material import made_material


def test_candor_and_token_sort_find_the_entry_and_nothing_for_a_stranger(tmp_path):
    material = made_material(tmp_path)
    questions = [Question("Min Kang Zebulon", is_person=True), Question("Xxxx Qqqq", is_person=True)]

    for finder in (CandorFinder(material), TokenSortFinder(material)):
        found, nothing = finder.top(questions)
        assert found.entry in {"ofac-sdn:1", "ofac-cons:1"}
        assert found.score > 0.8
        assert nothing == NOTHING


def test_the_slow_finder_gets_candidates_and_answers_by_lines(tmp_path):
    material = made_material(tmp_path)
    python = tmp_path / "python"
    python.write_text(
        f"#!{sys.executable}\nimport json, sys\nfor line in sys.stdin:\n"
        "    asked = json.loads(line)\n    first = sorted(asked['candidates'])[0]\n"
        "    print(json.dumps({'entry': first, 'score': 0.9 if asked['is_person'] else 0.1}))\n"
    )
    python.chmod(0o755)
    questions = [
        Question("Kang Zebulon Min", is_person=True),
        Question("Example", is_person=False, right=frozenset({"un:KPe.999"})),
    ]

    person, firm = NomenklaturaFinder(material, python).top(questions)

    assert person.score == 0.9
    assert firm == NOTHING


def test_a_python_without_it_is_one_clear_error(tmp_path):
    finder = NomenklaturaFinder(made_material(tmp_path), Path(sys.executable))

    with pytest.raises(UsageError, match="it has no nomenklatura"):
        finder.top([Question(json.dumps("x"), is_person=True)])
