import pytest

from candor.domain.questions import Question, State
from candor.report.texts import clock_time, load_report_texts
from candor.signals import ALL_SIGNALS


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_question_state_and_signal_has_its_words(language: str) -> None:
    texts = load_report_texts(language)

    assert set(texts.questions) == set(texts.asked) == set(Question)
    assert set(texts.states) == set(State)
    assert {signal.name for signal in ALL_SIGNALS} <= set(texts.signals)


def test_both_languages_say_the_same_things() -> None:
    english, indonesian = load_report_texts("en"), load_report_texts("id")

    for part in ("words", "steps", "limits", "notices", "headlines", "signals", "checklist"):
        assert set(getattr(english, part)) == set(getattr(indonesian, part))


def test_an_unknown_language_reads_english() -> None:
    assert load_report_texts("xx").language == "en"
    assert load_report_texts("id_ID").language == "id"


@pytest.mark.parametrize("language", ["en", "id"])
def test_no_state_claims_that_anybody_is_verified(language: str) -> None:
    assert "verified" not in str(load_report_texts(language)).lower()


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (59.4, "0:59"), (59.6, "1:00"), (3725, "1:02:05"), (-3, "0:00")]
)
def test_moments_are_shown_as_on_a_clock(seconds: float, shown: str) -> None:
    assert clock_time(seconds) == shown
