"""An application has one attribute for each field that a check may declare, and travels as JSON unharmed."""

from dataclasses import fields
from datetime import date

import msgspec

from candor.domain.applications import Address, AddressKind, Application, ApplicationId, Field, Stated


def test_every_attribute_is_a_field_that_can_be_declared() -> None:
    assert [each.name for each in fields(Application)] == ["id", *Field]


def test_an_application_travels_as_json_unharmed() -> None:
    stated = Application(
        ApplicationId("7"),
        name=Stated("Ana Souza", "column Name"),
        birth_date=Stated(date(1990, 2, 3), "column Born"),
        addresses=(Stated(Address(AddressKind.SHIPPING, "1 Main St", "US"), "form"),),
    )

    assert msgspec.json.decode(msgspec.json.encode(stated), type=Application) == stated
