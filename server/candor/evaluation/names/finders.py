"""Who finds names? Candor, and beside it plain token-sort ratio and an established matcher, each with its own score."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from rapidfuzz import fuzz, process, utils

from candor.domain.listed import EntryKind, ListedEntry
from candor.errors import UsageError
from candor.evaluation.names.material import Material

CHILD: Final = Path(__file__).with_name("nomenklatura_child.py")
LOWEST: Final = 0.5
"""Scores below this are nothing found, for everybody."""
_PER_FINDER: Final = 20
"""Candidates that each of the two fast finders proposes to the slow one."""


@dataclass(frozen=True, slots=True)
class Question:
    """A name to find."""

    name: str
    is_person: bool
    right: frozenset[str] = frozenset()
    """Ids of entries that are right; none for a stranger."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The top result."""

    entry: str
    """Id; empty: nothing."""
    score: float
    """0 to 1, of the finder's own kind."""


NOTHING: Final = Answer("", 0.0)


class Finder(Protocol):
    """Finds the likeliest entry."""

    def top(self, questions: Sequence[Question]) -> list[Answer]:
        """Return one answer for each question."""
        ...


class CandorFinder:
    """What is tested."""

    def __init__(self, material: Material) -> None:
        self._lists = material.lists

    def top(self, questions: Sequence[Question]) -> list[Answer]:
        """Return one answer for each question."""
        return [self._top(question) for question in questions]

    def several(self, question: Question, count: int) -> list[str]:
        """Return ids of the likeliest entries."""
        side = self._lists.persons if question.is_person else self._lists.organisations
        return [self._lists.entries[each.number].id for each in side.namesakes(question.name, LOWEST)[:count]]

    def _top(self, question: Question) -> Answer:
        side = self._lists.persons if question.is_person else self._lists.organisations
        found = side.namesakes(question.name, LOWEST)
        return Answer(self._lists.entries[found[0].number].id, found[0].likeness) if found else NOTHING


class TokenSortFinder:
    """rapidfuzz's token_sort_ratio over all names, as most home-made screens do it."""

    def __init__(self, material: Material) -> None:
        self._names = {side: _named(material.lists.entries, is_person=side) for side in (True, False)}

    def top(self, questions: Sequence[Question]) -> list[Answer]:
        """Return one answer for each question."""
        return [next(iter(self.several(question, 1)), NOTHING) for question in questions]

    def several(self, question: Question, count: int) -> list[Answer]:
        """Return the likeliest entries."""
        owners, names = self._names[question.is_person]
        found = process.extract(
            _sorted(question.name), names, scorer=fuzz.ratio, limit=count, score_cutoff=100 * LOWEST
        )
        return [Answer(owners[number], score / 100) for _, score, number in found]


class NomenklaturaFinder:
    """OpenSanctions' matcher (nomenklatura, logic-v2), run by another Python that has it.

    It compares pairs and searches nothing: each question comes with the likeliest entries of both other finders, and
    with the right one.
    """

    def __init__(self, material: Material, python: Path) -> None:
        self._python = python
        self._entries = {entry.id: entry for entry in material.lists.entries}
        self._fast = CandorFinder(material), TokenSortFinder(material)

    def top(self, questions: Sequence[Question]) -> list[Answer]:
        """Return one answer for each question.

        Raises:
            UsageError: that Python cannot run it.
        """
        lines = "\n".join(json.dumps(self._as_json(question)) for question in questions)
        done = subprocess.run([str(self._python), str(CHILD)], input=lines, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            raise UsageError("no_nomenklatura", f"{self._python} cannot run nomenklatura: {said}.")
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        return [Answer(each["entry"], each["score"]) if each["score"] >= LOWEST else NOTHING for each in answers]

    def _as_json(self, question: Question) -> dict[str, object]:
        candor, token_sort = self._fast
        ids = {*candor.several(question, _PER_FINDER), *question.right}
        ids |= {answer.entry for answer in token_sort.several(question, _PER_FINDER)}
        candidates = {each: self._entries[each].names for each in sorted(ids) if each in self._entries}
        return {"name": question.name, "is_person": question.is_person, "candidates": candidates}


def _named(entries: Sequence[ListedEntry], *, is_person: bool) -> tuple[list[str], list[str]]:
    kinds = (EntryKind.PERSON if is_person else EntryKind.ORGANISATION, EntryKind.UNKNOWN)
    named = [(entry.id, name) for entry in entries if entry.kind in kinds for name in entry.names]
    return [owner for owner, _ in named], [_sorted(name) for _, name in named]


def _sorted(name: str) -> str:
    """Return a name with its words in order: `fuzz.ratio` of two such is their `token_sort_ratio`."""
    return " ".join(sorted(utils.default_process(name).split()))
