"""The way to a listed entity in words and as a picture that is whole XML, whatever the names are."""

from __future__ import annotations

from datetime import date

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from candor.domain.findings import Source
from candor.domain.listed import TieKind
from candor.domain.watchlist import Decides, WatchlistHit
from candor.watchlists.graph import SAME_ADDRESS, SAME_NAME
from candor.watchlists.picture import draw_path, languages, path_in_words

SVG = "{http://www.w3.org/2000/svg}"
STEPS = (*(kind.value for kind in TieKind), "owner_of", "served_by", SAME_ADDRESS, SAME_NAME)


def hit(*path: str, steps: tuple[str, ...] = (), is_sanctioned: bool = True) -> WatchlistHit:
    return WatchlistHit("l:1", path[-1], "x", Decides.TIE, path, Source("L", date(2026, 1, 1)), is_sanctioned, steps)


def test_the_way_is_a_sentence():
    way = hit("A Trading", "B Holding", "C Ministry", steps=("owner", "linked"))

    assert path_in_words(way, "en") == "A Trading is owned by B Holding is linked to C Ministry."
    assert path_in_words(hit("A Trading"), "id") == "A Trading."


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_words_in_every_language(language, step):
    assert len(path_in_words(hit("A", "B", steps=(step,)), language)) > len("A  B.")
    assert set(languages()) == {"en", "id"}


def test_a_picture_tells_its_content_to_those_who_hear_it():
    root = fromstring(draw_path(hit("A Trading", "B Holding", steps=("linked",)), "en"))

    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "How “A Trading” is tied to “B Holding”"
    assert root.findtext(f"{SVG}desc") == "A Trading is linked to B Holding."
    assert {"Stated", "is linked to", "On a list of sanctions or denials"} <= {
        each.text for each in root.iter(f"{SVG}text")
    }


def test_a_picture_takes_the_colour_of_its_page_and_brings_its_own_as_a_file():
    assert "<style>" not in draw_path(hit("A"), "en")
    assert "prefers-color-scheme:dark" in draw_path(hit("A"), "en", standalone=True)


@given(st.lists(st.text(min_size=1, max_size=300), min_size=1, max_size=3))
def test_any_names_make_whole_xml_without_markup_of_their_own(names):
    drawn = draw_path(hit(*names, steps=("linked",) * (len(names) - 1)), "id")
    root = fromstring(drawn, forbid_dtd=True)

    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {"svg", "title", "desc", "rect", "text", "path"}
