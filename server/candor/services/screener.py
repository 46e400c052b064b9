"""How is one application read and judged? By rules and lists, in a process of its own where a server screens.

`bootstrap/screening_process.py` runs a `HereScreener` apart, so that a hostile CV takes nobody's time but its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from candor.domain.applications import Application, ApplicationId, Document
from candor.domain.findings import Screening
from candor.errors import UsageError
from candor.intake.cv import with_cv
from candor.intake.documents import read_document
from candor.intake.values import Places, application_of
from candor.screening import keys
from candor.screening.folding import folded
from candor.screening.judge import screen
from candor.screening.pack_file import load_shipped
from candor.screening.protocol import Context, Other
from candor.screening.reference_lists import ReferenceLists
from candor.screening.rules import rulebook
from candor.screening.run import Means
from candor.screening.view import View
from candor.store.applications import Filed


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: bytes


class Screener(Protocol):
    """Reads and judges applications."""

    def read(self, typed: Mapping[str, Any], cv: Upload | None, kept: Sequence[Document]) -> Filed:
        """Return what an application states.

        Args:
            typed: as intake/shape.py names the values; "id" is the candidate's.
            cv: PDF, DOCX or text; None: none was sent.
            kept: documents from before, which stay while no new one is sent.

        Raises:
            UsageError: "bad_application", "bad_document": one sentence says what.
        """
        ...

    def judge(self, application: Application, others: Mapping[str, Sequence[Other]], today: date) -> Screening:
        """Return what is found; `others` are the applications that share each of its keys."""
        ...


@dataclass(frozen=True, slots=True)
class SharedKeys:
    """`Seen` of keys that were looked up before."""

    held: Mapping[str, Sequence[Other]]

    def others(self, key: str) -> Sequence[Other]:
        """Return the applications that hold a key."""
        return self.held.get(key, ())


def shipped_means(today: date) -> Means:
    """Return the shipped rules and lists, without watchlists."""
    return Means(rulebook(load_shipped(), today), ReferenceLists(None), today)


class HereScreener:
    """Screens in this process."""

    def __init__(self, make: Callable[[date], Means]) -> None:
        """Args: make: makes rules and lists of a day; asked when the first application of a day is judged."""
        self._make = make
        self._means: Means | None = None

    def read(self, typed: Mapping[str, Any], cv: Upload | None, kept: Sequence[Document]) -> Filed:
        """See `Screener`."""
        taken = application_of(typed, 0, Places("form"))
        if taken.problems:
            raise UsageError("bad_application", " ".join(taken.problems))
        documents = (read_document(cv.name, cv.content),) if cv else tuple(kept)
        application = with_cv(replace(taken.application, documents=(*taken.application.documents, *documents)))
        return Filed(
            application,
            dict(typed),
            folded(application.name.value) if application.name else "",
            application.portrait.value if application.portrait else "",
            tuple(keys.all_keys(View(application, keys.READS))),
        )

    def judge(self, application: Application, others: Mapping[str, Sequence[Other]], today: date) -> Screening:
        """See `Screener`."""
        if self._means is None or self._means.today != today:
            self._means = self._make(today)
        means = self._means
        context = Context(means.today, means.lists, SharedKeys(others), {}, means.watchlists, means.mail)
        return screen(application, means.rules, context, means.checks)


def other_of(candidate: str, name: str, portrait: str) -> Other:
    """Return a candidate as the checks know other applications."""
    return Other(ApplicationId(candidate), name, portrait)
