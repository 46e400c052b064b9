"""The grammar holds the asked digits once in each language, and everything else at odds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.challenges.digit_grammar import Grammar, grammar_of, load_digit_rules
from candor.errors import ConfigurationError

MODELS = Path(__file__).resolve().parents[2] / "models"
RULES = load_digit_rules(MODELS)


def ways(grammar: Grammar) -> set[tuple[str, ...]]:
    """All words on ways from the first to the last state that go round no loop and take no short cut."""
    found: set[tuple[str, ...]] = set()

    def follow(state: int, words: tuple[str, ...]) -> None:
        if state == grammar.last:
            found.add(words)
            return
        for step in grammar.steps:
            if step.begin == state != step.end and step.word is not None:
                follow(step.end, (*words, step.word))

    follow(0, ())
    return found


def test_the_asked_digits_are_said_in_one_language_from_first_to_last() -> None:
    assert ways(grammar_of("4071", RULES)) == {
        ("asked-en-4", "asked-en-0", "asked-en-7", "asked-en-1"),
        ("asked-id-4", "asked-id-0", "asked-id-7", "asked-id-1"),
    }


def test_other_digits_and_sounds_may_come_before_and_after_at_odds() -> None:
    grammar = grammar_of("4071", RULES)
    loops = [step for step in grammar.steps if step.begin == step.end]

    assert {step.begin for step in loops} == {0, grammar.last}
    assert {step.odds for step in loops} == {RULES.other_digit, RULES.other_sound}
    assert len(loops) == 2 * (len(RULES.sounds) + 20)


def test_heard_means_all_of_the_asked_digits() -> None:
    grammar = grammar_of("4071", RULES)
    said = ["sound-AH", "asked-en-4", "<sil>", "asked-en-0", "asked-en-7", "asked-en-1"]

    assert grammar.is_heard([*said, "any-en-3"])
    assert not grammar.is_heard(said[:-1])
    assert not grammar.is_heard(["any-en-4", "any-en-0", "any-en-7", "any-en-1"])
    assert not grammar_of("", RULES).is_heard([])


def test_short_ways_to_say_a_digit_are_believed_only_where_it_was_asked_for() -> None:
    words = grammar_of("0000", RULES).words

    assert "OW" in words["asked-en-0"]
    assert "OW" not in words["any-en-0"]


@given(st.text("0123456789", min_size=1, max_size=8))
def test_every_word_is_pronounced_in_known_sounds_and_every_state_can_be_reached(digits: str) -> None:
    grammar = grammar_of(digits, RULES)

    assert {step.word for step in grammar.steps} - {None} == set(grammar.words)
    assert all(phone in RULES.sounds for spoken in grammar.words.values() for w in spoken for phone in w.split())
    assert {step.end for step in grammar.steps} == set(range(grammar.last + 1))
    assert all(len(way) == len(digits) for way in ways(replace(grammar)))


@pytest.mark.parametrize("damage", ["", "[limits]\nother_digit = 2.0\n", 'x = "'])
def test_damaged_rules_are_refused(tmp_path: Path, damage: str) -> None:
    (tmp_path / "calibration").mkdir()
    (tmp_path / "calibration" / "spoken_digits.toml").write_text(damage, encoding="utf-8")
    with pytest.raises(ConfigurationError):
        load_digit_rules(tmp_path)


def test_a_language_that_lacks_a_digit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "calibration").mkdir()
    text = (MODELS / "calibration" / "spoken_digits.toml").read_text(encoding="utf-8")
    lacking = text.replace('"9" = ["N AY N"]\n', "")
    assert lacking != text
    (tmp_path / "calibration" / "spoken_digits.toml").write_text(lacking, encoding="utf-8")
    with pytest.raises(ConfigurationError) as error:
        load_digit_rules(tmp_path)

    assert "en" in str(error.value.cause)
