"""Which e-mail addresses, numbers, links, schools and jobs does a CV name, and on which page?

Plain rules on lines: what they miss is not there, and what the form states stays as it is. Nothing is guessed about a
person; a CV adds values that a form leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import phonenumbers

from candor.domain.applications import (
    Application,
    ApplicationId,
    Document,
    Education,
    Employment,
    Link,
    Paragraph,
    Stated,
)
from candor.intake.dates import is_present, read_date

_EMAIL: Final = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_LINK: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>()\"']{4,200}|\b(?:linkedin|github|gitlab)\.com/[\w./-]{2,120}", re.IGNORECASE
)
_SCHOOL: Final = re.compile(
    r"\b(universit\w*|institut\w*|college|school of|polytechnic|politeknik|academy|akademi|sekolah tinggi|hochschule|"
    r"universidad\w*|universidade|école|ecole)\b",
    re.IGNORECASE,
)
_DEGREE: Final = re.compile(
    r"\b(ph\.?\s?d|doctor\w*|master\w*|bachelor\w*|m\.?sc|b\.?sc|m\.?eng|b\.?eng|mba|b\.?a|m\.?a|diploma|sarjana|magister|"
    r"s[123])\b\.?",
    re.IGNORECASE,
)
_WHEN: Final = r"(?:[^\W\d_]{3,9}\.?\s+\d{4}|\d{1,2}/\d{4}|\d{4}-\d{2}|(?:19|20)\d{2})"
_SPAN: Final = re.compile(
    rf"({_WHEN})\s*(?:-|–|—|to|until|s/d|sampai|hingga)\s*({_WHEN}|present|now|today|current|sekarang|saat ini)",
    re.IGNORECASE,
)
_MOST: Final = 20


def with_cv(application: Application) -> Application:
    """Return an application with what its documents name where the form names nothing."""
    paragraphs = [paragraph for document in application.documents for paragraph in document.paragraphs]
    if not paragraphs:
        return application
    country = application.place.value.country if application.place else ""
    return replace(
        application,
        emails=application.emails or _emails(paragraphs),
        phones=application.phones or _phones(paragraphs, country),
        links=application.links or _links(paragraphs),
        education=application.education or tuple(_education(paragraphs)),
        employment=application.employment or tuple(_employment(paragraphs)),
    )


def fields_of(document: Document) -> Application:
    """Return what one document names, as an application without id."""
    return with_cv(Application(ApplicationId(""), documents=(document,)))


def _emails(paragraphs: Sequence[Paragraph]) -> tuple[Stated[str], ...]:
    found = {match[0].rstrip("."): p.where for p in paragraphs for match in _EMAIL.finditer(p.text)}
    return tuple(Stated(address, where) for address, where in list(found.items())[:_MOST])


def _phones(paragraphs: Sequence[Paragraph], country: str) -> tuple[Stated[str], ...]:
    found: dict[str, str] = {}
    for paragraph in paragraphs:
        if sum(sign.isdigit() for sign in paragraph.text) >= 7 and len(found) < _MOST:
            text = paragraph.text[:2_000]
            for match in phonenumbers.PhoneNumberMatcher(text, country or None):
                found.setdefault(match.raw_string, paragraph.where)
    return tuple(Stated(number, where) for number, where in found.items())


def _links(paragraphs: Sequence[Paragraph]) -> tuple[Stated[Link], ...]:
    found = {match[0].rstrip(".,;"): p.where for p in paragraphs for match in _LINK.finditer(p.text)}
    return tuple(Stated(Link(url), where) for url, where in list(found.items())[:_MOST])


def _education(paragraphs: Sequence[Paragraph]) -> Iterator[Stated[Education]]:
    for n, paragraph in enumerate(paragraphs):
        if len(paragraph.text) > 160 or not _SCHOOL.search(paragraph.text):
            continue
        near = [paragraph.text, *(p.text for p in paragraphs[n + 1 : n + 3] if len(p.text) <= 80)]
        parts = [part.strip() for part in re.split(r"[,|;–—]| - |\t", _SPAN.sub("", paragraph.text)) if part.strip()]
        name = next((part for part in parts if _SCHOOL.search(part)), "")
        degree = next((text for text in [*parts, *near[1:]] if _DEGREE.search(text) and text != name), "")
        years = [int(year) for text in near for year in re.findall(r"\b(?:19|20)\d{2}\b", text)][:2]
        start, end = (years[0], years[1]) if len(years) > 1 else (None, years[0] if years else None)
        if name:
            plain = re.sub(r"\(?\b(?:19|20)\d{2}\b\)?", "", name).strip(" .:")
            yield Stated(Education(plain, degree[:120], "", start, end), paragraph.where)


def _employment(paragraphs: Sequence[Paragraph]) -> Iterator[Stated[Employment]]:
    for n, paragraph in enumerate(paragraphs):
        span = _SPAN.search(paragraph.text) if len(paragraph.text) <= 200 else None
        said = " ".join(_SPAN.sub(" ", paragraph.text).split()).strip(" ,|;()-–—")
        if span is None or _SCHOOL.search(paragraph.text):
            continue
        if not said:  # the dates stand on a line of their own below title and employer
            said = paragraphs[n - 1].text if n and len(paragraphs[n - 1].text) <= 120 else ""
        title, employer = _title_and_employer(said)
        if employer and not _SCHOOL.search(said):
            start, end = read_date(span[1]), _end(span[2])
            yield Stated(Employment(employer, title, start, end, None, is_present(span[2])), paragraph.where)


def _title_and_employer(said: str) -> tuple[str, str]:
    for pattern in (r"\s+(?:at|di|@)\s+", r"\s*[|–—]\s*|\s+-\s+", r",\s*"):
        parts = [part.strip(" ,()") for part in re.split(pattern, said, maxsplit=1)]
        if len(parts) == 2 and all(parts):
            return parts[0], re.split(r"[,|(]", parts[1])[0].strip()
    return "", said.strip()


def _end(text: str) -> date | None:
    return None if is_present(text) else read_date(text)
