"""Which words can be heard while digits are asked for, and how likely is each? A grammar for a speech recogniser.

    any sound or digit ─▶ the asked digits, all in one language ─▶ any sound or digit

Everything else is allowed too, at odds: the asked digits are heard only where they explain the sound better than other
digits and loose phones do (a keyword spotted against fillers: Rose and Paul 1990).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final

import msgspec

from candor.errors import ConfigurationError

DIGITS: Final = "0123456789"
_START: Final = 0
_ASKED: Final = "asked-"
_Odds = Annotated[float, msgspec.Meta(gt=0, le=1)]
_Spoken = Mapping[str, Sequence[str]]


class _Limits(msgspec.Struct, frozen=True):
    other_digit: _Odds
    other_sound: _Odds
    noise_db: Annotated[float, msgspec.Meta(ge=0, le=90)]


class _Sounds(msgspec.Struct, frozen=True):
    all: str


class _File(msgspec.Struct, frozen=True):
    limits: _Limits
    sounds: _Sounds
    languages: dict[str, dict[str, list[str]]]
    once: dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class DigitRules:
    """How digits are said, and what they are weighed against."""

    other_digit: float
    """Odds of a digit that was not asked for, against one that was."""
    other_sound: float
    """Odds of any single phone, likewise."""
    noise_db: float
    """Pauses are filled with noise up to so far below speech."""
    sounds: Sequence[str]
    languages: Mapping[str, _Spoken]
    """Language -> digit -> pronunciations, phones with spaces between."""
    once: Mapping[str, _Spoken]
    """Pronunciations that are only believed where the digit was asked for."""


@dataclass(frozen=True, slots=True)
class Step:
    """A way from one state of the grammar to another, on a word or (None) on nothing."""

    begin: int
    end: int
    odds: float
    word: str | None


@dataclass(frozen=True, slots=True)
class Grammar:
    """A finite-state grammar with its dictionary."""

    words: Mapping[str, Sequence[str]] = field(default_factory=dict[str, "Sequence[str]"])
    """Word -> pronunciations."""
    steps: Sequence[Step] = ()
    last: int = 0
    """The state in which an utterance may end; it begins in state 0."""
    asked: int = 0
    """How many asked words a sentence holds in which the digits were heard."""

    def is_heard(self, words: Sequence[str]) -> bool:
        """Whether these recognised words hold the digits that were asked for, all of them in order."""
        return self.asked > 0 and sum(word.startswith(_ASKED) for word in words) == self.asked


def load_digit_rules(models_dir: Path) -> DigitRules:
    """Read the rules from `models_dir`/calibration/spoken_digits.toml.

    Raises:
        ConfigurationError: the file is missing or cannot be used.
    """
    path = models_dir / "calibration" / "spoken_digits.toml"
    try:
        file = _checked(msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File))
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError, ValueError) as error:
        raise ConfigurationError(
            "bad_calibration",
            "The words of spoken digits (calibration/spoken_digits.toml) are missing or damaged: "
            "restore them from the release.",
            cause=repr(error),
        ) from error
    limits = file.limits
    return DigitRules(
        limits.other_digit, limits.other_sound, limits.noise_db, file.sounds.all.split(), file.languages, file.once
    )


def _checked(file: _File) -> _File:
    missing = [
        name for name, spoken in file.languages.items() if set(spoken) != set(DIGITS) or not all(spoken.values())
    ]
    if missing or not file.languages:
        raise ValueError(f"digits are missing in {missing or 'every language'}")
    return file


def grammar_of(digits: str, rules: DigitRules) -> Grammar:
    """Return the grammar in which these digits can be heard, e.g. "4071"."""
    words: dict[str, Sequence[str]] = {f"sound-{phone}": (phone,) for phone in rules.sounds}
    last = 1 + len(rules.languages) * max(0, len(digits) - 1)
    steps = [Step(_START, last, 1.0, None)]
    for state in (_START, last):
        steps += [Step(state, state, rules.other_sound, word) for word in tuple(words)]
    for number, (language, spoken) in enumerate(rules.languages.items()):
        for digit in DIGITS:
            words[f"any-{language}-{digit}"] = spoken[digit]
            steps += [Step(at, at, rules.other_digit, f"any-{language}-{digit}") for at in (_START, last)]
        between = [1 + number * (len(digits) - 1) + place for place in range(len(digits) - 1)]
        path = [_START, *between, last]
        for place, digit in enumerate(digits):
            word = f"{_ASKED}{language}-{digit}"
            words[word] = (*spoken[digit], *rules.once.get(language, {}).get(digit, ()))
            steps.append(Step(path[place], path[place + 1], 1.0, word))
    return Grammar(words, steps, last, len(digits))
