"""All checks together: words, proof of what was read, no sums, no accusation."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.domain.applications import Field
from candor.domain.findings import ApplicantState, Severity
from candor.screening.checks import ALL_CHECKS
from candor.screening.judge import screen
from candor.screening.pack_file import read_pack
from candor.screening.rules import rulebook
from candor.screening.view import UndeclaredFieldError
from screening_builders import FakeLists, applicant, context, screened, shipped_rules

PLAIN = applicant(
    name="Ana Souza",
    emails=["ana.souza@firma.example.com"],
    phones=["+1 512-555-0133"],
    place="Austin, TX",
    education=[{"institution": "University of Examples", "degree": "BSc", "start_year": 2008, "end_year": 2012}],
    employment=[{"employer": "Acme", "start": "2013-01", "end": "present"}],
)


def test_a_plain_application_has_nothing_found() -> None:
    screening = screened(PLAIN)

    assert screening.state is ApplicantState.NOTHING_FOUND
    assert screening.findings == ()


def test_the_result_proves_which_fields_each_check_read() -> None:
    read = screened(PLAIN).fields_read

    assert set(read) == {check.id for check in ALL_CHECKS}
    for check in ALL_CHECKS:
        assert set(read[check.id]) <= check.reads


def test_a_check_that_reads_more_than_it_declares_fails_loudly() -> None:
    class Sly:
        id = ALL_CHECKS[0].id
        reads = frozenset({Field.PHONES})

        def judge(self, view: Any, context: Any) -> Any:
            yield view.birth_date

    with pytest.raises(UndeclaredFieldError):
        screen(PLAIN, shipped_rules(), context("", PLAIN), [Sly()])


def test_a_finding_brings_words_evidence_reasons_source_and_an_end() -> None:
    application = applicant(name="Ana", emails=["ana@minutes.example"])

    finding = next(each for each in screened(application).findings if each.rule == "email.disposable")

    assert "minutes.example" in finding.what["en"]
    assert "minutes.example" in finding.what["id"]
    assert finding.evidence[0].where == "form, emails"
    assert finding.innocent
    assert finding.next_step["en"]
    assert [source.version for source in finding.sources] == ["", "abc"]
    assert finding.expires_on > screened(application).on
    assert finding.fields == (Field.NAME, Field.EMAILS)


def test_the_gravest_comes_first_and_nothing_is_summed() -> None:
    application = applicant(
        name="Ana", emails=["ana@minutes.example", "x"], phones=["call me", "+1 512"], place="Austin, TX"
    )

    severities = [finding.severity for finding in screened(application).findings]

    assert severities == sorted(severities, key=[Severity.ESCALATE, Severity.CHECK, Severity.NOTE].index)
    assert severities[0] is Severity.CHECK


def test_a_rule_of_an_own_pack_names_what_it_compared() -> None:
    pack = read_pack(
        """
        [pack]
        id = "ours"
        version = 3
        title = { en = "x", id = "x" }
        [[rules]]
        id = "seen"
        severity = "check"
        reads = ["emails", "employment"]
        when = [{ field = "emails", any_of = ["@firma.example.com"] }, { field = "employment", any_of = ["ACME"] }]
        what = { en = "{value} was seen.", id = "{value} terlihat." }
        false_alarms = { en = "x", id = "y" }
        innocent = [{ en = "x", id = "y" }]
        next_step = { en = "x", id = "y" }
        source = { title = "x", date = 2026-01-01 }
        expires = 2027-01-01
        """,
        "ours.toml",
    )
    given_context = context("", PLAIN)

    screening = screen(PLAIN, rulebook((pack,), given_context.today), given_context, checks=())

    assert screening.findings[0].what["en"] == "ana.souza@firma.example.com was seen."
    assert len(screening.findings[0].evidence) == 2
    assert screening.fields_read == {"ours": (Field.EMAILS, Field.EMPLOYMENT)}


TEXT = st.text(max_size=60)


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "name": TEXT,
            "emails": st.lists(TEXT, max_size=3),
            "phones": st.lists(TEXT, max_size=3),
            "place": TEXT,
            "time_zone": TEXT,
            "addresses": st.lists(
                st.fixed_dictionaries({"text": TEXT, "kind": st.sampled_from(["home", "id", "shipping"])}), max_size=3
            ),
            "education": st.lists(
                st.fixed_dictionaries(
                    {"institution": TEXT, "degree": TEXT, "end_year": st.none() | st.integers(-9999, 9999)}
                ),
                max_size=3,
            ),
            "links": st.lists(TEXT, max_size=3),
            "network": st.lists(st.fixed_dictionaries({"ip": TEXT.map(lambda text: text[:60])}), max_size=3),
            "documents": st.lists(st.fixed_dictionaries({"text": st.text(max_size=400)}), max_size=2),
            "portrait": st.text("0123456789abcdef", min_size=16, max_size=16) | st.just(""),
        }
    )
)
def test_whatever_an_application_holds_it_is_judged_and_never_accused(values: dict[str, Any]) -> None:
    screening = screened(applicant(**values), lists=FakeLists())

    assert screening.state in set(ApplicantState)
    assert screening.state is not ApplicantState.ESCALATE
    for finding in screening.findings:
        assert finding.innocent
        assert len(finding.evidence) >= 1
