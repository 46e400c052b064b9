from analysis_builders import NOW, assessment, record, warning
from candor.domain.questions import Question, State
from candor.domain.records import RecordedWarning, WarningAnswer
from candor.report.summary import make_report, reason_sentence


def _identity(state: State, reason: str):
    return [assessment(0.0, {Question.IDENTITY: (state, reason)})]


def test_the_headline_follows_the_most_concerning_question() -> None:
    report = make_report(record(), NOW)

    assert report.overall is State.PAUSE_AND_VERIFY
    assert report.headline == "Something needs to be cleared up before you go on."


def test_an_alarm_stays_on_the_first_page_when_the_end_is_calm() -> None:
    timeline = [*record().timeline, *[assessment(90.0, {Question.IDENTITY: (State.NO_CONCERN, "matches_id_photo")})]]

    line = make_report(record(timeline=timeline), NOW).lines[0]

    assert line.state is State.PAUSE_AND_VERIFY
    assert line.at_end == "No concern so far"


def test_what_could_not_be_checked_is_said() -> None:
    report = make_report(record(timeline=_identity(State.CANT_TELL, "too_dark")), NOW)

    assert "Identity: Too dark to check." in report.not_checked
    assert any("Identity could not be settled" in step for step in report.next_steps)


def test_a_calm_interview_with_gaps_does_not_sound_complete() -> None:
    report = make_report(record(timeline=_identity(State.NO_CONCERN, "matches_id_photo"), warnings=[]), NOW)

    assert report.headline == "No concern in what could be checked; not everything could be."


def test_without_an_id_photo_the_reader_is_asked_to_look() -> None:
    report = make_report(record(reference="none", timeline=_identity(State.CANT_TELL, "no_reference")), NOW)

    assert any("No ID photo was compared" in step for step in report.next_steps)


def test_an_empty_interview_has_a_report_too() -> None:
    report = make_report(record(timeline=[], warnings=[], signals={}, frames_analyzed=0, duration_s=0.0), NOW)

    assert report.overall is State.CANT_TELL
    assert len(report.lines) == 4


def test_answered_warnings_need_no_step() -> None:
    answered = RecordedWarning(1, warning(), WarningAnswer("explained", "new glasses", "Ina", NOW))

    steps = make_report(record(warnings=[answered]), NOW).next_steps

    assert not any("Go through the warnings" in step for step in steps)


def test_warnings_speak_the_language_of_the_report() -> None:
    english, indonesian = (make_report(record(), NOW, language) for language in ("en", "id"))

    assert english.warnings[0].warning.explanation.title == "Face and ID photo do not match"
    assert indonesian.warnings[0].warning.explanation.title != english.warnings[0].warning.explanation.title
    assert indonesian.texts.language == "id"


def test_a_warning_of_an_older_version_keeps_its_own_words() -> None:
    old = RecordedWarning(1, warning("something_of_the_past"))

    assert make_report(record(warnings=[old]), NOW).warnings[0].warning.explanation.detail == "It does not match."


def test_tallies_name_the_most_frequent_reason_first() -> None:
    (tally,) = make_report(record(), NOW).tallies

    assert (tally.observations, tally.abstentions) == (80, 14)
    assert tally.reasons[0] == reason_sentence("turned_away", "en")


def test_an_unknown_reason_is_shown_as_its_code() -> None:
    assert reason_sentence("reason_of_the_past", "en") == "reason_of_the_past"
