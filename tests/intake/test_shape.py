"""What an application may hold as JSON has a place in the application, and no protected trait has one."""

from candor.domain.applications import Field
from candor.intake.shape import ApplicationIn
from candor.screening.firewall import forbidden_trait


def test_every_name_is_a_field() -> None:
    assert set(ApplicationIn.__struct_fields__) == {"id", *Field}


def test_no_name_is_a_protected_trait() -> None:
    assert not [name for name in ApplicationIn.__struct_fields__ if forbidden_trait(name)]
