"""What may never be read, by a check or a pack: traits that people are protected for, and what stands in for them.

The traits are no fields of an application, so nothing can read them by accident. This file says so in a clear sentence
when a pack asks for one, and keeps values from a pack that would stand in for one: a nationality, a language, a
country's whole top-level domain. It cannot know every stand-in: a dry run shows what a pack would have flagged, and
docs/screening.md says who should look at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, cast

from babel import Locale

from candor.domain.applications import Field
from candor.errors import ConfigurationError

_TRAITS: Final = {
    "nationality": "nationality",
    "citizenship": "nationality",
    "passport_country": "nationality",
    "visa": "immigration status",
    "ethnicity": "ethnicity",
    "race": "ethnicity",
    "skin": "ethnicity",
    "origin": "origin",
    "birthplace": "birthplace",
    "place_of_birth": "birthplace",
    "birth_country": "birthplace",
    "accent": "accent",
    "mother_tongue": "native language",
    "native_language": "native language",
    "name_origin": "origin of a name",
    "name_language": "origin of a name",
    "surname_origin": "origin of a name",
    "school_country": "country of a school",
    "university_country": "country of a school",
    "education_country": "country of a school",
    "institution_country": "country of a school",
    "zip_income": "income of a neighbourhood",
    "zip": "income of a neighbourhood",
    "postal_code": "income of a neighbourhood",
    "income": "income of a neighbourhood",
    "gender": "gender",
    "sex": "gender",
    "pronouns": "gender",
    "religion": "religion",
    "faith": "religion",
    "marital_status": "family",
    "pregnancy": "family",
    "disability": "disability",
    "health": "health",
    "union": "union membership",
    "politics": "political opinion",
    "emotion": "emotion",
}
_AROUND: Final = re.compile(
    r"^((democratic )?people's republic of|republic of|republik( rakyat)?|bahasa|orang|warga|native|north|south) "
    r"| (language|speakers?|nationals?|citizens?|people)$"
)
_LATIN_SUFFIXES: Final = frozenset({"ac", "co", "com", "edu", "go", "gov", "net", "or", "org"})


def forbidden_trait(name: str) -> str | None:
    """Return the protected trait that a field or column of this name holds; None when it holds none."""
    folded = re.sub(r"[^a-z]+", "_", name.casefold()).strip("_")
    parts = set(folded.split("_"))
    for word, trait in _TRAITS.items():
        if word == folded or (("_" in word) and word in folded) or ("_" not in word and word in parts):
            return trait
    return None


def allowed_fields(names: Iterable[str], who: str) -> frozenset[Field]:
    """Return the fields of these names.

    Args:
        names: as a check or a rule declares them.
        who: the check or rule, for the sentence of the error.

    Raises:
        ConfigurationError: "forbidden_field" for a protected trait, "unknown_field" for what no application has.
    """
    found: set[Field] = set()
    for name in names:
        trait = forbidden_trait(name)
        if trait:
            sentence = f"{who} reads {name!r}: {trait}. No check of Candor may read that; take it out of the rule."
            raise ConfigurationError("forbidden_field", sentence)
        if name not in set(Field):
            known = ", ".join(Field)
            raise ConfigurationError("unknown_field", f"{who} reads {name!r}, which no application has: {known}.")
        found.add(Field(name))
    return frozenset(found)


def stand_in(value: str) -> str | None:
    """Return the trait for which a value in a rule would stand in; None when it is none that is known.

    Names of countries, their languages, and domains that a whole country shares are; "Acme Trading" is not.
    """
    folded = " ".join(value.casefold().split())
    bare = _AROUND.sub("", folded)
    if {folded, bare, bare.removesuffix("s")} & _names_of_places_and_languages():
        return "origin"
    labels = folded.lstrip("*@.").split(".")
    is_domain = re.fullmatch(r"[*@.]*[a-z0-9-]+(\.[a-z0-9-]+)*", folded) is not None
    if is_domain and folded[:1] in {"*", "@", "."} and len(labels) == 1:
        return "origin"
    if is_domain and len(labels) == 2 and labels[0] in _LATIN_SUFFIXES and len(labels[1]) == 2:
        return "origin"
    return None


@cache
def _names_of_places_and_languages() -> frozenset[str]:
    names: set[str] = set()
    for language in ("en", "id"):
        locale = Locale(language)
        territories = cast("dict[str, str]", dict(locale.territories))
        countries = {code: name for code, name in territories.items() if code.isalpha()}
        names |= {name.casefold() for name in countries.values()} | {code.casefold() for code in countries}
        names |= {name.casefold() for name in cast("dict[str, str]", dict(locale.languages)).values()}
    return frozenset(names)
