from __future__ import annotations

import re
import string
from datetime import UTC, datetime
from pathlib import Path

import pytest

import candor.web
from candor.domain.escalation import CloseReason
from candor.domain.questions import Question, State
from candor.errors import UsageError
from candor.services.inputs import LANGUAGES
from candor.store.values import AskedCheck, ConsentDecision, ConsentMethod, Role, RoundKind
from candor.web.texts import texts
from candor.wire.messages import AnswerKind, NoticeCode

WEB = Path(candor.web.__file__).parent
SOURCES = [*WEB.rglob("*.html"), *WEB.glob("*.py")]


def used_keys():
    for path in SOURCES:
        yield from re.findall(r"""(?:\bt|words\(\))\(["']([a-z_.0-9]+)["'][,)]""", path.read_text(encoding="utf-8"))


def names(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_key_that_a_page_uses_is_in_the_catalogue():
    english = texts("en").words
    used = set(used_keys())
    assert len(used) > 100
    assert used <= set(english), used - set(english)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_named_by_a_code_has_its_words(language):
    t = texts(language)
    for prefix, codes in {
        "question": Question,
        "state": State,
        "role": Role,
        "answer": AnswerKind,
        "notice": NoticeCode,
        "consent.state": ConsentDecision,
        "consent.by": ConsentMethod,
        "jobs.check": AskedCheck,
        "jobs.kind": RoundKind,
        "escalation.reason": CloseReason,
    }.items():
        for code in codes:
            joint = "_" if "." in prefix else "."
            assert t(f"{prefix}{joint}{code}")
    for protection in ("not_connected", "no_consent", "no_frames", "analysis_stopped", "running", "waiting", "ended"):
        assert t(f"live.{protection}")
        assert t(f"live.{protection}_how")


def test_both_catalogues_hold_the_same_keys_with_the_same_values_to_fill_in():
    english, indonesian = texts("en").words, texts("id").words
    translated = {key for key in indonesian if not key.startswith("error.")}
    assert translated == set(english)
    for key, sentence in english.items():
        assert names(sentence) == names(indonesian[key]), key


def test_the_five_states_have_their_fixed_words():
    assert [texts("en")(f"state.{state}") for state in State] == [
        "Can't tell yet",
        "Checking",
        "No concern so far",
        "Please check",
        "Pause and verify",
    ]


@pytest.mark.parametrize("path", [*SOURCES, *WEB.glob("languages/*.toml")], ids=lambda path: path.name)
def test_no_page_makes_a_claim_that_nobody_can_keep(path):
    assert not re.search(r"\bverified\b|\bfake\b|deepfake|fraudster", path.read_text(encoding="utf-8"), re.IGNORECASE)


def test_an_error_is_told_in_the_language_when_there_are_words_for_it():
    known, unknown = UsageError("bad_email", "Enter it."), UsageError("new_code", "Do this.")
    assert texts("en").error(known) == "Enter it."
    assert texts("id").error(known).startswith("Isi alamat")
    assert texts("id").error(unknown) == "Do this."
    measured = UsageError("too_dark", "Mean luma is 12; send a brighter one.")
    assert texts("en").error(measured) == str(measured)
    assert texts("id").error(measured) == texts("id")("photo_problem.too_dark")


def test_dates_are_written_as_the_language_writes_them():
    moment = datetime(2026, 8, 5, 14, 30, tzinfo=UTC)
    assert texts("en").day(moment) == "August 5, 2026"
    assert texts("id").day(moment) == "5 Agustus 2026"
    assert texts("en").moment(moment) == "5 Aug 2026 14:30 UTC"


def test_an_unknown_language_reads_english():
    assert texts("xx").language == "en"
