from __future__ import annotations

import pytest

from candor.domain.groups import CHOICES, Axis, declaration
from candor.errors import UsageError


def test_what_is_left_open_is_left_out():
    assert declaration({"age": "under_30", "gender": "", "more": "x"}) == {Axis.AGE: "under_30"}
    assert declaration({}) == {}


def test_every_axis_has_choices():
    assert set(CHOICES) == set(Axis)


@pytest.mark.parametrize("said", [{"age": "old"}, {"gender": "under_30"}, {"skin_tone": "x" * 10_000}])
def test_what_is_no_choice_is_refused(said):
    with pytest.raises(UsageError):
        declaration(said)
