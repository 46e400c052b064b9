"""Files of lists: encodings are found, traps in XML are refused with one sentence, names come out clean."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.watchlists.formats.files import ListError, clean_names, only_file, text_of, xml_of
from watchlist_builders import file_of

BOMB = (
    """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><l>&b;</l>"""
)
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>"""


@pytest.mark.parametrize("trap", [BOMB, OUTSIDE, "<!DOCTYPE l><l/>"])
def test_xml_with_entities_or_a_document_type_is_refused(trap):
    with pytest.raises(ListError, match="entities of its own"):
        xml_of(file_of(trap))


@pytest.mark.parametrize(
    "broken", ["", "<a>", "no xml", "<a></b>", b"\xff\xfe\x00", '<?xml version="1.0" encoding="klingon"?><a/>']
)
def test_broken_xml_says_so_and_keeps_what_was_there(broken):
    with pytest.raises(ListError, match=r"not whole XML.*stays in use"):
        xml_of(file_of(broken))


def test_a_namespace_is_no_part_of_a_tag():
    assert xml_of(file_of('<a xmlns="http://example.org/x"><b/></a>'))[0].tag == "b"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_that_lists_come_in(encoding):
    assert text_of(file_of("Müller, José".encode(encoding))) == "Müller, José"


def test_letters_of_no_encoding_are_an_error():
    with pytest.raises(ListError, match="no encoding"):
        text_of(file_of(b"\x81\x8d\x8f"))


def test_one_file_is_asked_for():
    with pytest.raises(ListError, match="one file, not 2"):
        only_file([file_of("a"), file_of("b")])


def test_names_lose_quotes_repeats_and_odd_spaces():
    assert clean_names(['"KOMID" ', "KOMID", "  A \n B ", "--", ""]) == ("KOMID", "A B")


@given(st.binary(max_size=200))
def test_any_bytes_are_xml_or_one_named_error(content):
    with suppress(ListError):
        assert xml_of(file_of(content)) is not None
