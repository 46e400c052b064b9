"""Which rules are in force on a day."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from candor.screening.pack_file import load_shipped, read_pack
from candor.screening.rules import filled, rulebook

OFF = """
[pack]
id = "ours"
version = 1
title = { en = "x", id = "x" }
off = ["email.disposable", "gone.rule"]
"""


def test_all_shipped_rules_are_in_force_today() -> None:
    rules = rulebook(load_shipped(), date(2026, 11, 27))

    assert not rules.expired
    assert len(rules.rules) == sum(len(pack.rules) for pack in rules.packs)


def test_an_expired_rule_is_not_applied_and_told() -> None:
    rules = rulebook(load_shipped(), date(2030, 1, 1))

    assert not rules.rules
    assert "phone.invalid" in rules.expired


def test_an_own_pack_may_switch_a_rule_off_and_that_is_told() -> None:
    rules = rulebook((*load_shipped(), read_pack(OFF, "ours.toml")), date(2026, 11, 27))

    assert "email.disposable" not in rules.rules
    assert rules.off == ("email.disposable",)


@given(st.text())
def test_a_value_is_put_in_as_it_is_and_never_read_as_a_place(value: str) -> None:
    assert filled({"en": "<{value}>{gone}"}, {"value": value})["en"] == f"<{value}>{{gone}}"
