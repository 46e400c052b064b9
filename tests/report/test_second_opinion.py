"""The sentences of the second opinion, in both languages."""

from __future__ import annotations

import pytest

from analysis_builders import NOW, record
from candor.domain.second_opinion import Ability, Opinion, Readiness, Says, SecondOpinion
from candor.report.html import render_page
from candor.report.second_opinion import second_opinion_hint, second_opinion_sentences
from candor.report.summary import make_report
from candor.report.texts import load_report_texts

REASONS = ("too_little_context", "no_face", "timed_out", "lost", "failed", "not_allowed", "not_installed")


def second(*opinions: Opinion, liveness=Readiness.READY, same_person=Readiness.NO_WEIGHTS) -> SecondOpinion:
    ready = {Ability.LIVENESS: liveness, Ability.SAME_PERSON: same_person}
    return SecondOpinion("deepface 0.0.103", ready, ("sface-2021dec",), {}, opinions)


def looked(says: Says, reason: str = "") -> Opinion:
    return Opinion(Ability.LIVENESS, 1.0, "first", says, None if reason else 0.9, reason)


def test_answers_are_counted_in_words() -> None:
    said = second(looked(Says.LIVE), looked(Says.LIVE), looked(Says.NOT_LIVE), looked(Says.CANT_TELL, "no_face"))

    liveness, same_person = second_opinion_sentences(said, load_report_texts("en"))

    assert liveness.startswith(
        "Print or screen in front of the camera: 2 of 4 pictures look live; 1 of 4 pictures look"
    )
    assert liveness.endswith("1 of 4 pictures could not be judged (it found no face).")
    assert same_person == "Face against ID photo: no model files; missing: sface-2021dec."


def test_nothing_to_ask_about_is_told() -> None:
    assert second_opinion_sentences(second(), load_report_texts("en"))[0].endswith(
        "no picture was good enough to ask about."
    )


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("state", list(Readiness))
@pytest.mark.parametrize("reason", REASONS)
def test_every_state_and_reason_has_words_in_both_languages(language: str, state: Readiness, reason: str) -> None:
    said = second(*(looked(says, reason if says is Says.CANT_TELL else "") for says in Says), liveness=state)
    sentences = second_opinion_sentences(said, load_report_texts(language))

    assert all("_" not in sentence.replace("sface-2021dec", "") for sentence in sentences)
    assert "deepface 0.0.103" in second_opinion_hint(said, load_report_texts(language))


def test_the_report_shows_it_as_information_and_only_where_it_was_asked() -> None:
    with_it = render_page(make_report(record(second_opinion=second(looked(Says.NOT_LIVE))), NOW))
    without = render_page(make_report(record(), NOW))

    assert "1 of 1 pictures look like a print or a screen" in with_it
    assert "raises no warning" in with_it
    assert "Second opinion" not in without
