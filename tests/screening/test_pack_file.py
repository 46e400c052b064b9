"""A pack is read, or refused with a sentence that says what is wrong."""

import re
from pathlib import Path

import pytest

from candor.errors import ConfigurationError
from candor.screening.checks import ALL_CHECKS
from candor.screening.pack_file import load_pack, load_shipped, read_pack

PACK = """
[pack]
id = "ours"
version = 1
title = { en = "Ours", id = "Kami" }

[[rules]]
id = "front"
severity = "check"
reads = ["employment"]
when = [{ field = "employment", any_of = ["Front Trading Co"] }]
what = { en = "{value} is on our list.", id = "{value} ada dalam daftar kami." }
false_alarms = { en = "Sometimes.", id = "Kadang." }
innocent = [{ en = "Same name.", id = "Nama sama." }]
next_step = { en = "Call them.", id = "Telepon." }
source = { title = "Ours", date = 2026-11-01 }
expires = 2027-11-01
"""


def refused(text: str) -> str:
    with pytest.raises(ConfigurationError) as raised:
        read_pack(text, "ours.toml")
    return raised.value.sentence


def test_a_good_pack_is_read() -> None:
    pack = read_pack(PACK, "ours.toml")

    assert [rule.id for rule in pack.rules] == ["ours.front"]


def test_a_list_file_beside_the_pack_is_read(tmp_path: Path) -> None:
    (tmp_path / "fronts.txt").write_text("Front Trading Co # seen in 2025\n\nOther Co\n")
    (tmp_path / "ours.toml").write_text(PACK.replace('any_of = ["Front Trading Co"]', 'any_of_file = "fronts.txt"'))

    pack, _ = load_pack(tmp_path / "ours.toml")

    assert pack.rules[0].when[0].keys == {"front trading co", "other co"}


@pytest.mark.parametrize(
    "field", ["nationality", "ethnicity", "birthplace", "accent", "name_origin", "school_country", "zip_income"]
)
def test_a_protected_trait_is_refused_wherever_a_rule_names_it(field: str) -> None:
    for text in (
        PACK.replace('reads = ["employment"]', f'reads = ["employment", "{field}"]'),
        PACK.replace('field = "employment"', f'field = "{field}"'),
        PACK.replace("expires =", f'{field} = "x"\nexpires ='),
    ):
        assert "No check of Candor may read that" in refused(text)


@pytest.mark.parametrize("field", ["name", "place", "time_zone", "birth_date", "network"])
def test_lists_of_names_places_and_ages_are_refused(field: str) -> None:
    assert "stand in for origin or age" in refused(PACK.replace('"employment"', f'"{field}"'))


@pytest.mark.parametrize("value", ["North Korea", "Chinese", "Republik Rakyat Tiongkok", "@.cn"])
def test_values_that_stand_in_for_origin_are_refused(value: str) -> None:
    text = PACK.replace("Front Trading Co", value)

    assert "stands in for" in refused(text) or "cannot be compared" in refused(text)


@pytest.mark.parametrize("word", ["fraudster", "reject", "penipu"])
def test_a_rule_that_accuses_is_refused(word: str) -> None:
    assert "never judges" in refused(PACK.replace("Call them.", f"Treat as {word}."))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('severity = "check"', 'severity = "reject"', "severity"),
        ("expires = 2027-11-01", "", "expires"),
        ("innocent = [{ en", "innocents = [{ en", "innocent"),
        ('reads = ["employment"]', "", "without naming it in reads"),
        ('reads = ["employment"]', 'reads = ["shoes"]', "which no application has"),
        ('when = [{ field = "employment", any_of = ["Front Trading Co"] }]', "", "exactly one of"),
        ('any_of = ["Front Trading Co"]', "any_of = []", "no values"),
        ('when = [{ field = "employment", any_of = ["Front Trading Co"] }]', 'check = "phone"', "only a shipped pack"),
        ("[pack]", "[pack", "cannot be used"),
        ('id = "front"', 'id = "Front!"', "id"),
    ],
)
def test_what_is_wrong_is_said(old: str, new: str, said: str) -> None:
    assert said in refused(PACK.replace(old, new))


def test_a_rule_that_stands_there_twice_is_refused() -> None:
    assert "twice" in refused(PACK + PACK[PACK.index("[[rules]]") :])


def test_a_pack_cannot_take_the_name_of_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "phone.toml").write_text(PACK.replace('"ours"', '"phone"'))

    with pytest.raises(ConfigurationError, match="shipped pack"):
        load_pack(tmp_path / "phone.toml")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a" * (5 * 1024 * 1024)])
def test_a_file_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "p.toml").write_bytes(content)

    with pytest.raises(ConfigurationError, match="cannot be used"):
        load_pack(tmp_path / "p.toml")
    with pytest.raises(ConfigurationError, match="cannot be used"):
        load_pack(tmp_path / "gone.toml")


def test_every_check_has_its_pack_and_every_shipped_rule_is_named_by_its_check() -> None:
    packs = {pack.id: pack for pack in load_shipped()}

    assert list(packs) == [*(check.id for check in ALL_CHECKS), "together"]
    for check in ALL_CHECKS:
        source = Path(str(__import__(type(check).__module__, fromlist=["x"]).__file__)).read_text(encoding="utf-8")
        for rule in packs[check.id].rules:
            name = rule.id.partition(".")[2]
            assert (
                name in source
                or re.sub(r"^(address|bank|contact)_", "{kind}_", name) in source
                or name.endswith("_many")
            )


def test_every_shipped_rule_says_it_in_both_languages_with_innocent_reasons() -> None:
    for pack in load_shipped():
        for rule in pack.rules:
            texts = [rule.what, rule.false_alarms, rule.next_step, *rule.innocent]
            assert all(words["en"].strip() and words["id"].strip() for words in texts)
            assert all(words["en"] != words["id"] for words in texts)
