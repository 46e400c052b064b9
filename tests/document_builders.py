"""Trials that were never played."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from candor.domain.documents import Agreement
from candor.evaluation.id_documents.people import PersonPhotos
from candor.evaluation.id_documents.trials import FIELDS, DocumentTrial


def trial(person: str = "ada", photos: tuple[Path, ...] = (), **changes) -> DocumentTrial:
    plain = DocumentTrial(
        *("scan", 1000, "sample", PersonPhotos(person, photos)),
        is_found=True,
        tilt_deg=0.5,
        right=dict.fromkeys(FIELDS, True),
        is_read=True,
        is_wrong_unnoticed=False,
        name=Agreement.SAME,
        seconds=1.0,
        portrait=b"document",
    )
    return replace(plain, **changes)
