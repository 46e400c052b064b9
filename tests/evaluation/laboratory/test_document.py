"""The JSON has its schema, every session with hashes and seed, and no number that JSON does not know."""

import json

from candor.evaluation.laboratory.document import as_json
from candor.evaluation.laboratory.findings import findings
from laboratory_builders import QUESTIONS, crowd, laboratory, recorded, rules


def test_the_report_holds_conditions_and_every_session() -> None:
    sessions = [*crowd(), recorded((), "a7_swap", name="out.mp4", left_out="no face")]

    content = json.loads(as_json(laboratory(), findings(sessions, rules(), QUESTIONS, 1), sessions, {"candor": "1"}))

    assert content["schema"] == "candor.laboratory-report/1"
    assert (content["seed"], content["questions"]) == (7, ["live_person", "continuity"])
    assert content["versions"] == {"candor": "1"}
    (condition,) = content["conditions"]
    assert condition["species"][0]["species"] == "a2_loop"
    assert condition["subjects"][0]["operating"][0]["apcer"]["a2_loop"]["n"] == 12
    assert len(content["sessions"]) == 25
    attack, out = content["sessions"][1], content["sessions"][-1]
    assert attack["file_sha256"] == "00"
    assert attack["amber_at_s"] == 1.0
    assert attack["peak"]["live_person"] > 4
    assert (out["left_out"], out["amber_at_s"]) == ("no face", None)
    assert "said" not in attack


def test_what_is_no_number_is_null() -> None:
    content = as_json(laboratory(), (), [recorded(duration_s=float("inf"))], {})

    assert json.loads(content)["sessions"][0]["duration_s"] is None
