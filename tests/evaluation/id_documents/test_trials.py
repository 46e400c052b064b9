from __future__ import annotations

import msgspec
import pytest

from candor.domain.documents import Agreement
from candor.errors import UsageError
from candor.evaluation.id_documents.trials import Trials

pytestmark = pytest.mark.models


def test_a_document_and_a_licence_are_read_and_compared_with_what_was_printed(plan, reader):
    done: list[None] = []
    trials = Trials(plan, "report", reader)
    (document,) = trials.documents(lambda: done.append(None))
    (licence,) = trials.licences(lambda: done.append(None))
    assert trials.count() == len(done) == 2
    assert document.is_found
    assert all(document.right.values())
    assert document.name is Agreement.SAME
    assert abs(document.tilt_deg) < 3
    assert document.portrait.startswith(b"\xff\xd8")
    assert licence.is_right


def test_a_condition_that_nobody_knows_is_refused(plan, reader):
    with pytest.raises(UsageError) as caught:
        Trials(msgspec.structs.replace(plan, conditions=("moonlight",)), "tune", reader)
    assert caught.value.code == "unknown_condition"
