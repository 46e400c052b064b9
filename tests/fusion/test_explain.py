"""Texts: complete in both languages, short, calm, and filled in."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from candor.errors import ConfigurationError
from candor.fusion.explain import LANGUAGES, explanation, load_texts, reason_text
from fusion.builders import DETAILS, RULES

SERVER = Path(__file__).resolve().parents[2] / "server" / "candor"
CARDS = sorted(load_texts("en").cards)


def test_both_languages_say_the_same_things() -> None:
    english, indonesian = (load_texts(language) for language in LANGUAGES)

    assert set(english.reasons) == set(indonesian.reasons)
    assert set(english.cards) == set(indonesian.cards)
    for code in CARDS:
        fields = [_fields(texts.cards[code].detail) for texts in (english, indonesian)]
        assert fields[0] == fields[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CARDS)
def test_a_card_has_five_parts_and_at_most_forty_words_up_front(code: str, language: str) -> None:
    card = explanation(code, DETAILS, language)

    assert len(card.title.split()) + len(card.detail.split()) <= 40
    assert "{" not in card.detail
    assert 1 <= len(card.harmless) <= 4
    assert all([card.title, card.detail, card.next_step, card.say])


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_fit_into_a_line(language: str) -> None:
    for code, text in load_texts(language).reasons.items():
        assert 0 < len(text) <= 100, code
        assert reason_text(code, language) == text


def test_every_reason_a_signal_or_fusion_can_give_has_a_text() -> None:
    source = "".join(p.read_text() for folder in ("signals", "fusion") for p in (SERVER / folder).glob("*.py"))
    given = set(re.findall(r'_abstention\(window, "(\w+)"', source))
    given |= set(re.findall(r'State\.\w+, "(\w+)"', source))
    given |= {reason for q in RULES.questions.values() for reason in (q.green_reason, q.unasked_reason)}
    given |= RULES.codes.hard | RULES.codes.at_most_amber | RULES.codes.states | RULES.codes.waiting
    given |= set(re.findall(r'\("(\w+)", (?:quality|is_too_bright|is_turned)', source)) | set(CARDS)

    assert given - {""} <= set(load_texts("en").reasons)
    assert {"too_blurred", "camera_off", "no_reference", "only_looked_on"} <= given


def test_nobody_is_accused() -> None:
    forbidden = re.compile(r"verified|deepfake|fake|fraud|cheat|penipu|palsu|terverifikasi", re.IGNORECASE)

    for language in LANGUAGES:
        texts = load_texts(language)
        shown = [*texts.reasons.values(), *(str(card) for card in texts.cards.values())]
        assert not [text for text in shown if forbidden.search(text)]


def test_other_languages_read_english_and_regions_their_language() -> None:
    assert load_texts("de") is not None
    assert reason_text("checking", "fr") == reason_text("checking", "en")
    assert reason_text("checking", "id-ID") == reason_text("checking", "id") != reason_text("checking", "en")


def test_times_read_as_minutes_and_numbers_without_false_precision() -> None:
    assert "1:01" in explanation("person_changed", DETAILS).detail
    assert "4 s" in explanation("video_repeats", DETAILS).detail
    assert "4.3 s" in explanation("video_repeats", DETAILS | {"matched_s": 4.3}).detail
    assert "two" in explanation("extra_face", DETAILS | {"faces": "two"}).detail


def test_a_missing_text_or_number_is_named() -> None:
    with pytest.raises(ConfigurationError, match="nothing_like_it"):
        reason_text("nothing_like_it")
    with pytest.raises(ConfigurationError, match="nothing_like_it"):
        explanation("nothing_like_it", DETAILS)
    with pytest.raises(ConfigurationError, match="seconds"):
        explanation("face_gone", {})


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}
