"""Which words of a firm's name only say what form it has? "Co., Ltd", "GmbH", "OOO" are left out."""

from __future__ import annotations

from functools import cache

from cleanco.termdata import terms_by_type  # pyright: ignore[reportMissingTypeStubs]  # it has none

from candor.watchlists.spelling import Words


def without_legal_form(words: Words) -> Words:
    """Return the words of a firm's name without those of its form; all of them where nothing else would remain."""
    forms = _forms()
    return tuple(word for word in words if word not in forms) or words


@cache
def _forms() -> frozenset[str]:
    """Return the single words of legal forms, dots left out; forms of several words come apart."""
    terms = (term.replace(".", "").replace("/", "") for kind in terms_by_type.values() for term in kind)
    return frozenset(word for term in terms for word in term.split() if word.isascii() and len(word) > 1)
