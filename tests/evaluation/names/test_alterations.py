"""Alterations are the same for the same seed, differ from the name, and are not made by what is tested."""

from __future__ import annotations

import ast
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import candor.evaluation.names.alterations as tested
import candor.evaluation.names.korean as korean
from candor.evaluation.names.alterations import ASKED_FOR, alterations, plain_words


def test_a_person_and_a_firm_are_altered_in_their_ways():
    person = {each.kind for each in alterations("KIM, Jong Un", is_person=True, seed="2")}
    firm = {each.kind for each in alterations("KOREA TANGUN TRADING CORPORATION", is_person=False, seed="1")}

    assert person == {"order", "gaps", "slip", "transliteration", "script", "initial", "missing word"}
    assert firm == {"order", "slip", "transliteration", "legal form"}
    assert (person | firm) - {"initial", "missing word"} <= set(ASKED_FOR)


def test_the_same_seed_makes_the_same_alterations_and_another_seed_others():
    def made(seed: str):
        return list(alterations("KIM, Jong Un", is_person=True, seed=seed))

    assert made("1") == made("1")
    assert made("1") != made("2")


def test_names_in_other_scripts_and_empty_ones_are_not_altered():
    assert plain_words("제인") == []
    assert list(alterations("沈忠國際", is_person=False, seed="1")) == []
    assert plain_words("Ch'oe Ryo’ng-hae (alias)") == ["choe", "ryong", "hae"]


def test_the_generator_imports_nothing_of_the_matcher():
    for module in (tested, korean):
        tree = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
        imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not [name for name in imported if name.startswith("candor.watchlists")]


@given(st.text(max_size=40), st.booleans(), st.text(max_size=5))
def test_any_name_is_altered_or_left(name, is_person, seed):
    for each in alterations(name, is_person=is_person, seed=seed):
        assert each.name.casefold() != " ".join(plain_words(name))
