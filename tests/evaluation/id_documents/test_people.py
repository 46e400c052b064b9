from __future__ import annotations

from pathlib import Path

import pytest

from candor.errors import UsageError
from candor.evaluation.id_documents.people import people_of, portrait_of


def test_people_are_of_one_part_only(plan):
    tune, report = (people_of(Path(plan.faces_root), plan.faces, part) for part in ("tune", "report"))
    assert {one.name for one in tune} & {one.name for one in report} == set()
    assert len(tune) + len(report) == 6
    assert all(len(one.photos) == 2 for one in (*tune, *report))


def test_a_folder_without_people_is_refused(plan, tmp_path):
    with pytest.raises(UsageError) as caught:
        people_of(tmp_path, plan.faces, "tune")
    assert caught.value.code == "no_people"


@pytest.mark.models
def test_a_portrait_has_the_shape_of_its_place(plan, reader):
    person = people_of(Path(plan.faces_root), plan.faces, "report")[0]
    portrait = portrait_of(person.photos[0].read_bytes(), (290, 370), reader.portraits)
    assert portrait is not None
    assert portrait.shape[0] / portrait.shape[1] == pytest.approx(370 / 290, rel=0.05)
