"""The way to a listed entity in words and as a picture that is whole XML, whatever the names are."""

from __future__ import annotations

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from candor.domain.findings import Way
from candor.domain.listed import TieKind
from candor.watchlists.graph import SAME_ADDRESS, SAME_NAME
from candor.watchlists.picture import draw_way, languages, way_in_words

SVG = "{http://www.w3.org/2000/svg}"
STEPS = (*(kind.value for kind in TieKind), "owner_of", "served_by", SAME_ADDRESS, SAME_NAME)


def way(*names: str, steps: tuple[str, ...], is_sanctioned: bool = True) -> Way:
    return Way(names, steps, is_sanctioned)


def test_the_way_is_a_sentence():
    long = way("A Trading", "B Holding", "C Ministry", steps=("owner", "linked"))

    assert way_in_words(long, "en") == "A Trading is owned by B Holding is linked to C Ministry."
    assert way_in_words(way("A", "B Co.", steps=("linked",)), "id") == "A terkait dengan B Co."


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_words_in_every_language(language, step):
    assert len(way_in_words(way("A", "B", steps=(step,)), language)) > len("A  B.")
    assert set(languages()) == {"en", "id"}


def test_a_picture_tells_its_content_to_those_who_hear_it():
    root = fromstring(draw_way(way("A Trading", "B Holding", steps=("linked",)), "en"))

    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "How “A Trading” is tied to “B Holding”"
    assert root.findtext(f"{SVG}desc") == "A Trading is linked to B Holding."
    assert {"Stated", "is linked to", "On a list of sanctions or denials"} <= {
        each.text for each in root.iter(f"{SVG}text")
    }


def test_a_picture_takes_the_colour_of_its_page_and_brings_its_own_as_a_file():
    assert "<style>" not in draw_way(way("A", "B", steps=("linked",)), "en")
    assert "prefers-color-scheme:dark" in draw_way(way("A", "B", steps=("linked",)), "en", standalone=True)


@given(st.lists(st.text(min_size=1, max_size=300), min_size=2, max_size=3))
def test_any_names_make_whole_xml_without_markup_of_their_own(names):
    drawn = draw_way(way(*names, steps=("linked",) * (len(names) - 1)), "id")
    root = fromstring(drawn, forbid_dtd=True)

    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {"svg", "title", "desc", "rect", "text", "path"}
