"""A pack is tried against its own examples before it is used."""

from candor.screening.examples import NobodyElse, broken_examples
from candor.screening.pack_file import read_pack
from candor.screening.shape import Example
from screening_builders import TODAY, FakeLists

PACK = read_pack(
    """
    [pack]
    id = "ours"
    version = 1
    title = { en = "x", id = "y" }
    [[rules]]
    id = "seen"
    severity = "check"
    reads = ["emails"]
    when = [{ field = "emails", any_of = ["@firma.example"] }]
    what = { en = "x", id = "y" }
    false_alarms = { en = "x", id = "y" }
    innocent = [{ en = "x", id = "y" }]
    next_step = { en = "x", id = "y" }
    source = { title = "x", date = 2026-01-01 }
    expires = 2027-01-01
    """,
    "ours.toml",
)


def broken(address: str, *flags: str) -> list[str]:
    return broken_examples(PACK, [Example("one", {"emails": [address]}, list(flags))], FakeLists(), TODAY)


def test_an_example_that_holds_is_no_trouble() -> None:
    assert broken("ana@firma.example", "seen") == []
    assert broken("ana@other.example") == []


def test_what_should_be_flagged_and_is_not_is_told() -> None:
    assert broken("ana@other.example", "seen") == ["'one' should be flagged by seen, and is flagged by nothing."]


def test_what_must_not_be_flagged_and_is_is_told() -> None:
    assert broken("ana@firma.example") == ["'one' should be flagged by nothing, and is flagged by seen."]


def test_an_example_that_is_no_application_is_told() -> None:
    assert "is no application" in broken_examples(PACK, [Example("one", {"emails": "x"}, [])], FakeLists(), TODAY)[0]


def test_nobody_else_is_there() -> None:
    assert NobodyElse().others("any") == ()
