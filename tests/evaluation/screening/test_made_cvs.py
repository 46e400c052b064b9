"""Made texts differ, and an altered one is nearly the same."""

import random

from rapidfuzz.distance import Levenshtein

from candor.evaluation.screening.made_cvs import TEMPLATES, altered, paragraph


def test_paragraphs_of_two_people_differ() -> None:
    chance = random.Random(1)
    made = [paragraph(chance) for _ in range(500)]

    assert len(set(made)) == 500
    assert all(20 < len(text.split()) < 90 for text in made)


def test_an_altered_text_keeps_most_of_its_words() -> None:
    words = paragraph(random.Random(1)).split()

    made = [altered(" ".join(words), random.Random(n)).split() for n in range(200)]
    shares = [Levenshtein.distance(words, each) / len(words) for each in made]

    assert 0.02 < sum(shares) / len(shares) < 0.08


def test_templates_are_full_paragraphs() -> None:
    assert len(set(TEMPLATES)) == 12
    assert all(len(text.split()) > 35 for text in TEMPLATES)
