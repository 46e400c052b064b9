"""A check sees what it declares, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.domain.applications import Application, ApplicationId, Field, Stated
from candor.screening.view import UndeclaredFieldError, View

EMPTY = Application(ApplicationId("1"))


@pytest.mark.parametrize("field", Field)
def test_a_declared_field_is_handed_over_and_its_reading_noted(field: Field) -> None:
    view = View(EMPTY, {field})

    assert getattr(view, field) == getattr(EMPTY, field)
    assert view.read == (field,)


@given(st.sets(st.sampled_from(Field)), st.sampled_from(Field))
def test_reading_what_is_not_declared_is_an_error(declared: set[Field], asked: Field) -> None:
    view = View(EMPTY, declared - {asked})

    with pytest.raises(UndeclaredFieldError, match=asked):
        getattr(view, asked)
    assert view.read == ()


def test_what_is_declared_but_not_read_is_not_noted() -> None:
    view = View(Application(ApplicationId("1"), name=Stated("Ana", "form")), {Field.NAME, Field.PHONES})

    assert view.name
    assert view.read == (Field.NAME,)


def test_the_application_itself_cannot_be_reached() -> None:
    assert not [name for name in dir(View(EMPTY, Field)) if name not in {*Field, "read"} and not name.startswith("_")]
