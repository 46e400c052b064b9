"""Every check has its words in both languages; sides are turned round for the candidate; nobody is accused."""

from __future__ import annotations

import re

import pytest

from candor.challenges.catalogue import CATALOGUE
from candor.challenges.wording import LANGUAGES, other_side, outcome_text, result_text, words_of
from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus, Side

EVERY = [
    Check(CheckId("c"), kind, side, "4071" if kind is CheckKind.SAY_DIGITS else "")
    for kind in CheckKind
    for side in CATALOGUE[kind].sides
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("check", EVERY, ids=lambda c: f"{c.kind}-{c.side}")
def test_every_check_has_calm_words(check: Check, language: str) -> None:
    words = words_of(check, language)

    for text in (words.title, words.say, words.look):
        assert text
        assert "{" not in text
        assert not re.search(r"fake|deepfake|fraud|prove|palsu|penipu|bukti", text, re.IGNORECASE)
    assert len(words.title) <= 80
    assert len(words.say.split()) <= 40


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phase", CheckPhase)
def test_every_phase_has_words(phase: CheckPhase, language: str) -> None:
    assert result_text(phase, language)


def test_the_candidates_own_side_is_the_other_one_of_the_picture() -> None:
    words = words_of(Check(CheckId("c"), CheckKind.TURN_HEAD, Side.LEFT))

    assert "left of the picture" in words.title
    assert "your right" in words.say
    assert [other_side(side) for side in (Side.LEFT, Side.RIGHT, Side.NONE)] == [Side.RIGHT, Side.LEFT, Side.NONE]


def test_digits_are_spelled_out_one_by_one() -> None:
    assert "4 0 7 1" in words_of(Check(CheckId("c"), CheckKind.SAY_DIGITS, digits="4071")).say


def test_an_unknown_language_reads_english() -> None:
    assert result_text(CheckPhase.DONE, "xx") == result_text(CheckPhase.DONE, "en-GB")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Done as asked. (after 2.1 s, 41 degrees)"),
        ("id", "Dilakukan seperti yang diminta. (setelah 2.1 dtk, 41 derajat)"),
    ],
)
def test_what_was_seen_is_told_with_what_was_measured(language: str, words: str) -> None:
    running = CheckStatus(EVERY[0], CheckPhase.RUNNING, 1.0, None, {"seconds": 2.1, "degrees": 41, "profile": 0})

    assert outcome_text(running.ended(CheckPhase.DONE, 4.0), language) == words
    assert outcome_text(running.ended(CheckPhase.SKIPPED, 4.0), language) == result_text(CheckPhase.SKIPPED, language)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Done as asked. (these digits were recognised)"),
        ("id", "Dilakukan seperti yang diminta. (angka ini dikenali)"),
    ],
)
def test_digits_that_were_recognised_say_so(language: str, words: str) -> None:
    running = CheckStatus(EVERY[0], CheckPhase.RUNNING, 1.0, None, {"lips": 0.08, "speech_s": 1.2, "heard": 1})

    assert outcome_text(running.ended(CheckPhase.DONE, 4.0), language) == words


@pytest.mark.parametrize(
    ("language", "details", "words"),
    [
        ("en", {"confirmed": 0}, "The interviewer heard other digits."),
        ("en", {"heard": 1, "confirmed": 0}, "These digits were recognised, but the interviewer heard others."),
        ("id", {"heard": 1, "confirmed": 0}, "Angka ini dikenali, tetapi pewawancara mendengar angka lain."),
    ],
)
def test_digits_that_the_interviewer_calls_wrong_say_whose_ear_it_was(
    language: str, details: dict[str, int], words: str
) -> None:
    wrong = CheckStatus(EVERY[-1], CheckPhase.NOT_SEEN, 1.0, 9.0, details)

    assert outcome_text(wrong, language).startswith(words)
