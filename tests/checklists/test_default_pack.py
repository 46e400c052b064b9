"""The shipped packs ask for facts of the job and of identity, the same of everybody, in two languages, politely."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

from candor.checklists.template_file import as_builtins, load_all_shipped, load_shipped
from candor.domain.checklist import ItemKind, Section
from candor.domain.checks import CheckKind

PACK = load_shipped()
PACKS = load_all_shipped()
HASHES = {("default", 1): "d03e9bec99881798", ("first_day", 1): "0928d48eea5bc9e1"}
"""The beginning of the SHA-256 of each released version: a changed word needs a new version."""
FORBIDDEN = (
    r"nationalit|citizen|passport|where are you (really )?from|accent|mother tongue|native|religio|politic|leader|"
    r"president|korea|china|chinese|russia|fake|fraud|lie\b|liar|cheat|prove|suspicio|"
    r"kewarganegaraan|warga negara|paspor|logat|suku|agama|politik|presiden|korea|cina|rusia|palsu|penipu|bohong|curiga"
)


def texts(language: str) -> list[str]:
    return [
        words[language]
        for pack in PACKS.values()
        for item in pack.items
        for words in (item.title, item.say, *item.follow_ups, *item.anchors, *([item.hint] if item.hint else []))
    ]


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda pack: pack.id)
def test_a_changed_word_needs_a_new_version(pack):
    told = hashlib.sha256(json.dumps(as_builtins(pack), sort_keys=True).encode()).hexdigest()[:16]
    assert HASHES[pack.id, pack.version] == told


@pytest.mark.parametrize("language", ["en", "id"])
def test_nothing_is_about_origin_or_opinion_and_nobody_is_accused(language):
    found = [text for text in texts(language) if re.search(FORBIDDEN, text, re.IGNORECASE)]
    assert found == []


def test_the_languages_say_different_words_about_the_same_things():
    assert len(texts("en")) == len(texts("id"))
    assert all(english != indonesian for english, indonesian in zip(texts("en"), texts("id"), strict=True))


USUAL_CHECKS = {"camera_open", "id_beside_face", "movement", "change_light", "window", "fetch_object", "call_back"}
"""What interviewers are advised to have shown: turns, hand before the face, leaning in and a number to say are drawn by
the movement check.
"""
USUAL_QUESTIONS = {
    "place_today", "training", "work_reviewed", "work_broke", "cv_detail", "live_work", "may_confirm", "equipment",
}  # fmt: skip


def test_the_usual_checks_and_questions_are_all_in_it():
    kinds = {str(item.id): item.kind for item in PACK.items}
    assert {named for named in USUAL_CHECKS if kinds[named] is ItemKind.CHECK} == USUAL_CHECKS
    assert {named for named in USUAL_QUESTIONS if kinds[named] is ItemKind.QUESTION} == USUAL_QUESTIONS
    drawn = {"turn_head", "lean_in", "hand_over_face", "say_digits"}
    assert drawn <= {kind.value for kind in CheckKind}


def test_every_section_has_its_items():
    assert {item.section for item in PACK.items if item.is_counted} == set(Section)


def test_the_number_on_an_id_is_never_asked_for():
    card = PACK.item("id_beside_face")
    assert card is not None
    assert card.hint is not None
    assert "Do not ask for the number" in card.hint["en"]


def test_every_check_of_the_call_offers_another_way_or_needs_none():
    checks = [item for item in PACK.items if item.kind is ItemKind.CHECK]
    assert len(checks) >= 7
    assert all(item.hint is not None for item in checks)
    assert [item.id for item in checks if item.movement] == ["movement"]


def test_ratings_have_three_anchors_and_later_rounds_something_to_compare():
    assert all(len(item.anchors) in {0, 3} for item in PACK.items)
    assert sum(item.compare for item in PACK.items) >= 4
    assert sum(item.kind is ItemKind.VERIFY for item in PACK.items) >= 3


def test_an_interview_has_time_for_it():
    assert 10 <= sum(item.is_counted for item in PACK.items) <= 16
