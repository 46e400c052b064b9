from __future__ import annotations

import hashlib

import pytest

from candor.services import notice as texts
from candor.services.inputs import LANGUAGES

VERSION_SEAL = "61b52419"
"""Start of the hash of all texts of VERSION. A changed word needs a new VERSION: then renew this seal."""


def build(language):
    return texts.notice(language, "Sample {Works}", "ada@example.org", "1 May 2027")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_names_who_until_when_and_whom_to_write_to(language):
    words = " ".join(build(language).paragraphs)
    for said in ("Sample {Works}", "1 May 2027", "ada@example.org"):
        assert said in words


def test_both_languages_say_the_same_number_of_things():
    assert len({len(build(language).paragraphs) for language in LANGUAGES}) == 1


def test_the_hash_changes_with_every_word():
    assert len({build("en").sha256, build("id").sha256, texts.notice("en", "Other", "x", "y").sha256}) == 3


def test_a_changed_word_has_a_new_version():
    seal = hashlib.sha256("".join(build(language).sha256 for language in LANGUAGES).encode()).hexdigest()
    assert (texts.VERSION, seal[:8]) == ("2026-11-27.8", VERSION_SEAL)
