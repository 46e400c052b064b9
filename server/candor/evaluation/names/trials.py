"""What is asked of a finder, and what came of it: altered listed names, strangers, and pairs in two scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from candor.domain.findings import Severity
from candor.domain.listed import EntryKind, ListedEntry
from candor.domain.watchlist import Asked
from candor.evaluation.names.alterations import Altered, alterations
from candor.evaluation.names.finders import Answer, Finder, Question
from candor.evaluation.names.material import Half, Material, Pair, Stranger, half_of
from candor.watchlists.alike import likeness
from candor.watchlists.index import ways_of

RARITY_BITS = 8.0
"""Of every word, where two names are compared without a list around them."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One altered name, and whether its entry was the top result."""

    alteration: str
    is_person: bool
    listed: str
    asked: str
    is_right: bool
    score: float


@dataclass(frozen=True, slots=True)
class StrangerTrial:
    """One honest name, and the score of what it was taken for; 0: nothing."""

    group: str
    is_person: bool
    name: str
    score: float


def listed_trials(finder: Finder, material: Material, half: Half, seed: str) -> list[Trial]:
    """Return every alteration of every listed person and organisation of a half."""
    asked = [pair for entry in material.listed if half_of(entry.names[0]) == half for pair in _altered(entry, seed)]
    questions = [_question(material, entry, altered) for entry, altered in asked]
    return [
        _trial(entry, altered, question, answer)
        for (entry, altered), question, answer in zip(asked, questions, finder.top(questions), strict=True)
    ]


def stranger_trials(finder: Finder, material: Material, half: Half, every: int = 1) -> list[StrangerTrial]:
    """Return every stranger of a half, or every so-manieth."""
    strangers = [each for each in material.strangers if half_of(each.name) == half][::every]
    answers = finder.top([Question(each.name, each.is_person) for each in strangers])
    return [
        StrangerTrial(each.group, each.is_person, each.name, answer.score)
        for each, answer in zip(strangers, answers, strict=True)
    ]


def severities(material: Material, half: Half) -> list[tuple[Stranger, Severity | None]]:
    """Return the gravest thing that a search says of each stranger of a half; None: nothing."""
    return [(each, _severity(material, each)) for each in material.strangers if half_of(each.name) == half]


def pair_trials(pairs: Sequence[Pair]) -> list[tuple[Pair, float]]:
    """Return how alike the two names of each pair are."""
    return [
        (pair, max((likeness(a, b, _flat) for a in ways_of(pair.asked) for b in ways_of(pair.expected)), default=0.0))
        for pair in pairs
    ]


def _flat(sound: str) -> float:  # noqa: ARG001  # every word counts the same
    return RARITY_BITS


def _altered(entry: ListedEntry, seed: str) -> list[tuple[ListedEntry, Altered]]:
    is_person = entry.kind is EntryKind.PERSON
    other = [Altered("alias", name) for name in entry.names[1:]]
    return [(entry, each) for each in (*other, *alterations(entry.names[0], is_person=is_person, seed=seed))]


def _question(material: Material, entry: ListedEntry, altered: Altered) -> Question:
    return Question(altered.name, entry.kind is EntryKind.PERSON, material.right(entry))


def _trial(entry: ListedEntry, altered: Altered, question: Question, answer: Answer) -> Trial:
    is_right = answer.entry in question.right
    return Trial(altered.kind, question.is_person, entry.names[0], altered.name, is_right, answer.score)


def _severity(material: Material, stranger: Stranger) -> Severity | None:
    asked = Asked(names=(stranger.name,)) if stranger.is_person else Asked(organisations=(stranger.name,))
    hits = material.lists.search(asked)
    return hits[0].severity if hits else None
