"""How is a cause told to an interviewer? Turns codes and their numbers into five-part texts, in two languages.

The texts are data (texts/en.toml, texts/id.toml). They say what was measured and what else explains it, never that
anybody is guilty (reference: docs/fusion.md, wording).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

import msgspec

from candor.domain.assessment import Explanation
from candor.errors import ConfigurationError

LANGUAGES = ("en", "id")
"""The first is what any other language reads."""


class CardText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The texts of one cause; `detail` holds the names of its numbers in braces."""

    title: str
    detail: str
    harmless: tuple[str, ...]
    next_step: str
    say: str


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All texts of one language."""

    reasons: dict[str, str]
    """Why a question is in its state, by code: one short sentence."""
    cards: dict[str, CardText]
    """Warning cards, by code."""


@cache
def load_texts(language: str) -> Texts:
    """Return the texts of a language ("en-GB" reads "en"; unknown ones read English)."""
    short = language.lower().replace("_", "-").split("-")[0]
    name = short if short in LANGUAGES else LANGUAGES[0]
    source = resources.files("candor.fusion") / "texts" / f"{name}.toml"
    return msgspec.convert(tomllib.loads(source.read_text(encoding="utf-8")), Texts)


def reason_text(code: str, language: str = "en") -> str:
    """Return the short sentence for the reason of a state.

    Raises:
        ConfigurationError: no text for this code; every code has one, a test proves it.
    """
    texts = load_texts(language).reasons
    if code not in texts:
        raise ConfigurationError("missing_text", f"There is no text for the reason {code!r}: update the installation.")
    return texts[code]


def explanation(code: str, details: Mapping[str, float | int | str], language: str = "en") -> Explanation:
    """Return the five parts of a warning card with its numbers filled in.

    Raises:
        ConfigurationError: no card for this code, or a number is missing.
    """
    card = load_texts(language).cards.get(code)
    if card is None:
        raise ConfigurationError("missing_text", f"There is no text for the warning {code!r}: update the installation.")
    try:
        detail = card.detail.format_map({name: _shown(name, value) for name, value in details.items()})
    except KeyError as error:
        raise ConfigurationError(
            "missing_text", f"The warning {code!r} lacks the number {error}: update the installation."
        ) from error
    return Explanation(card.title, detail, card.harmless, card.next_step, card.say)


def _shown(name: str, value: float | str) -> str:
    """Times of the call as minutes and seconds, other numbers without false precision."""
    if isinstance(value, str):
        return value
    if name.endswith("_at_s"):
        return f"{int(value) // 60}:{int(value) % 60:02d}"
    return f"{value:.0f}" if abs(value) >= 10 or float(value).is_integer() else f"{value:.1f}"
