"""Keys find what is the same, and tell nothing to whoever reads them."""

from hypothesis import given
from hypothesis import strategies as st

from candor.domain.applications import Application
from candor.screening import keys
from candor.screening.view import View
from screening_builders import applicant

WORDS = [f"word{n}" for n in range(400)]


def bands(text: str) -> list[str]:
    found = keys.paragraphs(View(applicant(documents=[{"text": text}]), keys.READS))
    return [key.key for paragraph in found for key in paragraph]


def test_a_paragraph_has_its_bands_and_a_short_one_none() -> None:
    assert len(bands(" ".join(WORDS[:60]))) == keys.BANDS
    assert bands(" ".join(WORDS[: keys.MIN_WORDS - 1])) == []


@given(st.integers(0, 79))
def test_a_paragraph_with_one_word_exchanged_shares_enough_bands(place: int) -> None:
    """Jaccard of 3-word shingles is at least 75/81: a band agrees with probability 0.73, two of twelve always."""
    words = WORDS[:80]
    altered = [*words[:place], "other", *words[place + 1 :]]

    shared = set(bands(" ".join(words))) & set(bands(" ".join(altered)))

    assert len(shared) >= 2


def test_other_paragraphs_share_none() -> None:
    assert not set(bands(" ".join(WORDS[:60]))) & set(bands(" ".join(WORDS[100:160])))


def test_no_key_holds_the_value_that_it_was_made_of() -> None:
    application = applicant(emails=["ana@x.com"], phones=["+15125550133"])

    made = keys.all_keys(View(application, keys.READS))

    assert len(made) == 2
    assert all(len(key) == 16 and "ana" not in key and "512555" not in key for key in made)


def test_what_is_shared_by_everybody_has_no_key() -> None:
    application = applicant(addresses=[{"text": "Jakarta"}], emails=["none"], phones=["n/a"])

    assert keys.all_keys(View(application, keys.READS)) == []


def test_kinds_do_not_mix() -> None:
    as_phone = keys.all_keys(View(applicant(phones=["+15125550133"]), keys.READS))
    as_network = keys.all_keys(View(applicant(network=[{"ip": "+15125550133"}]), keys.READS))

    assert not set(as_phone) & set(as_network)


def test_an_empty_application_has_no_keys() -> None:
    assert keys.all_keys(View(Application(id="1"), keys.READS)) == []  # type: ignore[arg-type]
