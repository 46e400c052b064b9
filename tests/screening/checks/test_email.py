"""An address must be able to receive mail; whose name it holds weighs nothing."""

from datetime import date

import pytest

from candor.domain.findings import ApplicantState
from candor.screening.checks.email import Email
from screening_builders import FakeLists, applicant, context, hits, reasons, screened

EMAIL = Email()


class FakeMail:
    """Knows which domains take mail."""

    def __init__(self, answers: dict[str, bool | None]) -> None:
        self._answers = answers

    def takes_mail(self, domain: str) -> bool | None:
        return self._answers[domain]


@pytest.mark.parametrize("address", ["ana@firma.example.com", "김@예시.한국", "ana+jobs@gmail.com", "ana@outlook.com"])
def test_a_usual_address_is_no_finding(address: str) -> None:
    assert hits(EMAIL, applicant(emails=[address])) == {}


@pytest.mark.parametrize("address", ["ana", "ana@", "ana@@x.com", "ana @x.com", "a" * 300 + "@x.com"])
def test_what_cannot_be_written_to_is_a_note(address: str) -> None:
    assert list(hits(EMAIL, applicant(emails=[address]))) == ["malformed"]


def test_an_address_for_minutes_is_named() -> None:
    assert list(hits(EMAIL, applicant(emails=["ana@minutes.example"]))) == ["disposable"]


@pytest.mark.parametrize(("day", "rules"), [(date(2026, 11, 2), ["young_domain"]), (date(2020, 1, 1), [])])
def test_a_domain_that_is_known_to_be_new_is_a_note(day: date, rules: list[str]) -> None:
    given = context("email", lists=FakeLists(domain_ages={"new.example.com": day}))
    application = applicant(emails=["ana@new.example.com"])

    assert list(hits(EMAIL, application, given)) == rules
    assert screened(application, lists=FakeLists(domain_ages={"new.example.com": day})).state == "nothing_found"


def test_without_the_list_it_cannot_be_judged() -> None:
    given = context("email", lists=FakeLists(disposable=None))

    assert "no_list" in reasons(EMAIL, applicant(emails=["ana@minutes.example"]), given)


def test_mail_servers_are_only_asked_where_that_is_allowed() -> None:
    assert reasons(EMAIL, applicant(emails=["ana@x.com"])) == ["mail_not_asked"]


@pytest.mark.parametrize(("answer", "rules"), [(False, ["takes_no_mail"]), (True, []), (None, [])])
def test_a_domain_that_takes_no_mail_is_named_and_no_answer_says_nothing(answer: bool | None, rules: list[str]) -> None:
    given = context("email", mail=FakeMail({"x.com": answer}))

    assert list(hits(EMAIL, applicant(emails=["ana@x.com"]), given)) == rules


@pytest.mark.parametrize("name", ["Ana Souza", "Nguyễn Văn An", "이민준"])
def test_an_address_without_the_name_changes_no_state(name: str) -> None:
    screening = screened(applicant(name=name, emails=["blue.tiger77@gmail.com"]))

    assert screening.state is ApplicantState.NOTHING_FOUND


@pytest.mark.parametrize("name", ["이민준", "Иван Петров", "محمد علي", "王小明"])
def test_a_name_in_another_script_is_not_compared_at_all(name: str) -> None:
    application = applicant(name=name, emails=["blue.tiger77@gmail.com"])

    assert hits(EMAIL, application) == {}
    assert "other_script" in reasons(EMAIL, application)


def test_initials_and_parts_of_a_name_are_enough() -> None:
    for address in ("asouza@x.com", "souza.a@x.com", "as@x.com", "ana77@x.com"):
        assert hits(EMAIL, applicant(name="Ana Souza", emails=[address])) == {}
