"""What about a candidate is wrong? They say so on their own page; a recruiter changes it, or says why not.

A candidate does not change their own name: it is what the ID document is compared with.
"""

from __future__ import annotations

from candor.domain.ids import CandidateId
from candor.errors import UsageError
from candor.services import inputs
from candor.services.access import Permission, require
from candor.store.corrections import About, Correction
from candor.store.store import Store
from candor.store.values import Person

MAX_WORDS = 500


class CorrectionDesk:
    """Takes and answers requests."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ask_by_link(self, link: str, about: str, words: str) -> None:
        """Take a request of the candidate behind a private link.

        Raises:
            AccessError: "unknown_link".
            UsageError: "bad_correction", "bad_name", "bad_email", "correction_needs_words", "enough_corrections".
        """
        candidate = self._store.candidates.by_link(link)
        if about not in set(About):
            raise UsageError("bad_correction", "Choose what is wrong.")
        check = {About.NAME: inputs.name, About.EMAIL: inputs.email}.get(About(about), _words)
        self._store.corrections.ask(candidate.id, About(about), check(words))

    def of(self, candidate: CandidateId) -> list[Correction]:
        """Return all requests of a candidate, newest first."""
        return self._store.corrections.of(candidate)

    def answer(self, by: Person, candidate: CandidateId, number: int, words: str, *, is_done: bool) -> None:
        """Answer a request: it is done, or it is not, for a reason that the candidate reads.

        Raises:
            NotFoundError: "no_such_candidate", "no_such_correction".
            UsageError: "correction_needs_words": a refusal needs a reason.
        """
        require(by, Permission.MANAGE_CANDIDATES)
        tidy = _words(words) if words.strip() or not is_done else ""
        self._store.corrections.answer(by, candidate, number, tidy, is_done=is_done)

    def waiting(self, by: Person) -> list[tuple[CandidateId, str]]:
        """Return which candidates wait for an answer, with their names."""
        require(by, Permission.MANAGE_CANDIDATES)
        return self._store.corrections.waiting()


def _words(words: str) -> str:
    tidy = words.strip()
    if not tidy or len(tidy) > MAX_WORDS:
        raise UsageError("correction_needs_words", f"Write a few words, at most {MAX_WORDS} characters.")
    return tidy
