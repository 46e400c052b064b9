"""A CV adds what a form leaves out, with the page it stands on, and never overrules the form."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from candor.domain.applications import Document, Paragraph
from candor.intake.cv import fields_of, with_cv
from candor.intake.documents import read_document
from cv_files import LINES, pdf, word
from screening_builders import applicant


def test_addresses_numbers_links_schools_and_jobs_are_found_with_their_page() -> None:
    found = fields_of(read_document("cv.pdf", pdf(LINES)))

    assert [each.value for each in found.emails] == ["ana.souza@firma.example"]
    assert [each.value for each in found.phones] == ["+1 512-555-0133"]
    assert found.links[0].value.url == "https://github.com/octocat"
    assert found.emails[0].where == "cv.pdf, page 1"
    assert [each.value.employer for each in found.employment] == ["Acme Corp", "Other Ltd"]
    assert found.employment[0].value.is_present
    assert found.employment[1].value.end is not None
    school = found.education[0].value
    assert (school.institution, school.start_year, school.end_year) == ("University of Examples", 2008, 2012)


def test_word_gives_the_same() -> None:
    as_pdf, as_word = fields_of(read_document("cv", pdf(LINES))), fields_of(read_document("cv", word(*LINES)))

    assert [job.value for job in as_word.employment] == [job.value for job in as_pdf.employment]
    assert [school.value for school in as_word.education] == [school.value for school in as_pdf.education]


def test_what_the_form_states_stays() -> None:
    document = read_document("cv.pdf", pdf(LINES))
    application = replace(applicant(emails=["form@x.com"], phones=[]), documents=(document,))

    assert [each.value for each in with_cv(application).emails] == ["form@x.com"]
    assert with_cv(application).phones


@given(st.lists(st.text(max_size=300), max_size=10))
def test_no_text_breaks_it(texts: list[str]) -> None:
    fields_of(Document("cv", tuple(Paragraph(text, "cv") for text in texts)))
