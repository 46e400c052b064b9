from __future__ import annotations

from candor.domain.documents import Agreement
from candor.evaluation.id_documents.matches import Match
from candor.evaluation.id_documents.report import id_document_report, rate
from candor.evaluation.id_documents.trials import FIELDS, BarcodeTrial
from candor.fusion.identity import Outcome
from document_builders import trial


def test_every_rate_stands_with_its_interval():
    assert rate([True] * 10) == "100.0 % (72.2 to 100.0)"
    assert rate([]) == "-"


def test_designs_of_files_and_drawn_ones_are_told_apart():
    trials = [trial("ada"), trial("bo"), trial("cy", template="drawn_td3_0", is_found=False)]
    text = id_document_report(trials, [], [], 7)
    assert "| designs of files | 1000 | 2 | 100.0 %" in text
    assert "| drawn designs | 1000 | 1 | 0.0 %" in text


def test_the_tables_count_what_went_wrong_and_name_it():
    wrong = dict.fromkeys(FIELDS, True) | {"surname": False}
    trials = [
        trial("ada"),
        trial("bo", right=wrong, is_wrong_unnoticed=True, name=Agreement.NEAR),
        trial("cy", is_found=False, is_read=False, right=dict.fromkeys(FIELDS, False), tilt_deg=float("nan")),
    ]
    barcodes = [BarcodeTrial("scan", 1000, 8, is_read=True, is_right=False)]
    matched = [Match("ada", "scan", Outcome.SAME, Outcome.SAME), Match("bo", "scan", None, Outcome.CANT_TELL)]
    text = id_document_report(trials, barcodes, matched, 7)
    assert "3 documents (1 templates, 3 people), 1 licences, seed 7." in text
    assert "| scan | 1000 | 3 | 66.7 %" in text
    assert "| scan | 1000 | 1 | 100.0 % (20.7 to 100.0) | 0.0 % (0.0 to 79.3) |" in text
    assert "| scan | 2 | 2 | 50.0 %" in text
    assert "- sample, scan, 1000 px: wrong: surname" in text
    assert "- sample, scan, 1000 px: no zone read; portrait not found" in text
