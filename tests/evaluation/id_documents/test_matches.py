from __future__ import annotations

import numpy as np

from candor.domain.identity import Template
from candor.errors import ReferencePhotoError
from candor.evaluation.id_documents.matches import matches
from candor.fusion.identity import Outcome
from document_builders import trial


def template_of(photo):
    """A template whose only number is the first letter of the photo."""
    if photo == b"blurred":
        raise ReferencePhotoError("too_blurred", "Too blurred.")
    return Template("letters", np.array([photo[0]], dtype=np.float32), 1, 100.0)


def outcome_of(a, b):
    return Outcome.SAME if a.vector[0] == b.vector[0] else Outcome.DIFFERENT


def test_document_and_clean_photo_are_compared_with_every_other_photo(tmp_path):
    photos = tuple(tmp_path / name for name in ("printed", "other", "bad"))
    for path, content in zip(photos, (b"a printed", b"a other", b"blurred"), strict=True):
        path.write_bytes(content)
    trials = [trial("ada", photos, portrait=b"d document"), trial("ada", photos, portrait=b"blurred")]
    first, second = matches(trials, template_of, outcome_of)
    assert (first.document, first.clean) == (Outcome.DIFFERENT, Outcome.SAME)
    assert (second.document, second.clean) == (None, Outcome.SAME)
