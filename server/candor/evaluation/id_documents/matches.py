"""Does the face on a document match other photos of the person as well as the photo that was printed does?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from candor.domain.identity import Template
from candor.errors import DecodeError, ReferencePhotoError
from candor.evaluation.id_documents.trials import DocumentTrial
from candor.fusion.identity import Outcome


@dataclass(frozen=True, slots=True)
class Match:
    """One other photo, compared with the document and with the clean photo."""

    person: str
    condition: str
    document: Outcome | None
    """None: no template could be made of the kept portrait."""
    clean: Outcome


def matches(
    trials: Sequence[DocumentTrial],
    template_of: Callable[[bytes], Template],
    outcome_of: Callable[[Template, Template], Outcome],
) -> list[Match]:
    """Compare every document with every other photo of its holder that gives a template."""
    clean: dict[Path, Template | None] = {}

    def photo(path: Path) -> Template | None:
        if path not in clean:
            clean[path] = _made(path.read_bytes(), template_of)
        return clean[path]

    found: list[Match] = []
    for trial in trials:
        printed, others = photo(trial.person.photos[0]), [photo(path) for path in trial.person.photos[1:]]
        document = _made(trial.portrait, template_of)
        for other in others:
            if printed is None or other is None:
                continue
            outcome = None if document is None else outcome_of(document, other)
            was = outcome_of(printed, other)
            found.append(Match(trial.person.name, trial.condition, outcome, was))
    return found


def _made(photo: bytes, template_of: Callable[[bytes], Template]) -> Template | None:
    try:
        return template_of(photo)
    except (DecodeError, ReferencePhotoError):
        return None
